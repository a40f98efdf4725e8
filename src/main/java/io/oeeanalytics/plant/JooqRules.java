package io.oeeanalytics.plant;

import static io.oeeanalytics.db.plant.Tables.CALENDAR_EXCEPTION;
import static io.oeeanalytics.db.plant.Tables.HOLIDAY;
import static io.oeeanalytics.db.plant.Tables.IDEAL_CYCLE;
import static io.oeeanalytics.db.plant.Tables.LINE;
import static io.oeeanalytics.db.plant.Tables.LINE_CONSTRAINT;
import static io.oeeanalytics.db.plant.Tables.PLANNED_SHIFT;
import static io.oeeanalytics.db.plant.Tables.SHARED_LOG;
import static io.oeeanalytics.db.plant.Tables.SHIFT_BREAK;
import static io.oeeanalytics.db.plant.Tables.SHIFT_PATTERN;
import static io.oeeanalytics.db.plant.Tables.SITE_SETTING;
import static io.oeeanalytics.db.plant.Tables.STATUS;
import static io.oeeanalytics.db.plant.Tables.TARGET;
import static io.oeeanalytics.db.plant.Tables.WORK_UNIT;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import io.oeeanalytics.plant.ShiftCalendar.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * The rules, as known now or at an instant. What is known now are the rows nothing superseded, not
 * those recorded up to now: the clock of another instance may be ahead of ours.
 */
@Repository
class JooqRules {
    private record Day(LocalDate date, String name) {}

    private record Setting(Instant validFrom, Settings settings) {}

    private final DSLContext sql;

    JooqRules(DSLContext sql) {
        this.sql = sql;
    }

    /** All of a line's rules in one question; an instant of null is now. */
    LineRules rules(
            Line line,
            Instant now,
            @Nullable Instant statusesKnownAt,
            @Nullable Instant cyclesKnownAt,
            @Nullable Instant calendarKnownAt) {
        int site = line.siteId();
        return sql.select(
                        rotations(site, null, calendarKnownAt),
                        exceptions(site, null, calendarKnownAt),
                        rotations(site, line.id(), calendarKnownAt),
                        exceptions(site, line.id(), calendarKnownAt),
                        holidayRows(site, calendarKnownAt),
                        cycleRows(line.id(), cyclesKnownAt),
                        constraints(line.id(), cyclesKnownAt),
                        statusRows(site, statusesKnownAt),
                        settingRows(site, statusesKnownAt),
                        logRows(site, statusesKnownAt))
                .fetchSingle(
                        mapping(
                                (ofSite,
                                        daysOfSite,
                                        own,
                                        ownDays,
                                        closed,
                                        cycles,
                                        paces,
                                        statuses,
                                        settings,
                                        logs) ->
                                        new LineRules(
                                                new ShiftCalendar(
                                                        line.zone(),
                                                        byDate(closed).keySet(),
                                                        new Plan(ofSite, daysOfSite),
                                                        new Plan(own, ownDays)),
                                                new IdealCycles(cycles, paces),
                                                new StatusHistory(statuses, now),
                                                settings(settings),
                                                new StatusLogs(line.id(), logs))));
    }

    ShiftCalendar calendar(Line line) {
        int site = line.siteId();
        return sql.select(
                        holidayRows(site, null),
                        rotations(site, null, null),
                        exceptions(site, null, null),
                        rotations(site, line.id(), null),
                        exceptions(site, line.id(), null))
                .fetchSingle(
                        mapping(
                                (closed, ofSite, daysOfSite, own, ownDays) ->
                                        new ShiftCalendar(
                                                line.zone(),
                                                byDate(closed).keySet(),
                                                new Plan(ofSite, daysOfSite),
                                                new Plan(own, ownDays))));
    }

    /**
     * @param line null for what the site says to all of its lines
     */
    Plan plan(int siteId, @Nullable LineId line) {
        return sql.select(rotations(siteId, line, null), exceptions(siteId, line, null))
                .fetchSingle(mapping(Plan::new));
    }

    /** Names of the closed days. */
    NavigableMap<LocalDate, String> holidays(int siteId) {
        return sql.select(holidayRows(siteId, null)).fetchSingle(mapping(closed -> byDate(closed)));
    }

