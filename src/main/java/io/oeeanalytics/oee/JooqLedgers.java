package io.oeeanalytics.oee;

import static io.oeeanalytics.db.oee.Tables.DAY_LEDGER;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.ShiftLedger.Origin;
import io.oeeanalytics.oee.ShiftLedger.Remark;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.TimeCategory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.QueryPart;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Reads what is kept of figures: whole months from months, the days around them from days. */
@Repository
class JooqLedgers {
    private final DSLContext sql;

    JooqLedgers(DSLContext sql) {
        this.sql = sql;
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String query, RowReader<T> reader, QueryPart... parameters) {
        try (var rows = sql.resultQuery(query, parameters).fetchResultSet()) {
            var read = new ArrayList<T>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException e) {
            throw new DataAccessException("ledgers cannot be read", e);
        }
    }

    private static QueryPart lines(Collection<LineId> lines) {
        return DSL.val(lines.stream().map(LineId::value).toArray(Integer[]::new));
    }

    /** Shifts of one line, by date and number; without status times. */
    List<ShiftLedger> shifts(LineId line, LocalDate from, LocalDate to) {
        return read(
                """
                select business_date, shift, from_at, to_at, origin, complete, remark, %s
                from oee.shift_ledger
                where line_id = {0} and business_date between {1} and {2}
                order by business_date, shift
                """
                        .formatted(LedgerColumns.LIST),
                row -> {
                    var ledger = LedgerColumns.read(row, 8);
                    return new ShiftLedger(
                            line,
                            row.getObject(1, LocalDate.class),
                            row.getInt(2),
                            new TimeRange(
                                    row.getObject(3, OffsetDateTime.class).toInstant(),
                                    row.getObject(4, OffsetDateTime.class).toInstant()),
                            Origin.valueOf(row.getString(5)),
                            row.getBoolean(6),
                            remark(row.getString(7), ledger),
                            ledger,
                            List.of(),
                            List.of());
                },
                DSL.val(line.value()),
                DSL.val(from),
                DSL.val(to));
    }

    private static Remark remark(@Nullable String kept, Ledger ledger) {
        if (kept != null) {
            return Remark.valueOf(kept);
        }
        return ShiftLedger.isBlind(ledger) ? Remark.NO_STATUS_DATA : Remark.NONE;
    }

    /** Days of every line, or of one, by date. */
    Map<LineId, List<DayFigures>> days(@Nullable LineId only, LocalDate from, LocalDate to) {
        record Day(LineId line, DayFigures figures) {}
        var days = new HashMap<LineId, List<DayFigures>>();
        read(
                        """
                        select line_id, business_date, bool_or(imported), bool_and(complete),
                            max(remark), %s
                        from oee.day_ledger
                        where business_date between {1} and {2} and ({0} = 0 or line_id = {0})
                        group by line_id, business_date
                        order by line_id, business_date
                        """
                                .formatted(LedgerColumns.SUMS),
                        row -> {
                            var ledger = LedgerColumns.read(row, 6);
                            return new Day(
                                    new LineId(row.getInt(1)),
                                    new DayFigures(
                                            row.getObject(2, LocalDate.class),
                                            ledger,
                                            row.getBoolean(3),
                                            row.getBoolean(4),
                                            remark(row.getString(5), ledger)));
                        },
                        DSL.val(only == null ? 0 : only.value()),
                        DSL.val(from),
                        DSL.val(to))
                .forEach(
                        day ->
                                days.computeIfAbsent(day.line(), line -> new ArrayList<>())
                                        .add(day.figures()));
        return days;
    }

