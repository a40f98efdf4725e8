package io.oeeanalytics.oee;

import io.oeeanalytics.plant.LineId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Param;
import org.jooq.impl.DSL;

/**
 * A table that keeps sums of a finer one, by line and time.
 *
 * @param time its column of time: business dates, or the first days of months
 * @param columns those that are written
 * @param query the sums of line {0} at the times {1}
 */
record JooqSums(String table, String time, String columns, String query) {
    private static final String DATE = "business_date";
    private static final String MONTH = "month";

    /** In the order in which each rests on those before. */
    static final List<JooqSums> OF_FIGURES =
            List.of(
                    new JooqSums(
                            "oee.shift_ledger",
                            DATE,
                            "line_id, business_date, shift, from_at, to_at, origin, complete, remark, "
                                    + LedgerColumns.LIST,
                            """
                            select line_id, business_date, shift, min(from_at), max(to_at), max(origin),
                                max(to_at) >= max(ends_at), max(remark), %s
                            from oee.slice
                            where line_id = {0} and business_date = any ({1})
                            group by line_id, business_date, shift
                            """
                                    .formatted(LedgerColumns.SUMS)),
                    new JooqSums(
                            "oee.day_ledger",
                            DATE,
                            "line_id, business_date, product_id, imported, complete, remark, "
                                    + LedgerColumns.LIST,
                            """
                            select line_id, business_date, product_id, bool_or(origin = 'REPORT'),
                                bool_and(complete), max(remark), %s
                            from (
                                select s.*, max(s.to_at) over shift >= max(s.ends_at) over shift as complete
                                from oee.slice s
                                where s.line_id = {0} and s.business_date = any ({1})
                                window shift as (partition by s.business_date, s.shift)) s
                            group by line_id, business_date, product_id
                            """
                                    .formatted(LedgerColumns.SUMS)),
                    new JooqSums(
                            "oee.month_ledger",
                            MONTH,
                            "line_id, month, product_id, imported, complete, " + LedgerColumns.LIST,
                            """
                            select line_id, m.month, product_id, bool_or(imported), bool_and(complete), %s
                            from unnest({1}) as m (month)
                            join oee.day_ledger d on d.line_id = {0} and d.business_date >= m.month
                                and d.business_date < m.month + interval '1 month'
                            group by line_id, m.month, product_id
                            """
                                    .formatted(LedgerColumns.SUMS)));

    static final JooqSums OF_STATUSES =
            new JooqSums(
                    "oee.month_status",
                    MONTH,
                    "line_id, month, status, category, millis, occurrences",
                    """
                    select line_id, m.month, status, category, sum(millis)::bigint,
                        sum(occurrences)::int
                    from unnest({1}) as m (month)
                    join oee.shift_status s on s.line_id = {0} and s.business_date >= m.month
                        and s.business_date < m.month + interval '1 month'
                    group by line_id, m.month, status, category
                    """);

    void replace(DSLContext sql, LineId line, Collection<LocalDate> dates) {
        var id = DSL.val(line.value());
        var times = times(dates);
        sql.execute(
                "delete from %s where line_id = {0} and %s = any ({1})".formatted(table, time),
                id,
                times);
        sql.execute("insert into %s (%s) %s".formatted(table, columns, query), id, times);
    }

    /** Whether what is kept of that date, or of its month, are these sums. */
    boolean hold(DSLContext sql, LineId line, LocalDate date) {
        var kept =
                "select %s from %s where line_id = {0} and %s = any ({1})"
                        .formatted(columns, table, time);
        return sql.fetch(
                        "(%1$s except all %2$s) union all (%2$s except all %1$s) limit 1"
                                .formatted(kept, query),
                        DSL.val(line.value()),
                        times(List.of(date)))
                .isEmpty();
    }

    private Param<LocalDate[]> times(Collection<LocalDate> dates) {
        return DSL.val(
                dates.stream()
                        .map(date -> time.equals(MONTH) ? date.withDayOfMonth(1) : date)
                        .distinct()
                        .toArray(LocalDate[]::new));
    }
}