    IdealCycles cycles(LineId line) {
        return sql.select(cycleRows(line, null), constraints(line, null))
                .fetchSingle(mapping((rows, paces) -> new IdealCycles(rows, paces)));
    }

    StatusHistory statuses(int siteId, Instant now) {
        return sql.select(statusRows(siteId, null))
                .fetchSingle(mapping(rows -> new StatusHistory(rows, now)));
    }

    SiteSettings settings(int siteId, @Nullable Instant knownAt) {
        return sql.select(settingRows(siteId, knownAt))
                .fetchSingle(mapping(rows -> settings(rows)));
    }

    StatusLogs statusLogs(Line line) {
        return new StatusLogs(line.id(), logRows(line.siteId()));
    }

    List<StatusLogs.Row> logRows(int siteId) {
        return sql.select(logRows(siteId, null)).fetchSingle(mapping(rows -> rows));
    }

    Map<LineId, Double> targets(LocalDate date) {
        var newer = TARGET.as("newer");
        var targets = new HashMap<LineId, Double>();
        sql.select(TARGET.LINE_ID, TARGET.OEE)
                .from(TARGET)
                .where(TARGET.SUPERSEDED_AT.isNull())
                .and(
                        TARGET.VALID_FROM.eq(
                                select(max(newer.VALID_FROM))
                                        .from(newer)
                                        .where(newer.LINE_ID.eq(TARGET.LINE_ID))
                                        .and(newer.SUPERSEDED_AT.isNull())
                                        .and(newer.VALID_FROM.le(date))))
                .forEach(row -> targets.put(new LineId(row.value1()), row.value2()));
        return targets;
    }

    /** By the date each is valid from. */
    NavigableMap<LocalDate, Double> targets(LineId line) {
        var targets = new TreeMap<LocalDate, Double>();
        sql.select(TARGET.VALID_FROM, TARGET.OEE)
                .from(TARGET)
                .where(TARGET.LINE_ID.eq(line.value()))
                .and(TARGET.SUPERSEDED_AT.isNull())
                .forEach(row -> targets.put(row.value1(), row.value2()));
        return targets;
    }

    private static Condition known(
            Field<OffsetDateTime> recorded,
            Field<OffsetDateTime> superseded,
            @Nullable Instant at) {
        if (at == null) {
            return superseded.isNull();
        }
        var then = at.atOffset(ZoneOffset.UTC);
        return recorded.le(then).and(superseded.isNull().or(superseded.gt(then)));
    }

    private static Field<List<Rotation>> rotations(
            int siteId, @Nullable LineId line, @Nullable Instant at) {
        return multiset(
                        select(
                                        SHIFT_PATTERN.VALID_FROM,
                                        SHIFT_PATTERN.CYCLE_DAYS,
                                        shifts(PLANNED_SHIFT.PATTERN_ID, SHIFT_PATTERN.ID))
                                .from(SHIFT_PATTERN)
                                .where(SHIFT_PATTERN.SITE_ID.eq(siteId))
                                .and(owned(SHIFT_PATTERN.LINE_ID, line))
                                .and(
                                        known(
                                                SHIFT_PATTERN.RECORDED_AT,
                                                SHIFT_PATTERN.SUPERSEDED_AT,
                                                at))
                                .orderBy(SHIFT_PATTERN.VALID_FROM))
                .convertFrom(rows -> rows.map(mapping(Rotation::new)));
    }

    private static Field<List<CalendarException>> exceptions(
            int siteId, @Nullable LineId line, @Nullable Instant at) {
        return multiset(
                        select(
                                        CALENDAR_EXCEPTION.DAY,
                                        CALENDAR_EXCEPTION.KIND,
                                        CALENDAR_EXCEPTION.REASON,
                                        shifts(PLANNED_SHIFT.EXCEPTION_ID, CALENDAR_EXCEPTION.ID))
                                .from(CALENDAR_EXCEPTION)
                                .where(CALENDAR_EXCEPTION.SITE_ID.eq(siteId))
                                .and(owned(CALENDAR_EXCEPTION.LINE_ID, line))
                                .and(
                                        known(
                                                CALENDAR_EXCEPTION.RECORDED_AT,
                                                CALENDAR_EXCEPTION.SUPERSEDED_AT,
                                                at))
                                .orderBy(CALENDAR_EXCEPTION.DAY))
                .convertFrom(
                        rows ->
                                rows.map(
                                        mapping(
                                                (day, kind, reason, shifts) ->
                                                        new CalendarException(
                                                                day,
                                                                CalendarException.Kind.valueOf(
                                                                        kind),
                                                                reason,
                                                                shifts))));
    }