    /**
     * Sums of a range of business dates, line by line whatever they are asked by.
     *
     * @param by anything but shifts and hours
     */
    List<Sum> sums(Collection<LineId> lines, Period range, Grouping by) {
        boolean byMonths = by != Grouping.DAY && by != Grouping.WEEK;
        var months = byMonths ? range.wholeMonths() : Optional.<Period>empty();
        var first =
                switch (by) {
                    case TOTAL, LINE, PRODUCT -> "{1}::date";
                    case DAY, SHIFT, HOUR -> "date";
                    case WEEK -> "greatest(date_trunc('week', date)::date, {1}::date)";
                    case MONTH -> "greatest(date_trunc('month', date)::date, {1}::date)";
                };
        var product = by == Grouping.PRODUCT ? "product_id" : "0";
        var days =
                """
                select line_id, business_date as date, product_id, imported, complete, %s
                from oee.day_ledger
                where line_id = any ({0}) and business_date between {1} and {2}
                """
                        .formatted(LedgerColumns.LIST);
        var source =
                months.isEmpty()
                        ? days
                        : days
                                + """
                                 and not (business_date between {3} and {4})
                                union all
                                select line_id, month, product_id, imported, complete, %s
                                from oee.month_ledger
                                where line_id = any ({0}) and month between {3} and {4}
                                """
                                        .formatted(LedgerColumns.LIST);
        var parameters = new ArrayList<QueryPart>();
        parameters.add(lines(lines));
        parameters.add(DSL.val(range.first()));
        parameters.add(DSL.val(range.last()));
        months.ifPresent(
                whole -> {
                    parameters.add(DSL.val(whole.first()));
                    parameters.add(DSL.val(whole.last()));
                });
        RowReader<Sum> reader =
                row ->
                        new Sum(
                                row.getInt(1),
                                row.getObject(2, LocalDate.class),
                                0,
                                null,
                                row.getInt(3),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                LedgerColumns.read(row, 6));
        if (by == Grouping.DAY || by == Grouping.MONTH) {
            // A row or few for each group: grouping three dozen columns costs more than reading.
            return added(
                    read(
                            "select line_id, %s, 0, imported, complete, %s from (%s) as kept order by 1, 2"
                                    .formatted(first, LedgerColumns.LIST, source),
                            reader,
                            parameters.toArray(QueryPart[]::new)));
        }
        return read(
                """
                select line_id as line, %s as first, %s as product, bool_or(imported),
                    bool_and(complete), %s
                from (%s) as kept
                group by 1, 2, 3
                order by 1, 2, 3
                """
                        .formatted(first, product, LedgerColumns.SUMS, source),
                reader,
                parameters.toArray(QueryPart[]::new));
    }

    /** Neighbours of the same line and first date added up. */
    private static List<Sum> added(List<Sum> rows) {
        var sums = new ArrayList<Sum>();
        for (var row : rows) {
            var last = sums.isEmpty() ? null : sums.getLast();
            if (last != null && last.line() == row.line() && last.first().equals(row.first())) {
                sums.set(
                        sums.size() - 1,
                        new Sum(
                                row.line(),
                                row.first(),
                                0,
                                null,
                                0,
                                last.imported() || row.imported(),
                                last.complete() && row.complete(),
                                last.ledger().plus(row.ledger())));
            } else {
                sums.add(row);
            }
        }
        return sums;
    }

    /**
     * Ledgers of one group.
     *
     * @param line 0 where lines are added up
     * @param shift 0 outside the shifts, and where not grouped by them
     * @param hour the start of the hour, where grouped by hours
     * @param product 0 where not known or not grouped by products
     */
    record Sum(
            int line,
            LocalDate first,
            int shift,
            @Nullable TimeRange hour,
            int product,
            boolean imported,
            boolean complete,
            Ledger ledger) {}

    /** By line, date and shift. */
    List<Sum> shiftSums(Collection<LineId> lines, Period range) {
        return read(
                """
                select line_id, business_date, shift, origin = 'REPORT', complete, %s
                from oee.shift_ledger
                where line_id = any ({0}) and business_date between {1} and {2}
                order by line_id, business_date, shift
                """
                        .formatted(LedgerColumns.LIST),
                row ->
                        new Sum(
                                row.getInt(1),
                                row.getObject(2, LocalDate.class),
                                row.getInt(3),
                                null,
                                0,
                                row.getBoolean(4),
                                row.getBoolean(5),
                                LedgerColumns.read(row, 6)),
                lines(lines),
                DSL.val(range.first()),
                DSL.val(range.last()));
    }

    /**
     * By line and hour of the local clock; reported days have none. Slices are cut at the present,
     * so an hour is complete when they reach its end, or that of its shift.
     */
    List<Sum> hourSums(Collection<LineId> lines, Period range) {
        return read(
                """
                select line_id, min(business_date), min(from_at), max(to_at),
                    max(to_at) >= least(hour + interval '1 hour', max(ends_at)), %s
                from (
                    select s.*, date_trunc('hour', s.from_at, t.zone) as hour
                    from oee.slice s
                    join plant.line l on l.id = s.line_id
                    join plant.site t on t.id = l.site_id
                    where s.line_id = any ({0}) and s.business_date between {1} and {2}
                        and s.origin <> 'REPORT') as hours
                group by line_id, hour
                order by line_id, hour
                """
                        .formatted(LedgerColumns.SUMS),
                row ->
                        new Sum(
                                row.getInt(1),
                                row.getObject(2, LocalDate.class),
                                0,
                                new TimeRange(
                                        row.getObject(3, OffsetDateTime.class).toInstant(),
                                        row.getObject(4, OffsetDateTime.class).toInstant()),
                                0,
                                false,
                                row.getBoolean(5),
                                LedgerColumns.read(row, 6)),
                lines(lines),
                DSL.val(range.first()),
                DSL.val(range.last()));
    }

