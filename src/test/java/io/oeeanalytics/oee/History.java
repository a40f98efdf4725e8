package io.oeeanalytics.oee;

import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.LoggedState;
import io.oeeanalytics.production.ManualCount;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * All that decides the figures of one line, as bare rows: what the engine and its naive double are
 * both given.
 *
 * @param name says how to play it again
 * @param weeks by the date each is valid from
 * @param cycles in the order they were appended
 * @param microStop delays shorter than this are micro-stops
 * @param startUp for how long after a set-up or a start rejects are lost at start-up
 * @param products what was started when, for counts that name no product
 * @param first first business date that is asked for
 * @param last last business date that is asked for
 * @param stepMs everything but counts happens on whole steps since 1970
 */
record History(
        String name,
        Line line,
        NavigableMap<LocalDate, List<ShiftTime>> weeks,
        Set<LocalDate> holidays,
        List<IdealCycles.Row> cycles,
        Duration microStop,
        Duration startUp,
        Map<Integer, Status> catalogue,
        List<LoggedState> states,
        List<Classification> words,
        NavigableMap<Instant, ProductId> products,
        List<Count> counts,
        List<ManualCount> reports,
        LocalDate first,
        LocalDate last,
        Instant now,
        long stepMs) {

    /** The end of the step an instant lies in; itself between two steps. */
    long stepAfter(long at) {
        return Math.ceilDiv(at, stepMs) * stepMs;
    }

    History withWords(List<Classification> others) {
        return new History(
                name, line, weeks, holidays, cycles, microStop, startUp, catalogue, states, others,
                products, counts, reports, first, last, now, stepMs);
    }

    History fromTheDateBefore() {
        return new History(
                name,
                line,
                weeks,
                holidays,
                cycles,
                microStop,
                startUp,
                catalogue,
                states,
                words,
                products,
                counts,
                reports,
                first.minusDays(1),
                last,
                now,
                stepMs);
    }
}
