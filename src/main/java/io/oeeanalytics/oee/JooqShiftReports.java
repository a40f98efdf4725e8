package io.oeeanalytics.oee;

import static io.oeeanalytics.db.oee.Tables.EDITS_SEEN;
import static io.oeeanalytics.db.oee.Tables.EDIT_EFFECT;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.OeeDefinition;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Frozen shift reports, and what edits did to them. */
@Repository
class JooqShiftReports {
    private final DSLContext sql;

    JooqShiftReports(DSLContext sql) {
        this.sql = sql;
    }

    /** By what definition an edit's effect on a shift of that date was measured. */
    interface ReadBy {
        OeeDefinition of(LineId line, LocalDate businessDate, Instant recordedAt);
    }

    /** Shifts of the calendar that have become complete; those frozen before stay as they are. */
    void freeze(LineId line, Collection<LocalDate> dates, Instant now) {
        sql.execute(
                """
                insert into oee.shift_report (line_id, business_date, shift, from_at, to_at,
                    frozen_at, %1$s)
                select line_id, business_date, shift, from_at, to_at, {2}, %1$s
                from oee.shift_ledger
                where line_id = {0} and business_date = any ({1}) and shift > 0 and complete
                    and origin = 'CALENDAR'
                on conflict do nothing
                """
                        .formatted(LedgerColumns.LIST),
                DSL.val(line.value()),
                DSL.val(dates.toArray(LocalDate[]::new)),
                DSL.val(at(now)));
    }

    /**
     * By date and shift.
     *
     * @param definition of a date
     */
    List<ShiftReport> reports(
            Line line,
            LocalDate first,
            LocalDate last,
            Function<LocalDate, OeeDefinition> definition) {
        var query =
                sql.resultQuery(
                        """
                        select r.business_date, r.shift, r.from_at, r.to_at, r.frozen_at, %s,
                            l.line_id is not null, %s
                        from oee.shift_report r
                        left join oee.shift_ledger l using (line_id, business_date, shift)
                        where r.line_id = {0} and r.business_date between {1} and {2}
                        order by r.business_date, r.shift
                        """
                                .formatted(LedgerColumns.of("r"), LedgerColumns.of("l")),
                        DSL.val(line.id().value()),
                        DSL.val(first),
                        DSL.val(last));
        try (var rows = query.fetchResultSet()) {
            var reports = new ArrayList<ShiftReport>();
            while (rows.next()) {
                int current = 6 + LedgerColumns.COUNT;
                reports.add(
                        new ShiftReport(
                                line,
                                rows.getObject(1, LocalDate.class),
                                rows.getInt(2),
                                definition.apply(rows.getObject(1, LocalDate.class)),
                                new TimeRange(
                                        rows.getObject(3, OffsetDateTime.class).toInstant(),
                                        rows.getObject(4, OffsetDateTime.class).toInstant()),
                                rows.getObject(5, OffsetDateTime.class).toInstant(),
                                LedgerColumns.read(rows, 6),
                                rows.getBoolean(current)
                                        ? LedgerColumns.read(rows, current + 1)
                                        : Ledger.ZERO));
            }
            return reports;
        } catch (SQLException e) {
            throw new DataAccessException("shift reports cannot be read", e);
        }
    }

    /** Up to when the line's edits have been looked at; locked. Since ever where never. */
    Instant seen(LineId line) {
        sql.insertInto(EDITS_SEEN)
                .set(EDITS_SEEN.LINE_ID, line.value())
                .set(EDITS_SEEN.UNTIL, at(Instant.EPOCH))
                .onConflictDoNothing()
                .execute();
        return sql.select(EDITS_SEEN.UNTIL)
                .from(EDITS_SEEN)
                .where(EDITS_SEEN.LINE_ID.eq(line.value()))
                .forUpdate()
                .fetchSingle(row -> Objects.requireNonNull(row.value1()).toInstant());
    }

