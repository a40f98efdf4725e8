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
import static io.oeeanalytics.db.plant.Tables.SITE_SETTING;
import static io.oeeanalytics.db.plant.Tables.STATUS;
import static io.oeeanalytics.db.plant.Tables.WORK_UNIT;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectCount;
import static org.jooq.impl.DSL.selectOne;

import io.oeeanalytics.plant.PlantEdit.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Who changed what of a line's rules: read from the rows themselves, which are never changed. */
@Repository
class JooqPlantEdits {
    /** When a row became known and ceased to be. */
    private record Known(
            OffsetDateTime from, String by, @Nullable OffsetDateTime until, @Nullable String end) {}

    /** What a row says; rows of the same {@code rule} replace one another. */
    private record Said(List<Object> rule, Instant validFrom, String what) {}

    private record Span(Instant after, Instant upTo) {
        boolean holds(OffsetDateTime instant) {
            return instant.toInstant().isAfter(after) && !instant.toInstant().isAfter(upTo);
        }
    }

    private static final class Collected {
        private final Kind kind;
        private final Span span;
        private final List<Known> known = new ArrayList<>();
        private final List<Said> said = new ArrayList<>();

        Collected(Kind kind, Span span) {
            this.kind = kind;
            this.span = span;
        }

        void add(Known when, Said what) {
            // Replaced within the same act: nobody ever read it.
            if (!when.from().equals(when.until())) {
                known.add(when);
                said.add(what);
            }
        }

        List<PlantEdit> edits() {
            Set<List<Object>> begun = new HashSet<>();
            for (int i = 0; i < said.size(); i++) {
                begun.add(List.of(said.get(i).rule(), known.get(i).from()));
            }
            var edits = new ArrayList<PlantEdit>();
            for (int i = 0; i < said.size(); i++) {
                var when = known.get(i);
                var rule = said.get(i);
                if (span.holds(when.from())) {
                    edits.add(edit(when.from(), when.by(), rule, rule.what()));
                }
                if (when.until() != null
                        && span.holds(when.until())
                        && !begun.contains(List.of(rule.rule(), when.until()))) {
                    var by = when.end() == null ? "" : when.end();
                    edits.add(edit(when.until(), by, rule, "withdrawn: " + rule.what()));
                }
            }
            return edits;
        }

        private PlantEdit edit(OffsetDateTime at, String by, Said rule, String what) {
            return new PlantEdit(at.toInstant(), by, kind, rule.validFrom(), what);
        }
    }

    private final DSLContext sql;

    JooqPlantEdits(DSLContext sql) {
        this.sql = sql;
    }

    /** By time. */
    List<PlantEdit> edits(Line line, Instant after, Instant upTo) {
        var span = new Span(after, upTo);
        var edits = new ArrayList<PlantEdit>();
        edits.addAll(statuses(line, span));
        edits.addAll(cycles(line, span));
        edits.addAll(constraints(line, span));
        edits.addAll(logs(line, span));
        edits.addAll(rotations(line, span));
        edits.addAll(exceptions(line, span));
        edits.addAll(holidays(line, span));
        edits.addAll(settings(line, span));
        edits.sort(
                Comparator.comparing(PlantEdit::recordedAt)
                        .thenComparing(PlantEdit::kind)
                        .thenComparing(PlantEdit::validFrom)
                        .thenComparing(PlantEdit::what));
        return edits;
    }

