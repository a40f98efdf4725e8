package io.oeeanalytics.oee;

import io.oeeanalytics.production.BinaryCopy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of a ledger as columns, in one order for every table that keeps some. */
final class LedgerColumns {
    private static final List<String> OUTPUT =
            List.of(
                    "total",
                    "good",
                    "scrap",
                    "rework",
                    "ideal_total_ms",
                    "ideal_good_ms",
                    "ideal_scrap_ms",
                    "ideal_rework_ms",
                    "without_cycle");

    private static final List<String> NAMES =
            Stream.of(
                            Stream.of(
                                    "reference_ms",
                                    "planned_operation_ms",
                                    "planned_down_ms",
                                    "down_ms",
                                    "delay_ms",
                                    "setup_ms",
                                    "production_ms",
                                    "micro_stop_ms",
                                    "unknown_ms"),
                            OUTPUT.stream().map(part -> "output_" + part),
                            OUTPUT.stream().map(part -> "unobserved_" + part),
                            Stream.of("unplanned_ms"),
                            OUTPUT.stream().map(part -> "unplanned_" + part),
                            Stream.of("interruptions", "start_up_loss_ms", "short_delay_ms"))
                    .flatMap(names -> names)
                    .toList();

    static final int COUNT = NAMES.size();

    /** As in a list of columns. */
    static final String LIST = String.join(", ", NAMES);

    /** Their sums, under the same names. */
    static final String SUMS =
            NAMES.stream()
                    .map(name -> "sum(%1$s)::bigint as %1$s".formatted(name))
                    .collect(Collectors.joining(", "));

    private LedgerColumns() {}

    /** Those of one table among several. */
    static String of(String alias) {
        return NAMES.stream().map(name -> alias + "." + name).collect(Collectors.joining(", "));
    }

    /**
     * @param first place of the first of them
     */
    static Ledger read(ResultSet row, int first) throws SQLException {
        int unobserved = first + 9 + OUTPUT.size();
        int unplanned = unobserved + OUTPUT.size();
        return new Ledger(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5),
                row.getLong(first + 6),
                row.getLong(first + 7),
                row.getLong(first + 8),
                output(row, first + 9),
                rare(row, unobserved),
                new UnplannedProduction(row.getLong(unplanned), rare(row, unplanned + 1)),
                row.getLong(unplanned + 1 + OUTPUT.size()),
                row.getLong(unplanned + 2 + OUTPUT.size()),
                row.getLong(unplanned + 3 + OUTPUT.size()));
    }

    /** Most rows have none of it. */
    private static Output rare(ResultSet row, int first) throws SQLException {
        return row.getLong(first) == 0 ? Output.ZERO : output(row, first);
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

    static void write(Ledger ledger, BinaryCopy row) {
        row.number(ledger.referenceMs());
        row.number(ledger.plannedOperationMs());
        row.number(ledger.plannedDownMs());
        row.number(ledger.downMs());
        row.number(ledger.delayMs());
        row.number(ledger.setupMs());
        row.number(ledger.productionMs());
        row.number(ledger.microStopMs());
        row.number(ledger.unknownMs());
        write(ledger.output(), row);
        write(ledger.unobserved(), row);
        row.number(ledger.unplanned().productionMs());
        write(ledger.unplanned().output(), row);
        row.number(ledger.interruptions());
        row.number(ledger.startUpLossMs());
        row.number(ledger.shortDelayMs());
    }

    private static void write(Output output, BinaryCopy row) {
        row.number(output.total());
        row.number(output.good());
        row.number(output.scrap());
        row.number(output.rework());
        row.number(output.idealTotalMs());
        row.number(output.idealGoodMs());
        row.number(output.idealScrapMs());
        row.number(output.idealReworkMs());
        row.number(output.withoutCycle());
    }
}
