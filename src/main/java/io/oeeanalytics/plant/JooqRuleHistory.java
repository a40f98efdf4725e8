package io.oeeanalytics.plant;

import static io.oeeanalytics.db.plant.Tables.CALENDAR_EXCEPTION;
import static io.oeeanalytics.db.plant.Tables.HOLIDAY;
import static io.oeeanalytics.db.plant.Tables.IDEAL_CYCLE;
import static io.oeeanalytics.db.plant.Tables.LINE;
import static io.oeeanalytics.db.plant.Tables.LINE_CONSTRAINT;
import static io.oeeanalytics.db.plant.Tables.PLANNED_SHIFT;
import static io.oeeanalytics.db.plant.Tables.PRODUCT;
import static io.oeeanalytics.db.plant.Tables.SHARED_LOG;
import static io.oeeanalytics.db.plant.Tables.SHIFT_PATTERN;
import static io.oeeanalytics.db.plant.Tables.SITE;
import static io.oeeanalytics.db.plant.Tables.SITE_SETTING;
import static io.oeeanalytics.db.plant.Tables.STATUS;
import static io.oeeanalytics.db.plant.Tables.TARGET;
import static io.oeeanalytics.db.plant.Tables.WORK_UNIT;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;

import io.oeeanalytics.plant.PlantHistory.Newest;
import io.oeeanalytics.plant.RuleRecord.Accounting;
import io.oeeanalytics.plant.RuleRecord.ClosedDay;
import io.oeeanalytics.plant.RuleRecord.Cycle;
import io.oeeanalytics.plant.RuleRecord.Meaning;
import io.oeeanalytics.plant.RuleRecord.OneDay;
import io.oeeanalytics.plant.RuleRecord.Pace;
import io.oeeanalytics.plant.RuleRecord.Pattern;
import io.oeeanalytics.plant.RuleRecord.Rule;
import io.oeeanalytics.plant.RuleRecord.SharedLog;
import io.oeeanalytics.plant.RuleRecord.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The rules of a site as they were recorded, the superseded ones among them. */
@Repository
class JooqRuleHistory {
    private static final Field<OffsetDateTime> RECORDED_AT =
            field(name("recorded_at"), OffsetDateTime.class);
    private static final Field<String> RECORDED_BY = field(name("recorded_by"), String.class);
    private static final Field<OffsetDateTime> SUPERSEDED_AT =
            field(name("superseded_at"), OffsetDateTime.class);
    private static final Field<String> SUPERSEDED_BY = field(name("superseded_by"), String.class);

    private final DSLContext sql;

    JooqRuleHistory(DSLContext sql) {
        this.sql = sql;
    }

    List<RuleRecord> records(int siteId) {
        var zone =
                ZoneId.of(
                        sql.select(SITE.ZONE)
                                .from(SITE)
                                .where(SITE.ID.eq(siteId))
                                .fetchSingle(SITE.ZONE));
        var records = new ArrayList<RuleRecord>();
        records.addAll(statuses(siteId));
        records.addAll(cycles(siteId));
        records.addAll(paces(siteId));
        records.addAll(logs(siteId));
        records.addAll(patterns(siteId, zone));
        records.addAll(exceptions(siteId, zone));
        records.addAll(holidays(siteId, zone));
        records.addAll(settings(siteId));
        records.addAll(targets(siteId, zone));
        records.sort(Comparator.comparing(RuleRecord::recordedAt).reversed());
        return records;
    }

    /** When a row was recorded or superseded last, and by whom. */
    Optional<Newest> newest(int siteId) {
        var lines = select(LINE.ID).from(LINE).where(LINE.SITE_ID.eq(siteId));
        Map<Table<?>, Condition> rules =
                Map.of(
                        STATUS, STATUS.SITE_ID.eq(siteId),
                        IDEAL_CYCLE, IDEAL_CYCLE.LINE_ID.in(lines),
                        LINE_CONSTRAINT, LINE_CONSTRAINT.LINE_ID.in(lines),
                        SHARED_LOG, SHARED_LOG.LINE_ID.in(lines),
                        SHIFT_PATTERN, SHIFT_PATTERN.SITE_ID.eq(siteId),
                        CALENDAR_EXCEPTION, CALENDAR_EXCEPTION.SITE_ID.eq(siteId),
                        HOLIDAY, HOLIDAY.SITE_ID.eq(siteId),
                        SITE_SETTING, SITE_SETTING.SITE_ID.eq(siteId),
                        TARGET, TARGET.LINE_ID.in(lines));
        var newest = new ArrayList<Newest>();
        rules.forEach(
                (table, which) -> {
                    newest(table, which, RECORDED_AT, RECORDED_BY).ifPresent(newest::add);
                    if (table != IDEAL_CYCLE) {
                        newest(table, which, SUPERSEDED_AT, SUPERSEDED_BY).ifPresent(newest::add);
                    }
                });
        return newest.stream()
                .filter(one -> one.at().isAfter(Instant.EPOCH))
                .max(Comparator.comparing(Newest::at));
    }

