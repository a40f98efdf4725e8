package io.oeeanalytics.oee;

import static io.oeeanalytics.db.oee.Tables.SHIFT_LEDGER;
import static io.oeeanalytics.db.oee.Tables.SHIFT_STATUS;
import static io.oeeanalytics.db.oee.Tables.SLICE;
import static io.oeeanalytics.db.oee.Tables.TIME_PASSED;
import static io.oeeanalytics.db.production.Tables.CHANGED_RANGE;
import static io.oeeanalytics.db.production.Tables.LIVE_LINE;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.db.oee.tables.records.ShiftStatusRecord;
import io.oeeanalytics.oee.ShiftLedger.Remark;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.production.BinaryCopy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;
import org.springframework.stereotype.Repository;

/** Writes slices, and what is added up from them: shifts, days and months. */
@Repository
class JooqSlices {
    private static final int BYTES_A_ROW = 600;
    private static final String COLUMNS =
            "line_id, from_at, product_id, to_at, business_date, shift, ends_at, origin, remark, "
                    + LedgerColumns.LIST;

    private final DSLContext sql;

    JooqSlices(DSLContext sql) {
        this.sql = sql;
    }

    /** All slices that began in the range give way to these, and sums of theirs are made anew. */
    void replace(LineId line, TimeRange range, List<Slice> slices) {
        var dates =
                removed(
                        """
                        delete from oee.slice
                        where line_id = {0} and from_at >= {1} and from_at < {2}
                        returning business_date
                        """,
                        line, range);
        if (!slices.isEmpty()) {
            sql.connection(connection -> copy(connection, line, slices));
            slices.forEach(slice -> dates.add(slice.businessDate()));
        }
        addUp(line, dates);
    }

    /** Tells every instance, as soon as the transaction commits, that the line has new figures. */
    void tell(LineId line) {
        sql.fetch("select pg_notify(?, ?)", FiguresNews.CHANNEL, String.valueOf(line.value()));
    }

    /** Up to when each date is kept. */
    Map<LocalDate, Instant> keptUntil(LineId line, LocalDate first, LocalDate last) {
        return sql.select(SLICE.BUSINESS_DATE, DSL.max(SLICE.TO_AT))
                .from(SLICE)
                .where(SLICE.LINE_ID.eq(line.value()))
                .and(SLICE.BUSINESS_DATE.between(first, last))
                .groupBy(SLICE.BUSINESS_DATE)
                .fetchMap(row -> row.value1(), row -> row.value2().toInstant());
    }

    private NavigableSet<LocalDate> removed(String statement, LineId line, TimeRange range) {
        return new TreeSet<>(
                sql.resultQuery(
                                statement,
                                DSL.val(line.value()),
                                DSL.val(at(range.from())),
                                DSL.val(at(range.to())))
                        .coerce(SHIFT_LEDGER.BUSINESS_DATE)
                        .fetch(SHIFT_LEDGER.BUSINESS_DATE));
    }

    private static void copy(Connection connection, LineId line, List<Slice> slices)
            throws SQLException {
        var bytes = new ByteArrayOutputStream(BYTES_A_ROW * slices.size());
        try {
            var rows = new BinaryCopy(bytes);
            for (var slice : slices) {
                rows.row(9 + LedgerColumns.COUNT);
                rows.integer(line.value());
                rows.timestamp(slice.range().from());
                rows.integer(slice.product());
                rows.timestamp(slice.range().to());
                rows.date(slice.businessDate());
                rows.integer(slice.shift());
                rows.timestamp(slice.endsAt());
                rows.text(slice.origin().name());
                rows.text(slice.remark() == Remark.NONE ? null : slice.remark().name());
                LedgerColumns.write(slice.ledger(), rows);
            }
            rows.end();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy oee.slice (%s) from stdin (format binary)".formatted(COLUMNS),
                            new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new SQLException("the slices cannot be written", e);
        }
    }

    /** Shifts and days from slices, months from days. */
    private void addUp(LineId line, Collection<LocalDate> dates) {
        if (!dates.isEmpty()) {
            for (var sums : JooqSums.OF_FIGURES) {
                sums.replace(sql, line, dates);
            }
        }
    }

    /** Tables in which a sum of that date, or of its month, is not the sum of its parts. */
    List<String> wrongSums(LineId line, LocalDate date) {
        return Stream.concat(JooqSums.OF_FIGURES.stream(), Stream.of(JooqSums.OF_STATUSES))
                .filter(sums -> !sums.hold(sql, line, date))
                .map(JooqSums::table)
                .toList();
    }