    private static Condition owned(Field<Integer> column, @Nullable LineId line) {
        return line == null ? column.isNull() : column.eq(line.value());
    }

    private static Field<List<ShiftTime>> shifts(Field<Integer> owner, Field<Integer> owned) {
        return multiset(
                        select(
                                        PLANNED_SHIFT.DAY,
                                        PLANNED_SHIFT.NUMBER,
                                        PLANNED_SHIFT.STARTS_AT,
                                        PLANNED_SHIFT.ENDS_AT,
                                        PLANNED_SHIFT.TEAM,
                                        multiset(
                                                        select(
                                                                        SHIFT_BREAK.STARTS_AT,
                                                                        SHIFT_BREAK.ENDS_AT)
                                                                .from(SHIFT_BREAK)
                                                                .where(
                                                                        SHIFT_BREAK.SHIFT_ID.eq(
                                                                                PLANNED_SHIFT.ID))
                                                                .orderBy(SHIFT_BREAK.STARTS_AT))
                                                .convertFrom(
                                                        rows ->
                                                                rows.map(
                                                                        mapping(
                                                                                ShiftTime.Pause
                                                                                        ::new))))
                                .from(PLANNED_SHIFT)
                                .where(owner.eq(owned))
                                .orderBy(PLANNED_SHIFT.DAY, PLANNED_SHIFT.NUMBER))
                .convertFrom(
                        rows ->
                                rows.map(
                                        mapping(
                                                (day, number, start, end, team, breaks) ->
                                                        new ShiftTime(
                                                                day, number, start, end, team,
                                                                breaks))));
    }

    private static Field<List<Day>> holidayRows(int siteId, @Nullable Instant at) {
        return multiset(
                        select(HOLIDAY.DAY, HOLIDAY.NAME)
                                .from(HOLIDAY)
                                .where(HOLIDAY.SITE_ID.eq(siteId))
                                .and(known(HOLIDAY.RECORDED_AT, HOLIDAY.SUPERSEDED_AT, at))
                                .orderBy(HOLIDAY.DAY))
                .convertFrom(rows -> rows.map(mapping(Day::new)));
    }

    private static NavigableMap<LocalDate, String> byDate(List<Day> days) {
        var byDate = new TreeMap<LocalDate, String>();
        days.forEach(day -> byDate.put(day.date(), day.name()));
        return byDate;
    }

    private static Field<List<IdealCycles.Row>> cycleRows(LineId line, @Nullable Instant at) {
        return multiset(
                        select(
                                        IDEAL_CYCLE.PRODUCT_ID,
                                        IDEAL_CYCLE.VALID_FROM,
                                        IDEAL_CYCLE.MILLIS,
                                        WORK_UNIT.CODE)
                                .from(IDEAL_CYCLE)
                                .leftJoin(WORK_UNIT)
                                .on(WORK_UNIT.ID.eq(IDEAL_CYCLE.UNIT_ID))
                                .where(IDEAL_CYCLE.LINE_ID.eq(line.value()))
                                .and(
                                        at == null
                                                ? DSL.noCondition()
                                                : IDEAL_CYCLE.RECORDED_AT.le(
                                                        at.atOffset(ZoneOffset.UTC)))
                                .orderBy(IDEAL_CYCLE.ID))
                .convertFrom(
                        rows ->
                                rows.map(
                                        mapping(
                                                (product, from, millis, unit) ->
                                                        new IdealCycles.Row(
                                                                product == null
                                                                        ? null
                                                                        : new ProductId(product),
                                                                from.toInstant(),
                                                                millis,
                                                                unit))));
    }