    /** What each status took of the line in the range, longest first. */
    List<StatusTime> statusTimes(LineId line, LocalDate from, LocalDate to) {
        return statusTimes(List.of(line), Arrays.asList(TimeCategory.values()), from, to)
                .getOrDefault(line, List.of());
    }

    /** What each status of those categories took of each line in the range, longest first. */
    Map<LineId, List<StatusTime>> statusTimes(
            Collection<LineId> lines,
            Collection<TimeCategory> categories,
            LocalDate from,
            LocalDate to) {
        record Time(LineId line, StatusTime time) {}
        var whole = new Period(from, to).wholeMonths();
        var parameters = new ArrayList<QueryPart>();
        parameters.add(lines(lines));
        parameters.add(DSL.val(categories.stream().map(TimeCategory::name).toArray(String[]::new)));
        parameters.add(DSL.val(from));
        parameters.add(DSL.val(to));
        whole.ifPresent(
                months -> {
                    parameters.add(DSL.val(months.first()));
                    parameters.add(DSL.val(months.last()));
                });
        var times = new HashMap<LineId, List<StatusTime>>();
        read(
                        """
                        select line_id, status, category, sum(millis)::bigint,
                            sum(occurrences)::bigint
                        from (
                            select line_id, status, category, millis, occurrences
                            from oee.shift_status
                            where line_id = any ({0}) and category = any ({1})
                                and business_date between {2} and {3} %s) as kept
                        group by line_id, status, category
                        order by line_id, 4 desc, status
                        """
                                .formatted(
                                        whole.isEmpty()
                                                ? ""
                                                : """
                                                and not (business_date between {4} and {5})
                                                union all
                                                select line_id, status, category, millis, occurrences
                                                from oee.month_status
                                                where line_id = any ({0}) and category = any ({1})
                                                    and month between {4} and {5}
                                                """),
                        row ->
                                new Time(
                                        new LineId(row.getInt(1)),
                                        new StatusTime(
                                                row.getInt(2),
                                                TimeCategory.valueOf(row.getString(3)),
                                                row.getLong(4),
                                                Math.toIntExact(row.getLong(5)))),
                        parameters.toArray(QueryPart[]::new))
                .forEach(
                        time ->
                                times.computeIfAbsent(time.line(), line -> new ArrayList<>())
                                        .add(time.time()));
        return times;
    }

    /** What a status took of a shift. */
    record ShiftStatusTime(LineId line, TimeRange range, StatusTime time) {}

    /** What each status of those categories took of each shift, by date and shift. */
    List<ShiftStatusTime> shiftStatusTimes(
            Collection<LineId> lines,
            Collection<TimeCategory> categories,
            LocalDate from,
            LocalDate to,
            ZoneId zone) {
        return read(
                """
                select s.line_id, s.business_date, l.from_at, l.to_at, s.status, s.category,
                    s.millis, s.occurrences
                from oee.shift_status s
                left join oee.shift_ledger l using (line_id, business_date, shift)
                where s.line_id = any ({0}) and s.category = any ({1})
                    and s.business_date between {2} and {3}
                order by s.business_date, s.shift, s.line_id, s.status
                """,
                row -> {
                    var begun = row.getObject(3, OffsetDateTime.class);
                    return new ShiftStatusTime(
                            new LineId(row.getInt(1)),
                            begun == null
                                    ? LineDays.day(row.getObject(2, LocalDate.class), zone)
                                    : new TimeRange(
                                            begun.toInstant(),
                                            row.getObject(4, OffsetDateTime.class).toInstant()),
                            new StatusTime(
                                    row.getInt(5),
                                    TimeCategory.valueOf(row.getString(6)),
                                    row.getLong(7),
                                    row.getInt(8)));
                },
                lines(lines),
                DSL.val(categories.stream().map(TimeCategory::name).toArray(String[]::new)),
                DSL.val(from),
                DSL.val(to));
    }

    /** First and last date with figures, of all lines or of one. */
    Optional<Period> dates(@Nullable LineId only) {
        var row =
                sql.select(DSL.min(DAY_LEDGER.BUSINESS_DATE), DSL.max(DAY_LEDGER.BUSINESS_DATE))
                        .from(DAY_LEDGER)
                        .where(
                                only == null
                                        ? DSL.noCondition()
                                        : DAY_LEDGER.LINE_ID.eq(only.value()))
                        .fetchSingle();
        return row.value1() == null || row.value2() == null
                ? Optional.empty()
                : Optional.of(new Period(row.value1(), row.value2()));
    }
}