    /** Time by status of those dates, by shift. */
    void replaceStatusTimes(LineId line, Map<LocalDate, Map<Integer, List<StatusTime>>> times) {
        removeStatusTimes(line, times.keySet());
        var rows = new ArrayList<ShiftStatusRecord>();
        times.forEach(
                (date, shifts) ->
                        shifts.forEach(
                                (shift, ofShift) ->
                                        ofShift.forEach(
                                                time -> rows.add(row(line, date, shift, time)))));
        sql.batchInsert(rows).execute();
        JooqSums.OF_STATUSES.replace(sql, line, times.keySet());
    }

    private void removeStatusTimes(LineId line, Collection<LocalDate> dates) {
        sql.deleteFrom(SHIFT_STATUS)
                .where(SHIFT_STATUS.LINE_ID.eq(line.value()))
                .and(SHIFT_STATUS.BUSINESS_DATE.in(dates))
                .execute();
    }

    private ShiftStatusRecord row(LineId line, LocalDate date, int shift, StatusTime time) {
        var row = sql.newRecord(SHIFT_STATUS);
        row.setLineId(line.value());
        row.setBusinessDate(date);
        row.setShift(shift);
        row.setStatus(time.status());
        row.setCategory(time.category().name());
        row.setMillis(time.millis());
        row.setOccurrences(time.occurrences());
        return row;
    }

    /** The line has no facts outside that range. */
    void removeOutside(LineId line, TimeRange known) {
        var dates =
                removed(
                        """
                        delete from oee.slice
                        where line_id = {0} and (from_at < {1} or from_at >= {2})
                        returning business_date
                        """,
                        line, known);
        addUp(line, dates);
        var gone = new TreeSet<>(dates);
        gone.removeAll(
                sql.select(SHIFT_LEDGER.BUSINESS_DATE)
                        .from(SHIFT_LEDGER)
                        .where(SHIFT_LEDGER.LINE_ID.eq(line.value()))
                        .and(SHIFT_LEDGER.BUSINESS_DATE.in(dates))
                        .fetchSet(SHIFT_LEDGER.BUSINESS_DATE));
        if (!gone.isEmpty()) {
            removeStatusTimes(line, gone);
            JooqSums.OF_STATUSES.replace(sql, line, gone);
        }
    }

    /**
     * Moves the clocks of live lines on that were not moved since {@code before}; those another
     * instance is moving are left to it.
     *
     * @return where they stood
     */
    Map<LineId, Instant> passTime(Instant before, Instant now) {
        sql.insertInto(TIME_PASSED, TIME_PASSED.LINE_ID, TIME_PASSED.UNTIL)
                .select(DSL.select(LIVE_LINE.LINE_ID, LIVE_LINE.SINCE).from(LIVE_LINE))
                .onConflictDoNothing()
                .execute();
        var stood =
                sql.select(TIME_PASSED.LINE_ID, TIME_PASSED.UNTIL)
                        .from(TIME_PASSED)
                        .where(TIME_PASSED.UNTIL.le(before.atOffset(ZoneOffset.UTC)))
                        .forUpdate()
                        .skipLocked()
                        .fetchMap(row -> new LineId(row.value1()), row -> row.value2().toInstant());
        if (!stood.isEmpty()) {
            sql.update(TIME_PASSED)
                    .set(TIME_PASSED.UNTIL, now.atOffset(ZoneOffset.UTC))
                    .where(
                            TIME_PASSED.LINE_ID.in(
                                    stood.keySet().stream().map(LineId::value).toList()))
                    .execute();
        }
        return stood;
    }

    /**
     * Shifts that still ran when they were accounted, before that instant, of lines without marks.
     */
    Map<LineId, TimeRange> unfinished(Instant before) {
        return sql.select(
                        SHIFT_LEDGER.LINE_ID,
                        DSL.min(SHIFT_LEDGER.FROM_AT),
                        DSL.max(SHIFT_LEDGER.TO_AT))
                .from(SHIFT_LEDGER)
                .where(DSL.not(SHIFT_LEDGER.COMPLETE))
                .andNotExists(
                        DSL.selectOne()
                                .from(CHANGED_RANGE)
                                .where(CHANGED_RANGE.LINE_ID.eq(SHIFT_LEDGER.LINE_ID)))
                .groupBy(SHIFT_LEDGER.LINE_ID)
                .having(DSL.max(SHIFT_LEDGER.TO_AT).lt(before.atOffset(ZoneOffset.UTC)))
                .orderBy(SHIFT_LEDGER.LINE_ID)
                .fetchMap(
                        row -> new LineId(row.value1()),
                        row -> new TimeRange(row.value2().toInstant(), row.value3().toInstant()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