    private Optional<Newest> newest(
            Table<?> table, Condition which, Field<OffsetDateTime> at, Field<String> by) {
        return sql.select(at, by)
                .from(table)
                .where(which)
                .and(at.isNotNull())
                .orderBy(at.desc())
                .limit(1)
                .fetchOptional(
                        row ->
                                new Newest(
                                        row.value1().toInstant(),
                                        row.value2() == null ? "" : row.value2()));
    }

    private List<RuleRecord> statuses(int siteId) {
        return sql.select(
                        STATUS.RECORDED_AT,
                        STATUS.RECORDED_BY,
                        STATUS.SUPERSEDED_AT,
                        STATUS.SUPERSEDED_BY,
                        STATUS.VALID_FROM,
                        STATUS.CODE,
                        STATUS.NAME,
                        STATUS.CATEGORY,
                        STATUS.LOSS_GROUP)
                .from(STATUS)
                .where(STATUS.SITE_ID.eq(siteId))
                .orderBy(STATUS.ID)
                .fetch(
                        row ->
                                record(
                                        row,
                                        null,
                                        row.value5().toInstant(),
                                        new Meaning(
                                                new Status(
                                                        row.value6(),
                                                        row.value7(),
                                                        TimeCategory.valueOf(row.value8()),
                                                        row.value9()))));
    }

    private List<RuleRecord> cycles(int siteId) {
        return sql.select(
                        IDEAL_CYCLE.RECORDED_AT,
                        IDEAL_CYCLE.RECORDED_BY,
                        inline(null, OffsetDateTime.class).as(SUPERSEDED_AT),
                        inline(null, String.class).as(SUPERSEDED_BY),
                        IDEAL_CYCLE.VALID_FROM,
                        IDEAL_CYCLE.LINE_ID,
                        PRODUCT.CODE,
                        WORK_UNIT.CODE,
                        IDEAL_CYCLE.MILLIS)
                .from(IDEAL_CYCLE)
                .join(LINE)
                .on(LINE.ID.eq(IDEAL_CYCLE.LINE_ID))
                .leftJoin(PRODUCT)
                .on(PRODUCT.ID.eq(IDEAL_CYCLE.PRODUCT_ID))
                .leftJoin(WORK_UNIT)
                .on(WORK_UNIT.ID.eq(IDEAL_CYCLE.UNIT_ID))
                .where(LINE.SITE_ID.eq(siteId))
                .orderBy(IDEAL_CYCLE.ID.desc())
                .fetch(
                        row ->
                                record(
                                        row,
                                        row.value6(),
                                        row.value5().toInstant(),
                                        new Cycle(row.value7(), row.value8(), row.value9())));
    }

    private List<RuleRecord> paces(int siteId) {
        return sql.select(
                        LINE_CONSTRAINT.RECORDED_AT,
                        LINE_CONSTRAINT.RECORDED_BY,
                        LINE_CONSTRAINT.SUPERSEDED_AT,
                        LINE_CONSTRAINT.SUPERSEDED_BY,
                        LINE_CONSTRAINT.LINE_ID,
                        LINE_CONSTRAINT.VALID_FROM,
                        WORK_UNIT.CODE)
                .from(LINE_CONSTRAINT)
                .join(LINE)
                .on(LINE.ID.eq(LINE_CONSTRAINT.LINE_ID))
                .leftJoin(WORK_UNIT)
                .on(WORK_UNIT.ID.eq(LINE_CONSTRAINT.UNIT_ID))
                .where(LINE.SITE_ID.eq(siteId))
                .orderBy(LINE_CONSTRAINT.ID)
                .fetch(
                        row ->
                                record(
                                        row,
                                        row.value5(),
                                        row.value6().toInstant(),
                                        new Pace(row.value7())));
    }

    private List<RuleRecord> logs(int siteId) {
        var source = LINE.as("source");
        return sql.select(
                        SHARED_LOG.RECORDED_AT,
                        SHARED_LOG.RECORDED_BY,
                        SHARED_LOG.SUPERSEDED_AT,
                        SHARED_LOG.SUPERSEDED_BY,
                        SHARED_LOG.VALID_FROM,
                        SHARED_LOG.LINE_ID,
                        source.CODE)
                .from(SHARED_LOG)
                .join(LINE)
                .on(LINE.ID.eq(SHARED_LOG.LINE_ID))
                .leftJoin(source)
                .on(source.ID.eq(SHARED_LOG.SOURCE_ID))
                .where(LINE.SITE_ID.eq(siteId))
                .orderBy(SHARED_LOG.ID)
                .fetch(
                        row ->
                                record(
                                        row,
                                        row.value6(),
                                        row.value5().toInstant(),
                                        new SharedLog(row.value7())));
    }

