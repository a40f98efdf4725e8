package io.oeeanalytics.oee;

import static io.oeeanalytics.db.oee.Tables.SHIFT_LEDGER;
import static io.oeeanalytics.db.oee.Tables.SHIFT_STATUS;
import static io.oeeanalytics.db.oee.Tables.TIME_PASSED;
import static io.oeeanalytics.db.production.Tables.LIVE_LINE;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.ShiftLedger.Origin;
import io.oeeanalytics.oee.ShiftLedger.Remark;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.TimeCategory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SelectField;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqLedgers {
    /** As many as {@link Output} has, in its order. */
    private static final int OUTPUT_PARTS = 9;

    private final DSLContext sql;

    JooqLedgers(DSLContext sql) {
        this.sql = sql;
    }

    /** All that stood for those dates gives way to the ledgers. */
    void replace(LineId line, Collection<LocalDate> dates, List<ShiftLedger> ledgers) {
        sql.deleteFrom(SHIFT_LEDGER)
                .where(SHIFT_LEDGER.LINE_ID.eq(line.value()))
                .and(SHIFT_LEDGER.BUSINESS_DATE.in(dates))
                .execute();
        sql.batchInsert(ledgers.stream().map(this::row).toList()).execute();
        sql.batchInsert(ledgers.stream().flatMap(shift -> statusRows(shift).stream()).toList())
                .execute();
    }

    /**
     * @param known first and last date with facts; empty when the line has none left
     */
    void removeOutside(LineId line, Optional<Map.Entry<LocalDate, LocalDate>> known) {
        sql.deleteFrom(SHIFT_LEDGER)
                .where(SHIFT_LEDGER.LINE_ID.eq(line.value()))
                .and(
                        known.map(
                                        dates ->
                                                SHIFT_LEDGER.BUSINESS_DATE.notBetween(
                                                        dates.getKey(), dates.getValue()))
                                .orElse(DSL.trueCondition()))
                .execute();
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

    /** Shifts that still ran when they were accounted, before that instant. */
    Map<LineId, TimeRange> unfinished(Instant before) {
        return sql.select(
                        SHIFT_LEDGER.LINE_ID,
                        DSL.min(SHIFT_LEDGER.FROM_AT),
                        DSL.max(SHIFT_LEDGER.TO_AT))
                .from(SHIFT_LEDGER)
                .where(DSL.not(SHIFT_LEDGER.COMPLETE))
                .groupBy(SHIFT_LEDGER.LINE_ID)
                .having(DSL.max(SHIFT_LEDGER.TO_AT).lt(before.atOffset(ZoneOffset.UTC)))
                .orderBy(SHIFT_LEDGER.LINE_ID)
                .fetchMap(
                        row -> new LineId(row.value1()),
                        row -> new TimeRange(row.value2().toInstant(), row.value3().toInstant()));
    }

    /** By line, date and shift; without status times. */
    List<ShiftLedger> between(LocalDate from, LocalDate to) {
        return ledgers(SHIFT_LEDGER.BUSINESS_DATE.between(from, to));
    }

    List<ShiftLedger> between(LineId line, LocalDate from, LocalDate to) {
        return ledgers(
                SHIFT_LEDGER
                        .LINE_ID
                        .eq(line.value())
                        .and(SHIFT_LEDGER.BUSINESS_DATE.between(from, to)));
    }

    /** What each status took of the line in the range, longest first. */
    List<StatusTime> statusTimes(LineId line, LocalDate from, LocalDate to) {
        return statusTimes(SHIFT_STATUS.LINE_ID.eq(line.value()), from, to)
                .getOrDefault(line, List.of());
    }

    /** What each status that is a loss took of each line in the range, longest first. */
    Map<LineId, List<StatusTime>> losses(LocalDate from, LocalDate to) {
        return statusTimes(
                SHIFT_STATUS.CATEGORY.in(
                        Arrays.stream(TimeCategory.values())
                                .filter(StatusTime::isLoss)
                                .map(TimeCategory::name)
                                .toList()),
                from,
                to);
    }

    /** Delays that began in each shift. */
    Map<FiguresQuery.ShiftKey, Integer> delays(LocalDate from, LocalDate to) {
        var began = DSL.sum(SHIFT_STATUS.OCCURRENCES);
        return sql.select(
                        SHIFT_STATUS.LINE_ID, SHIFT_STATUS.BUSINESS_DATE, SHIFT_STATUS.SHIFT, began)
                .from(SHIFT_STATUS)
                .where(SHIFT_STATUS.BUSINESS_DATE.between(from, to))
                .and(SHIFT_STATUS.CATEGORY.eq(TimeCategory.DELAY.name()))
                .groupBy(SHIFT_STATUS.LINE_ID, SHIFT_STATUS.BUSINESS_DATE, SHIFT_STATUS.SHIFT)
                .fetchMap(
                        row ->
                                new FiguresQuery.ShiftKey(
                                        new LineId(row.value1()), row.value2(), row.value3()),
                        row -> row.value4().intValue());
    }

    private Map<LineId, List<StatusTime>> statusTimes(
            Condition which, LocalDate from, LocalDate to) {
        var times = new HashMap<LineId, List<StatusTime>>();
        var millis = DSL.sum(SHIFT_STATUS.MILLIS);
        var occurrences = DSL.sum(SHIFT_STATUS.OCCURRENCES);
        sql.select(
                        SHIFT_STATUS.LINE_ID,
                        SHIFT_STATUS.STATUS,
                        SHIFT_STATUS.CATEGORY,
                        millis,
                        occurrences)
                .from(SHIFT_STATUS)
                .where(SHIFT_STATUS.BUSINESS_DATE.between(from, to))
                .and(which)
                .groupBy(SHIFT_STATUS.LINE_ID, SHIFT_STATUS.STATUS, SHIFT_STATUS.CATEGORY)
                .orderBy(SHIFT_STATUS.LINE_ID, millis.desc(), SHIFT_STATUS.STATUS)
                .forEach(
                        row ->
                                times.computeIfAbsent(
                                                new LineId(row.value1()), id -> new ArrayList<>())
                                        .add(
                                                new StatusTime(
                                                        row.value2(),
                                                        TimeCategory.valueOf(row.value3()),
                                                        row.value4().longValue(),
                                                        row.value5().intValue())));
        return times;
    }

    /** First and last date with figures, of all lines or of one. */
    Optional<Map.Entry<LocalDate, LocalDate>> dates(@Nullable LineId only) {
        var row =
                sql.select(DSL.min(SHIFT_LEDGER.BUSINESS_DATE), DSL.max(SHIFT_LEDGER.BUSINESS_DATE))
                        .from(SHIFT_LEDGER)
                        .where(
                                only == null
                                        ? DSL.noCondition()
                                        : SHIFT_LEDGER.LINE_ID.eq(only.value()))
                        .fetchSingle();
        return row.value1() == null || row.value2() == null
                ? Optional.empty()
                : Optional.of(Map.entry(row.value1(), row.value2()));
    }

    /** Read column by column: a year of a plant is thousands of rows and is asked often. */
    private List<ShiftLedger> ledgers(Condition which) {
        var columns =
                new ArrayList<SelectField<?>>(
                        List.of(
                                SHIFT_LEDGER.LINE_ID,
                                SHIFT_LEDGER.BUSINESS_DATE,
                                SHIFT_LEDGER.SHIFT,
                                SHIFT_LEDGER.FROM_AT,
                                SHIFT_LEDGER.TO_AT,
                                SHIFT_LEDGER.ORIGIN,
                                SHIFT_LEDGER.COMPLETE,
                                SHIFT_LEDGER.REMARK,
                                SHIFT_LEDGER.REFERENCE_MS,
                                SHIFT_LEDGER.PLANNED_OPERATION_MS,
                                SHIFT_LEDGER.PLANNED_DOWN_MS,
                                SHIFT_LEDGER.DOWN_MS,
                                SHIFT_LEDGER.DELAY_MS,
                                SHIFT_LEDGER.SETUP_MS,
                                SHIFT_LEDGER.PRODUCTION_MS,
                                SHIFT_LEDGER.MICRO_STOP_MS,
                                SHIFT_LEDGER.UNKNOWN_MS,
                                SHIFT_LEDGER.UNPLANNED_MS));
        columns.addAll(parts(SHIFT_LEDGER.OUTPUT));
        columns.add(unlessZero(SHIFT_LEDGER.UNOBSERVED));
        columns.add(unlessZero(SHIFT_LEDGER.UNPLANNED));
        var query =
                sql.select(columns)
                        .from(SHIFT_LEDGER)
                        .where(which)
                        .orderBy(
                                SHIFT_LEDGER.LINE_ID,
                                SHIFT_LEDGER.BUSINESS_DATE,
                                SHIFT_LEDGER.SHIFT);
        try (var rows = query.fetchResultSet()) {
            var ledgers = new ArrayList<ShiftLedger>();
            while (rows.next()) {
                ledgers.add(ledger(rows));
            }
            return ledgers;
        } catch (SQLException e) {
            throw new DataAccessException("ledgers cannot be read", e);
        }
    }

    private static ShiftLedger ledger(ResultSet row) throws SQLException {
        return new ShiftLedger(
                new LineId(row.getInt(1)),
                row.getObject(2, LocalDate.class),
                row.getInt(3),
                new TimeRange(
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getObject(5, OffsetDateTime.class).toInstant()),
                Origin.valueOf(row.getString(6)),
                row.getBoolean(7),
                Remark.valueOf(row.getString(8)),
                new Ledger(
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12),
                        row.getLong(13),
                        row.getLong(14),
                        row.getLong(15),
                        row.getLong(16),
                        row.getLong(17),
                        output(row, 19),
                        rareOutput(row, 19 + OUTPUT_PARTS),
                        new UnplannedProduction(
                                row.getLong(18), rareOutput(row, 20 + OUTPUT_PARTS))),
                List.of(),
                List.of());
    }

    /** Whole arrays take the driver ten times as long to read as their elements do. */
    private static List<Field<?>> parts(Field<Long[]> output) {
        return IntStream.rangeClosed(1, OUTPUT_PARTS)
                .<Field<?>>mapToObj(part -> DSL.arrayGet(output, part))
                .toList();
    }

    /** Null where no piece was made: most shifts have none outside the plan or unobserved. */
    private static Field<?> unlessZero(Field<Long[]> output) {
        return DSL.when(DSL.arrayGet(output, 1).ne(0L), output);
    }

    private static Output rareOutput(ResultSet row, int column) throws SQLException {
        var array = row.getArray(column);
        if (array == null) {
            return Output.ZERO;
        }
        var parts = (Long[]) array.getArray();
        return new Output(
                parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6], parts[7],
                parts[8]);
    }

    private static Output output(ResultSet row, int first) throws SQLException {
        return new Output(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5),
                row.getLong(first + 6),
                row.getLong(first + 7),
                row.getLong(first + 8));
    }

    private static Long[] parts(Output output) {
        return new Long[] {
            output.total(),
            output.good(),
            output.scrap(),
            output.rework(),
            output.idealTotalMs(),
            output.idealGoodMs(),
            output.idealScrapMs(),
            output.idealReworkMs(),
            output.withoutCycle()
        };
    }

    private io.oeeanalytics.db.oee.tables.records.ShiftLedgerRecord row(ShiftLedger shift) {
        var ledger = shift.ledger();
        var row = sql.newRecord(SHIFT_LEDGER);
        row.setLineId(shift.line().value());
        row.setBusinessDate(shift.businessDate());
        row.setShift(shift.shift());
        row.setFromAt(shift.range().from().atOffset(ZoneOffset.UTC));
        row.setToAt(shift.range().to().atOffset(ZoneOffset.UTC));
        row.setOrigin(shift.origin().name());
        row.setComplete(shift.complete());
        row.setRemark(shift.remark().name());
        row.setReferenceMs(ledger.referenceMs());
        row.setPlannedOperationMs(ledger.plannedOperationMs());
        row.setPlannedDownMs(ledger.plannedDownMs());
        row.setDownMs(ledger.downMs());
        row.setDelayMs(ledger.delayMs());
        row.setSetupMs(ledger.setupMs());
        row.setProductionMs(ledger.productionMs());
        row.setMicroStopMs(ledger.microStopMs());
        row.setUnknownMs(ledger.unknownMs());
        row.setOutput(parts(ledger.output()));
        row.setUnobserved(parts(ledger.unobserved()));
        row.setUnplanned(parts(ledger.unplanned().output()));
        row.setUnplannedMs(ledger.unplanned().productionMs());
        return row;
    }

    private List<io.oeeanalytics.db.oee.tables.records.ShiftStatusRecord> statusRows(
            ShiftLedger shift) {
        return shift.statusTimes().stream()
                .map(
                        time -> {
                            var row = sql.newRecord(SHIFT_STATUS);
                            row.setLineId(shift.line().value());
                            row.setBusinessDate(shift.businessDate());
                            row.setShift(shift.shift());
                            row.setStatus(time.status());
                            row.setCategory(Objects.requireNonNull(time.category()).name());
                            row.setMillis(time.millis());
                            row.setOccurrences(time.occurrences());
                            return row;
                        })
                .toList();
    }
}