    private static Field<Map<Instant, Optional<String>>> constraints(
            LineId line, @Nullable Instant at) {
        return multiset(
                        select(LINE_CONSTRAINT.VALID_FROM, WORK_UNIT.CODE)
                                .from(LINE_CONSTRAINT)
                                .leftJoin(WORK_UNIT)
                                .on(WORK_UNIT.ID.eq(LINE_CONSTRAINT.UNIT_ID))
                                .where(LINE_CONSTRAINT.LINE_ID.eq(line.value()))
                                .and(
                                        known(
                                                LINE_CONSTRAINT.RECORDED_AT,
                                                LINE_CONSTRAINT.SUPERSEDED_AT,
                                                at)))
                .convertFrom(
                        rows ->
                                rows.intoMap(
                                        row -> row.value1().toInstant(),
                                        row -> Optional.ofNullable(row.value2())));
    }

    private static Field<List<StatusHistory.Row>> statusRows(int siteId, @Nullable Instant at) {
        return multiset(
                        select(
                                        STATUS.CODE,
                                        STATUS.NAME,
                                        STATUS.CATEGORY,
                                        STATUS.LOSS_GROUP,
                                        STATUS.VALID_FROM)
                                .from(STATUS)
                                .where(STATUS.SITE_ID.eq(siteId))
                                .and(known(STATUS.RECORDED_AT, STATUS.SUPERSEDED_AT, at))
                                .orderBy(STATUS.CODE, STATUS.VALID_FROM))
                .convertFrom(
                        rows ->
                                rows.map(
                                        mapping(
                                                (code, name, category, group, from) ->
                                                        new StatusHistory.Row(
                                                                new Status(
                                                                        code,
                                                                        name,
                                                                        TimeCategory.valueOf(
                                                                                category),
                                                                        group),
                                                                from.toInstant()))));
    }

    private static Field<List<Setting>> settingRows(int siteId, @Nullable Instant at) {
        return multiset(
                        select(
                                        SITE_SETTING.VALID_FROM,
                                        SITE_SETTING.MICRO_STOP_MS,
                                        SITE_SETTING.MICRO_STOP_BUCKET,
                                        SITE_SETTING.START_UP_MS,
                                        SITE_SETTING.DEFINITION)
                                .from(SITE_SETTING)
                                .where(SITE_SETTING.SITE_ID.eq(siteId))
                                .and(
                                        known(
                                                SITE_SETTING.RECORDED_AT,
                                                SITE_SETTING.SUPERSEDED_AT,
                                                at))
                                .orderBy(SITE_SETTING.VALID_FROM))
                .convertFrom(
                        rows ->
                                rows.map(
                                        mapping(
                                                (from, microStop, bucket, startUp, definition) ->
                                                        new Setting(
                                                                from.toInstant(),
                                                                new Settings(
                                                                        Duration.ofMillis(
                                                                                microStop),
                                                                        MicroStopBucket.valueOf(
                                                                                bucket),
                                                                        Duration.ofMillis(startUp),
                                                                        OeeDefinition.valueOf(
                                                                                definition))))));
    }

    /** Of all its lines: who shares a log with whom is seen from either side. */
    private static Field<List<StatusLogs.Row>> logRows(int siteId, @Nullable Instant at) {
        return multiset(
                        select(SHARED_LOG.LINE_ID, SHARED_LOG.VALID_FROM, SHARED_LOG.SOURCE_ID)
                                .from(SHARED_LOG)
                                .join(LINE)
                                .on(LINE.ID.eq(SHARED_LOG.LINE_ID))
                                .where(LINE.SITE_ID.eq(siteId))
                                .and(known(SHARED_LOG.RECORDED_AT, SHARED_LOG.SUPERSEDED_AT, at))
                                .orderBy(SHARED_LOG.LINE_ID, SHARED_LOG.VALID_FROM))
                .convertFrom(
                        rows ->
                                rows.map(
                                        mapping(
                                                (line, from, source) ->
                                                        new StatusLogs.Row(
                                                                new LineId(line),
                                                                from.toInstant(),
                                                                source == null
                                                                        ? null
                                                                        : new LineId(source)))));
    }

    private static SiteSettings settings(List<Setting> rows) {
        var byInstant = new TreeMap<Instant, Settings>();
        rows.forEach(row -> byInstant.put(row.validFrom(), row.settings()));
        return new SiteSettings(byInstant);
    }
}