    private List<RuleRecord> patterns(int siteId, ZoneId zone) {
        return sql.select(
                        SHIFT_PATTERN.RECORDED_AT,
                        SHIFT_PATTERN.RECORDED_BY,
                        SHIFT_PATTERN.SUPERSEDED_AT,
                        SHIFT_PATTERN.SUPERSEDED_BY,
                        SHIFT_PATTERN.VALID_FROM,
                        SHIFT_PATTERN.LINE_ID,
                        SHIFT_PATTERN.CYCLE_DAYS,
                        shifts(PLANNED_SHIFT.PATTERN_ID, SHIFT_PATTERN.ID))
                .from(SHIFT_PATTERN)
                .where(SHIFT_PATTERN.SITE_ID.eq(siteId))
                .orderBy(SHIFT_PATTERN.ID)
                .fetch(
                        row ->
                                record(
                                        row,
                                        row.value6(),
                                        start(row.value5(), zone),
                                        new Pattern(row.value5(), row.value7(), row.value8())));
    }

    private List<RuleRecord> exceptions(int siteId, ZoneId zone) {
        return sql.select(
                        CALENDAR_EXCEPTION.RECORDED_AT,
                        CALENDAR_EXCEPTION.RECORDED_BY,
                        CALENDAR_EXCEPTION.SUPERSEDED_AT,
                        CALENDAR_EXCEPTION.SUPERSEDED_BY,
                        CALENDAR_EXCEPTION.DAY,
                        CALENDAR_EXCEPTION.LINE_ID,
                        CALENDAR_EXCEPTION.KIND,
                        CALENDAR_EXCEPTION.REASON,
                        shifts(PLANNED_SHIFT.EXCEPTION_ID, CALENDAR_EXCEPTION.ID))
                .from(CALENDAR_EXCEPTION)
                .where(CALENDAR_EXCEPTION.SITE_ID.eq(siteId))
                .orderBy(CALENDAR_EXCEPTION.ID)
                .fetch(
                        row ->
                                record(
                                        row,
                                        row.value6(),
                                        start(row.value5(), zone),
                                        new OneDay(
                                                row.value5(),
                                                CalendarException.Kind.valueOf(row.value7()),
                                                row.value8(),
                                                row.value9())));
    }

    private List<RuleRecord> holidays(int siteId, ZoneId zone) {
        return sql.select(
                        HOLIDAY.RECORDED_AT,
                        HOLIDAY.RECORDED_BY,
                        HOLIDAY.SUPERSEDED_AT,
                        HOLIDAY.SUPERSEDED_BY,
                        HOLIDAY.DAY,
                        HOLIDAY.NAME)
                .from(HOLIDAY)
                .where(HOLIDAY.SITE_ID.eq(siteId))
                .orderBy(HOLIDAY.ID)
                .fetch(
                        row ->
                                record(
                                        row,
                                        null,
                                        start(row.value5(), zone),
                                        new ClosedDay(row.value5(), row.value6())));
    }

    private List<RuleRecord> settings(int siteId) {
        return sql.select(
                        SITE_SETTING.RECORDED_AT,
                        SITE_SETTING.RECORDED_BY,
                        SITE_SETTING.SUPERSEDED_AT,
                        SITE_SETTING.SUPERSEDED_BY,
                        SITE_SETTING.VALID_FROM,
                        SITE_SETTING.MICRO_STOP_MS,
                        SITE_SETTING.MICRO_STOP_BUCKET,
                        SITE_SETTING.START_UP_MS,
                        SITE_SETTING.DEFINITION)
                .from(SITE_SETTING)
                .where(SITE_SETTING.SITE_ID.eq(siteId))
                .orderBy(SITE_SETTING.ID)
                .fetch(
                        row ->
                                record(
                                        row,
                                        null,
                                        row.value5().toInstant(),
                                        new Accounting(
                                                RuleRecord.settings(
                                                        row.value6(),
                                                        row.value7(),
                                                        row.value8(),
                                                        row.value9()))));
    }

    private List<RuleRecord> targets(int siteId, ZoneId zone) {
        return sql.select(
                        TARGET.RECORDED_AT,
                        TARGET.RECORDED_BY,
                        TARGET.SUPERSEDED_AT,
                        TARGET.SUPERSEDED_BY,
                        TARGET.VALID_FROM,
                        TARGET.LINE_ID,
                        TARGET.OEE)
                .from(TARGET)
                .join(LINE)
                .on(LINE.ID.eq(TARGET.LINE_ID))
                .where(LINE.SITE_ID.eq(siteId))
                .orderBy(TARGET.ID)
                .fetch(
                        row ->
                                record(
                                        row,
                                        row.value6(),
                                        start(row.value5(), zone),
                                        new Target(row.value5(), row.value7())));
    }

    private static Field<Integer> shifts(Field<Integer> owner, Field<Integer> owned) {
        return DSL.field(selectCount().from(PLANNED_SHIFT).where(owner.eq(owned)));
    }

    /** The first four columns say when and by whom. */
    private static RuleRecord record(
            Record row, @Nullable Integer line, Instant validFrom, Rule rule) {
        var superseded = row.get(2, OffsetDateTime.class);
        return new RuleRecord(
                row.get(0, OffsetDateTime.class).toInstant(),
                row.get(1, String.class),
                superseded == null ? null : superseded.toInstant(),
                row.get(3, String.class),
                line == null ? null : new LineId(line),
                validFrom,
                rule);
    }

    private static Instant start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
