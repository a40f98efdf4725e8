package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Line;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Ledgers of a range, added up by line, shift, day, week or month.
 *
 * @param pending whether facts have come in that these figures do not hold yet
 */
public record GroupedFigures(Period range, List<Group> groups, Group total, boolean pending) {
    /**
     * One row of the answer.
     *
     * @param line empty where lines are added up
     * @param shift number of the shift, where grouped by it
     * @param delays breakdowns and other interruptions that began in the group
     * @param imported whether some of it comes from daily reports made elsewhere
     * @param complete false while some shift of it still runs
     */
    public record Group(
            Optional<Line> line,
            Period period,
            Optional<Integer> shift,
            Ledger ledger,
            int delays,
            boolean imported,
            boolean complete) {
        /** Mean operating time between failures: APT per interruption, in milliseconds. */
        public OptionalDouble mtbfMs() {
            return Ratio.of(ledger.productionMs(), delays);
        }

        /** Mean time to restoration: ADET per interruption, in milliseconds. */
        public OptionalDouble mttrMs() {
            return Ratio.of(ledger.delayMs(), delays);
        }
    }

    public GroupedFigures {
        groups = List.copyOf(groups);
    }
}