    void seen(LineId line, Instant until) {
        sql.update(EDITS_SEEN)
                .set(EDITS_SEEN.UNTIL, at(until))
                .where(EDITS_SEEN.LINE_ID.eq(line.value()))
                .execute();
    }

    void add(EditEffect effect) {
        sql.insertInto(EDIT_EFFECT)
                .set(EDIT_EFFECT.LINE_ID, effect.line().value())
                .set(EDIT_EFFECT.BUSINESS_DATE, effect.businessDate())
                .set(EDIT_EFFECT.SHIFT, effect.shift())
                .set(EDIT_EFFECT.RECORDED_AT, at(effect.recordedAt()))
                .set(EDIT_EFFECT.RECORDED_BY, effect.by())
                .set(EDIT_EFFECT.KINDS, effect.kinds().toArray(String[]::new))
                .set(EDIT_EFFECT.WHAT, effect.what())
                .set(EDIT_EFFECT.OEE_BEFORE, boxed(effect.oeeBefore()))
                .set(EDIT_EFFECT.OEE_AFTER, boxed(effect.oeeAfter()))
                .set(EDIT_EFFECT.BUSY_MS, effect.busyMs())
                .onConflictDoNothing()
                .execute();
    }

    /** Of those lines' shifts in the range, latest edit first. */
    List<EditEffect> effects(
            Collection<LineId> lines,
            Period range,
            Optional<EditEffect.Place> after,
            int most,
            ReadBy readBy) {
        return sql.selectFrom(EDIT_EFFECT)
                .where(EDIT_EFFECT.BUSINESS_DATE.between(range.first(), range.last()))
                .and(EDIT_EFFECT.LINE_ID.in(lines.stream().map(LineId::value).toList()))
                .and(
                        after.map(
                                        place ->
                                                EDIT_EFFECT
                                                        .RECORDED_AT
                                                        .lt(at(place.recordedAt()))
                                                        .or(
                                                                EDIT_EFFECT
                                                                        .RECORDED_AT
                                                                        .eq(at(place.recordedAt()))
                                                                        .and(
                                                                                EDIT_EFFECT.ID.gt(
                                                                                        place
                                                                                                .id()))))
                                .orElse(DSL.noCondition()))
                .orderBy(EDIT_EFFECT.RECORDED_AT.desc(), EDIT_EFFECT.ID)
                .limit(most)
                .fetch(
                        row ->
                                new EditEffect(
                                        row.getId(),
                                        new LineId(row.getLineId()),
                                        row.getBusinessDate(),
                                        row.getShift(),
                                        row.getRecordedAt().toInstant(),
                                        row.getRecordedBy(),
                                        List.of(row.getKinds()),
                                        row.getWhat(),
                                        readBy.of(
                                                new LineId(row.getLineId()),
                                                row.getBusinessDate(),
                                                row.getRecordedAt().toInstant()),
                                        optional(row.getOeeBefore()),
                                        optional(row.getOeeAfter()),
                                        row.getBusyMs()));
    }

    /** What each person's edits did to shifts in the range, the one who raised OEE most first. */
    List<EditEffect.Person> people(Collection<LineId> lines, Period range) {
        return sql.resultQuery(
                        """
                        select recorded_by, count(distinct recorded_at),
                            count(distinct recorded_at) filter (where gained > 0), count(*),
                            sum(gained * busy_ms)
                        from (
                            select recorded_by, recorded_at, busy_ms,
                                greatest(coalesce(oee_after - oee_before, 0), 0) as gained
                            from oee.edit_effect
                            where business_date between {0} and {1}
                                and line_id = any ({2})) as effects
                        group by recorded_by
                        order by 5 desc, 1
                        """,
                        DSL.val(range.first()),
                        DSL.val(range.last()),
                        DSL.val(lines.stream().map(LineId::value).toArray(Integer[]::new)))
                .fetch(
                        row ->
                                new EditEffect.Person(
                                        row.get(0, String.class),
                                        row.get(1, Integer.class),
                                        row.get(2, Integer.class),
                                        row.get(3, Integer.class),
                                        row.get(4, Double.class)));
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
