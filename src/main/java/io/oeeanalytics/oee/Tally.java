package io.oeeanalytics.oee;

import io.oeeanalytics.plant.IdealCycles;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up a resolved timeline and the pieces counted along it. */
final class Tally {
    private final List<Segment> timeline;
    private final Map<Segment.Kind, Long> times = new EnumMap<>(Segment.Kind.class);
    private long ranUnplannedMs;
    private Output output = Output.ZERO;
    private Output unobserved = Output.ZERO;
    private Output unplanned = Output.ZERO;

    Tally(List<Segment> timeline) {
        this.timeline = timeline;
        for (var segment : timeline) {
            times.merge(segment.kind(), segment.range().millis(), Long::sum);
            if (segment.ranUnplanned()) {
                ranUnplannedMs += segment.range().millis();
            }
        }
    }

    /** Takes in the counts that start within the timeline; others belong to other windows. */
    void count(Collection<Count> counts, IdealCycles cycles) {
        for (var count : counts) {
            int first = segmentAt(Millis.of(count.over().from()));
            if (first < 0) {
                continue;
            }
            var cycle = cycles.millisAt(count.product(), count.over().from());
            var made = Output.of(count.total(), count.good(), count.scrap(), count.rework(), cycle);
            var kind = kindOver(first, Millis.of(count.over().to()));
            if (!kind.isPlannedBusy()) {
                unplanned = unplanned.plus(made);
            } else if (kind == Segment.Kind.NO_DATA) {
                unobserved = unobserved.plus(made);
            } else {
                output = output.plus(made);
            }
        }
    }

    Ledger ledger() {
        long reference = 0;
        for (long ms : times.values()) {
            reference += ms;
        }
        return new Ledger(
                reference,
                reference - ms(Segment.Kind.NOT_PLANNED),
                ms(Segment.Kind.BREAK) + ms(Segment.Kind.PLANNED_STOP),
                ms(Segment.Kind.WAITING),
                ms(Segment.Kind.DELAY),
                ms(Segment.Kind.SET_UP),
                ms(Segment.Kind.PRODUCTION) + ms(Segment.Kind.MICRO_STOP),
                ms(Segment.Kind.MICRO_STOP),
                ms(Segment.Kind.NO_DATA),
                output,
                unobserved,
                new UnplannedProduction(ranUnplannedMs, unplanned));
    }

    private long ms(Segment.Kind kind) {
        return times.getOrDefault(kind, 0L);
    }

    private int segmentAt(long atMs) {
        int low = 0;
        int high = timeline.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            var range = timeline.get(middle).range();
            if (Millis.of(range.to()) <= atMs) {
                low = middle + 1;
            } else if (Millis.of(range.from()) > atMs) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    /**
     * A stretch that touches planned and known time was made there: nobody cuts an hour's count at
     * a break, and in the break the machine stood.
     */
    private Segment.Kind kindOver(int first, long toMs) {
        var kind = timeline.get(first).kind();
        for (int i = first + 1; i < timeline.size(); i++) {
            boolean settled = kind.isPlannedBusy() && kind != Segment.Kind.NO_DATA;
            var segment = timeline.get(i);
            if (settled || Millis.of(segment.range().from()) >= toMs) {
                return kind;
            }
            if (segment.kind().isPlannedBusy()) {
                kind = segment.kind();
            }
        }
        return kind;
    }
}
