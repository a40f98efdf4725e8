package io.oeeanalytics.plant;

import static io.oeeanalytics.db.plant.Tables.HOLIDAY;
import static io.oeeanalytics.db.plant.Tables.IDEAL_CYCLE;
import static io.oeeanalytics.db.plant.Tables.LINE;
import static io.oeeanalytics.db.plant.Tables.PRODUCT;
import static io.oeeanalytics.db.plant.Tables.SHIFT_BREAK;
import static io.oeeanalytics.db.plant.Tables.SHIFT_PATTERN;
import static io.oeeanalytics.db.plant.Tables.SITE;
import static io.oeeanalytics.db.plant.Tables.STATUS;
import static io.oeeanalytics.db.plant.Tables.TARGET;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqPlant {
    private final DSLContext sql;

    JooqPlant(DSLContext sql) {
        this.sql = sql;
    }

    List<Site> sites() {
        return sql.select(SITE.ID, SITE.NAME, SITE.ZONE, SITE.MICRO_STOP_MS)
                .from(SITE)
                .orderBy(SITE.ID)
                .fetch(
                        mapping(
                                (id, name, zone, microStop) ->
                                        new Site(
                                                id,
                                                name,
                                                ZoneId.of(zone),
                                                Duration.ofMillis(microStop))));
    }

    List<Line> lines() {
        return sql.select(LINE.ID, LINE.SITE_ID, LINE.CODE, LINE.NAME, SITE.ZONE)
                .from(LINE)
                .join(SITE)
                .on(SITE.ID.eq(LINE.SITE_ID))
                .orderBy(LINE.SITE_ID, LINE.POSITION, LINE.CODE)
                .fetch(
                        mapping(
                                (id, site, code, name, zone) ->
                                        new Line(
                                                new LineId(id),
                                                site,
                                                code,
                                                name,
                                                ZoneId.of(zone))));
    }

    List<Product> products(int siteId) {
        return sql.select(PRODUCT.ID, PRODUCT.CODE, PRODUCT.NAME)
                .from(PRODUCT)
                .where(PRODUCT.SITE_ID.eq(siteId))
                .orderBy(PRODUCT.CODE)
                .fetch(mapping((id, code, name) -> new Product(new ProductId(id), code, name)));
    }

    List<IdealCycles.Row> cycles(LineId line) {
        return sql.select(IDEAL_CYCLE.PRODUCT_ID, IDEAL_CYCLE.VALID_FROM, IDEAL_CYCLE.MILLIS)
                .from(IDEAL_CYCLE)
                .where(IDEAL_CYCLE.LINE_ID.eq(line.value()))
                .orderBy(IDEAL_CYCLE.ID)
                .fetch(
                        mapping(
                                (product, from, millis) ->
                                        new IdealCycles.Row(
                                                product == null ? null : new ProductId(product),
                                                from.toInstant(),
                                                millis)));
    }

    Map<Integer, Status> statuses(int siteId) {
        var statuses = new LinkedHashMap<Integer, Status>();
        sql.select(STATUS.CODE, STATUS.NAME, STATUS.CATEGORY, STATUS.LOSS_GROUP)
                .from(STATUS)
                .where(STATUS.SITE_ID.eq(siteId))
                .orderBy(STATUS.CODE)
                .fetch(
                        mapping(
                                (code, name, category, group) ->
                                        new Status(
                                                code, name, TimeCategory.valueOf(category), group)))
                .forEach(status -> statuses.put(status.code(), status));
        return statuses;
    }

    Map<LineId, Double> targets(LocalDate date) {
        var newer = TARGET.as("newer");
        var targets = new HashMap<LineId, Double>();
        sql.select(TARGET.LINE_ID, TARGET.OEE)
                .from(TARGET)
                .where(
                        TARGET.VALID_FROM.eq(
                                select(max(newer.VALID_FROM))
                                        .from(newer)
                                        .where(newer.LINE_ID.eq(TARGET.LINE_ID))
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
                .forEach(row -> targets.put(row.value1(), row.value2()));
        return targets;
    }

    /** Names of the closed days. */
    NavigableMap<LocalDate, String> holidays(int siteId) {
        var holidays = new TreeMap<LocalDate, String>();
        sql.select(HOLIDAY.DAY, HOLIDAY.NAME)
                .from(HOLIDAY)
                .where(HOLIDAY.SITE_ID.eq(siteId))
                .forEach(row -> holidays.put(row.value1(), row.value2()));
        return holidays;
    }

    /** A line's own weeks replace those of its site. */
    ShiftCalendar calendar(Line line) {
        var own = weeks(line.siteId(), line.id());
        return new ShiftCalendar(
                line.zone(),
                own.isEmpty() ? weeks(line.siteId(), null) : own,
                holidays(line.siteId()).keySet());
    }

    /** Of the line, or of the site for lines without their own. */
    TreeMap<LocalDate, List<ShiftTime>> weeks(int siteId, @Nullable LineId line) {
        var weeks = new TreeMap<LocalDate, List<ShiftTime>>();
        sql.select(
                        SHIFT_PATTERN.VALID_FROM,
                        SHIFT_PATTERN.WEEKDAY,
                        SHIFT_PATTERN.NUMBER,
                        SHIFT_PATTERN.STARTS_AT,
                        SHIFT_PATTERN.ENDS_AT,
                        multiset(
                                        select(SHIFT_BREAK.STARTS_AT, SHIFT_BREAK.ENDS_AT)
                                                .from(SHIFT_BREAK)
                                                .where(SHIFT_BREAK.PATTERN_ID.eq(SHIFT_PATTERN.ID))
                                                .orderBy(SHIFT_BREAK.STARTS_AT))
                                .convertFrom(rows -> rows.map(mapping(ShiftTime.Pause::new))))
                .from(SHIFT_PATTERN)
                .where(SHIFT_PATTERN.SITE_ID.eq(siteId))
                .and(
                        line == null
                                ? SHIFT_PATTERN.LINE_ID.isNull()
                                : SHIFT_PATTERN.LINE_ID.eq(line.value()))
                .orderBy(SHIFT_PATTERN.VALID_FROM, SHIFT_PATTERN.WEEKDAY, SHIFT_PATTERN.NUMBER)
                .forEach(
                        row ->
                                weeks.computeIfAbsent(row.value1(), date -> new ArrayList<>())
                                        .add(
                                                new ShiftTime(
                                                        DayOfWeek.of(row.value2()),
                                                        row.value3(),
                                                        row.value4(),
                                                        row.value5(),
                                                        row.value6())));
        return weeks;
    }
}
