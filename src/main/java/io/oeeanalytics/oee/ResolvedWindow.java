package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.IdealCycles;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line did in a window, before its pieces are counted.
 *
 * @param timeline without gap or overlap
 * @param statusTimes by status code; only statuses that show
 * @param interruptions when delays began in the window that are no micro-stops
 */
record ResolvedWindow(
        TimeRange range,
        List<Segment> timeline,
        List<StatusTime> statusTimes,
        List<Instant> interruptions) {
    LedgerEntry entry(Collection<Count> counts, IdealCycles cycles, StartUp startUp) {
        return new LedgerEntry(
                range, tally(counts, cycles, startUp, null).ledger(), statusTimes, timeline);
    }

    List<Tally.Part> parts(
            Collection<Count> counts, IdealCycles cycles, StartUp startUp, Tally.Cuts cuts) {
        return tally(counts, cycles, startUp, cuts).parts();
    }

    private Tally tally(
            Collection<Count> counts,
            IdealCycles cycles,
            StartUp startUp,
            Tally.@Nullable Cuts cuts) {
        var tally = new Tally(timeline, startUp, cuts);
        tally.count(counts, cycles);
        tally.interrupted(interruptions);
        return tally;
    }
}