    private List<PlantEdit> statuses(Line line, Span span) {
        var collected = new Collected(Kind.STATUS, span);
        sql.select(
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
                .where(STATUS.SITE_ID.eq(line.siteId()))
                .and(touches(span, STATUS.RECORDED_AT, STATUS.SUPERSEDED_AT))
                .forEach(
                        row ->
                                collected.add(
                                        new Known(
                                                row.value1(),
                                                row.value2(),
                                                row.value3(),
                                                row.value4()),
                                        new Said(
                                                List.of(row.value6(), row.value5()),
                                                row.value5().toInstant(),
                                                "status %d %s: %s, %s"
                                                        .formatted(
                                                                row.value6(),
                                                                row.value7(),
                                                                row.value8(),
                                                                row.value9()))));
        return collected.edits();
    }

    private List<PlantEdit> cycles(Line line, Span span) {
        var collected = new Collected(Kind.CYCLE, span);
        var never = inline(null, OffsetDateTime.class);
        sql.select(
                        IDEAL_CYCLE.RECORDED_AT,
                        IDEAL_CYCLE.RECORDED_BY,
                        IDEAL_CYCLE.ID,
                        IDEAL_CYCLE.VALID_FROM,
                        IDEAL_CYCLE.MILLIS,
                        PRODUCT.CODE,
                        WORK_UNIT.CODE)
                .from(IDEAL_CYCLE)
                .leftJoin(PRODUCT)
                .on(PRODUCT.ID.eq(IDEAL_CYCLE.PRODUCT_ID))
                .leftJoin(WORK_UNIT)
                .on(WORK_UNIT.ID.eq(IDEAL_CYCLE.UNIT_ID))
                .where(IDEAL_CYCLE.LINE_ID.eq(line.id().value()))
                .and(touches(span, IDEAL_CYCLE.RECORDED_AT, never))
                .forEach(
                        row ->
                                collected.add(
                                        new Known(row.value1(), row.value2(), null, null),
                                        new Said(
                                                List.of(row.value3()),
                                                row.value4().toInstant(),
                                                "ideal cycle of %s%s: %s s"
                                                        .formatted(
                                                                row.value6() == null
                                                                        ? "every product"
                                                                        : row.value6(),
                                                                row.value7() == null
                                                                        ? ""
                                                                        : " on " + row.value7(),
                                                                seconds(row.value5())))));
        return collected.edits();
    }

    private List<PlantEdit> constraints(Line line, Span span) {
        var collected = new Collected(Kind.CYCLE, span);
        sql.select(
                        LINE_CONSTRAINT.RECORDED_AT,
                        LINE_CONSTRAINT.RECORDED_BY,
                        LINE_CONSTRAINT.SUPERSEDED_AT,
                        LINE_CONSTRAINT.SUPERSEDED_BY,
                        LINE_CONSTRAINT.VALID_FROM,
                        WORK_UNIT.CODE)
                .from(LINE_CONSTRAINT)
                .leftJoin(WORK_UNIT)
                .on(WORK_UNIT.ID.eq(LINE_CONSTRAINT.UNIT_ID))
                .where(LINE_CONSTRAINT.LINE_ID.eq(line.id().value()))
                .and(touches(span, LINE_CONSTRAINT.RECORDED_AT, LINE_CONSTRAINT.SUPERSEDED_AT))
                .forEach(
                        row ->
                                collected.add(
                                        new Known(
                                                row.value1(),
                                                row.value2(),
                                                row.value3(),
                                                row.value4()),
                                        new Said(
                                                List.of("constraint", row.value5()),
                                                row.value5().toInstant(),
                                                row.value6() == null
                                                        ? "no unit is the constraint"
                                                        : "constraint: " + row.value6())));
        return collected.edits();
    }

    /** Those of other tracks too: what people say of one of them holds for all. */
    private List<PlantEdit> logs(Line line, Span span) {
        var source = LINE.as("source");
        var own = SHARED_LOG.as("own");
        var near = SHARED_LOG.as("near");
        int id = line.id().value();
        var tracks =
                select(near.LINE_ID)
                        .from(near)
                        .where(near.LINE_ID.eq(id))
                        .or(near.SOURCE_ID.eq(id))
                        .or(
                                near.SOURCE_ID.in(
                                        select(own.SOURCE_ID)
                                                .from(own)
                                                .where(own.LINE_ID.eq(id))
                                                .and(own.SOURCE_ID.isNotNull())));
        var collected = new Collected(Kind.STATUS, span);
        sql.select(
                        SHARED_LOG.RECORDED_AT,
                        SHARED_LOG.RECORDED_BY,
                        SHARED_LOG.SUPERSEDED_AT,
                        SHARED_LOG.SUPERSEDED_BY,
                        SHARED_LOG.VALID_FROM,
                        LINE.CODE,
                        source.CODE)
                .from(SHARED_LOG)
                .join(LINE)
                .on(LINE.ID.eq(SHARED_LOG.LINE_ID))
                .leftJoin(source)
                .on(source.ID.eq(SHARED_LOG.SOURCE_ID))
                .where(SHARED_LOG.LINE_ID.in(tracks))
                .and(touches(span, SHARED_LOG.RECORDED_AT, SHARED_LOG.SUPERSEDED_AT))
                .forEach(
                        row ->
                                collected.add(
                                        new Known(
                                                row.value1(),
                                                row.value2(),
                                                row.value3(),
                                                row.value4()),
                                        new Said(
                                                List.of("log", row.value6(), row.value5()),
                                                row.value5().toInstant(),
                                                row.value7() == null
                                                        ? "status log of %s: its own"
                                                                .formatted(row.value6())
                                                        : "status log of %s: that of %s"
                                                                .formatted(
                                                                        row.value6(),
                                                                        row.value7()))));
        return collected.edits();
    }

    /** A rotation of the site is none of the line's business once it has its own. */
    private List<PlantEdit> rotations(Line line, Span span) {
        var own = SHIFT_PATTERN.as("own");
        var ownFromThen =
                exists(
                        selectOne()
                                .from(own)
                                .where(own.LINE_ID.eq(line.id().value()))
                                .and(own.VALID_FROM.le(SHIFT_PATTERN.VALID_FROM))
                                .and(own.RECORDED_AT.le(SHIFT_PATTERN.RECORDED_AT))
                                .and(
                                        own.SUPERSEDED_AT
                                                .isNull()
                                                .or(
                                                        own.SUPERSEDED_AT.gt(
                                                                SHIFT_PATTERN.RECORDED_AT))));
        var shifts =
                field(
                        selectCount()
                                .from(PLANNED_SHIFT)
                                .where(PLANNED_SHIFT.PATTERN_ID.eq(SHIFT_PATTERN.ID)));
        var collected = new Collected(Kind.CALENDAR, span);
        sql.select(
                        SHIFT_PATTERN.RECORDED_AT,
                        SHIFT_PATTERN.RECORDED_BY,
                        SHIFT_PATTERN.SUPERSEDED_AT,
                        SHIFT_PATTERN.SUPERSEDED_BY,
                        SHIFT_PATTERN.VALID_FROM,
                        SHIFT_PATTERN.CYCLE_DAYS,
                        SHIFT_PATTERN.LINE_ID,
                        shifts)
                .from(SHIFT_PATTERN)
                .where(SHIFT_PATTERN.SITE_ID.eq(line.siteId()))
                .and(
                        SHIFT_PATTERN
                                .LINE_ID
                                .eq(line.id().value())
                                .or(SHIFT_PATTERN.LINE_ID.isNull().and(not(ownFromThen))))
                .and(touches(span, SHIFT_PATTERN.RECORDED_AT, SHIFT_PATTERN.SUPERSEDED_AT))
                .forEach(
                        row ->
                                collected.add(
                                        new Known(
                                                row.value1(),
                                                row.value2(),
                                                row.value3(),
                                                row.value4()),
                                        new Said(
                                                List.of(
                                                        "rotation",
                                                        row.value7() == null,
                                                        row.value5()),
                                                start(row.value5(), line.zone()),
                                                row.value8() == 0
                                                        ? "no calendar from %s"
                                                                .formatted(row.value5())
                                                        : "%d shifts in %d days from %s"
                                                                .formatted(
                                                                        row.value8(),
                                                                        row.value6(),
                                                                        row.value5()))));
        return collected.edits();
    }

    private List<PlantEdit> exceptions(Line line, Span span) {
        var collected = new Collected(Kind.CALENDAR, span);
        sql.select(
                        CALENDAR_EXCEPTION.RECORDED_AT,
                        CALENDAR_EXCEPTION.RECORDED_BY,
                        CALENDAR_EXCEPTION.SUPERSEDED_AT,
                        CALENDAR_EXCEPTION.SUPERSEDED_BY,
                        CALENDAR_EXCEPTION.DAY,
                        CALENDAR_EXCEPTION.LINE_ID,
                        CALENDAR_EXCEPTION.KIND,
                        CALENDAR_EXCEPTION.REASON)
                .from(CALENDAR_EXCEPTION)
                .where(CALENDAR_EXCEPTION.SITE_ID.eq(line.siteId()))
                .and(
                        CALENDAR_EXCEPTION
                                .LINE_ID
                                .eq(line.id().value())
                                .or(CALENDAR_EXCEPTION.LINE_ID.isNull()))
                .and(
                        touches(
                                span,
                                CALENDAR_EXCEPTION.RECORDED_AT,
                                CALENDAR_EXCEPTION.SUPERSEDED_AT))
                .forEach(
                        row ->
                                collected.add(
                                        new Known(
                                                row.value1(),
                                                row.value2(),
                                                row.value3(),
                                                row.value4()),
                                        new Said(
                                                List.of(
                                                        "exception",
                                                        row.value6() == null,
                                                        row.value5()),
                                                start(row.value5(), line.zone()),
                                                "%s on %s: %s"
                                                        .formatted(
                                                                row.value7(),
                                                                row.value5(),
                                                                row.value8()))));
        return collected.edits();
    }

    private List<PlantEdit> holidays(Line line, Span span) {
        var collected = new Collected(Kind.CALENDAR, span);
        sql.select(
                        HOLIDAY.RECORDED_AT,
                        HOLIDAY.RECORDED_BY,
                        HOLIDAY.SUPERSEDED_AT,
                        HOLIDAY.SUPERSEDED_BY,
                        HOLIDAY.DAY,
                        HOLIDAY.NAME)
                .from(HOLIDAY)
                .where(HOLIDAY.SITE_ID.eq(line.siteId()))
                .and(touches(span, HOLIDAY.RECORDED_AT, HOLIDAY.SUPERSEDED_AT))
                .forEach(
                        row ->
                                collected.add(
                                        new Known(
                                                row.value1(),
                                                row.value2(),
                                                row.value3(),
                                                row.value4()),
                                        new Said(
                                                List.of("holiday", row.value5()),
                                                start(row.value5(), line.zone()),
                                                "holiday on %s: %s"
                                                        .formatted(row.value5(), row.value6()))));
        return collected.edits();
    }

    private List<PlantEdit> settings(Line line, Span span) {
        var collected = new Collected(Kind.SETTING, span);
        sql.select(
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
                .where(SITE_SETTING.SITE_ID.eq(line.siteId()))
                .and(touches(span, SITE_SETTING.RECORDED_AT, SITE_SETTING.SUPERSEDED_AT))
                .forEach(
                        row ->
                                collected.add(
                                        new Known(
                                                row.value1(),
                                                row.value2(),
                                                row.value3(),
                                                row.value4()),
                                        new Said(
                                                List.of(row.value5()),
                                                row.value5().toInstant(),
                                                "micro-stops below %s s in %s, start-up %s s, %s"
                                                        .formatted(
                                                                seconds(row.value6()),
                                                                row.value7(),
                                                                seconds(row.value8()),
                                                                row.value9()))));
        return collected.edits();
    }

    private static Condition touches(
            Span span, Field<OffsetDateTime> recorded, Field<OffsetDateTime> superseded) {
        var low = span.after().atOffset(ZoneOffset.UTC);
        var high = span.upTo().atOffset(ZoneOffset.UTC);
        return recorded.gt(low)
                .and(recorded.le(high))
                .or(superseded.gt(low).and(superseded.le(high)));
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    private static Instant start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
