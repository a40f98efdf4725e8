package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.production.PieceVisitor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up a resolved timeline and the pieces counted along it, as a whole or cut into parts. */
final class Tally {
    /**
     * Where a timeline is cut, and what was made between the cuts.
     *
     * @param borders from the start of the timeline to its end, ascending, in milliseconds
     * @param products one fewer than borders
     */
    record Cuts(long[] borders, int[] products) {}

    /** What falls between two cuts, of one product. */
    record Part(TimeRange range, int product, Ledger ledger) {}

    private record Place(int slice, int product) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparingInt(Place::slice).thenComparingInt(Place::product);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final List<Segment> timeline;
    private final StartUp startUp;
    private final @Nullable Cuts cuts;
    private final Map<Place, Sums> sums = new TreeMap<>();

    /**
     * @param cuts null: the whole is one part
     */
    Tally(List<Segment> timeline, StartUp startUp, @Nullable Cuts cuts) {
        this.timeline = timeline;
        this.startUp = startUp;
        this.cuts = cuts;
        for (var segment : timeline) {
            add(segment);
        }
    }

    private void add(Segment segment) {
        long to = Millis.of(segment.range().to());
        for (long from = Millis.of(segment.range().from()); from < to; ) {
            int slice = sliceAt(from);
            long end = cuts == null ? to : Math.min(to, cuts.borders()[slice + 1]);
            var at = sums(slice, cuts == null ? PieceVisitor.NO_PRODUCT : cuts.products()[slice]);
            at.times.merge(segment.kind(), end - from, Long::sum);
            if (segment.ranUnplanned()) {
                at.ranUnplannedMs += end - from;
            }
            from = end;
        }
    }

    private int sliceAt(long atMs) {
        if (cuts == null) {
            return 0;
        }
        int found = Arrays.binarySearch(cuts.borders(), atMs);
        return found >= 0 ? found : -found - 2;
    }

    private Sums sums(int slice, int product) {
        return sums.computeIfAbsent(new Place(slice, product), place -> new Sums());
    }

    /** Takes in the counts that start within the timeline; others belong to other windows. */
    void count(Collection<Count> counts, IdealCycles cycles) {
        for (var count : counts) {
            long from = Millis.of(count.over().from());
            int first = segmentAt(from);
            if (first < 0) {
                continue;
            }
            var cycle = cycles.millisAt(count.product(), count.over().from());
            var made = Output.of(count.total(), count.good(), count.scrap(), count.rework(), cycle);
            var kind = kindOver(first, Millis.of(count.over().to()));
            var at = sums(sliceAt(from), cuts == null ? 0 : number(count.product()));
            if (!kind.isPlannedBusy()) {
                at.unplanned = at.unplanned.plus(made);
            } else if (kind == Segment.Kind.NO_DATA) {
                at.unobserved = at.unobserved.plus(made);
            } else {
                at.output = at.output.plus(made);
                if (isStartUp(first, count.over().from())) {
                    at.startUpLossMs += made.idealTotalMs() - made.idealGoodMs();
                }
            }
        }
    }

    private static int number(@Nullable ProductId product) {
        return product == null ? PieceVisitor.NO_PRODUCT : product.value();
    }

    /** Whether the line was being set up, or had been, or had not run by plan, just before. */
    private boolean isStartUp(int segment, Instant at) {
        for (int i = segment; i >= 0; i--) {
            var kind = timeline.get(i).kind();
            var range = timeline.get(i).range();
            if (kind == Segment.Kind.SET_UP || kind == Segment.Kind.NOT_PLANNED) {
                return i == segment || startUp.holds(range.to(), at);
            }
            if (!startUp.holds(range.from(), at)) {
                return false;
            }
        }
        return startUp.endedBefore() != null && startUp.holds(startUp.endedBefore(), at);
    }

    /** Takes in when delays began that are no micro-stops. */
    void interrupted(Collection<Instant> starts) {
        for (var start : starts) {
            int slice = sliceAt(Millis.of(start));
            sums(slice, cuts == null ? 0 : cuts.products()[slice]).interruptions++;
        }
    }

    Ledger ledger() {
        return Ledger.sum(sums.values().stream().map(Sums::ledger).toList());
    }

    /** By start and product. */
    List<Part> parts() {
        var all = cuts;
        if (all == null) {
            throw new IllegalStateException("an account that was not cut has no parts");
        }
        var parts = new ArrayList<Part>();
        sums.forEach(
                (place, sum) ->
                        parts.add(
                                new Part(
                                        new TimeRange(
                                                Instant.ofEpochMilli(all.borders()[place.slice()]),
                                                Instant.ofEpochMilli(
                                                        all.borders()[place.slice() + 1])),
                                        place.product(),
                                        sum.ledger())));
        return parts;
    }

    private static final class Sums {
        private final Map<Segment.Kind, Long> times = new EnumMap<>(Segment.Kind.class);
        private long ranUnplannedMs;
        private Output output = Output.ZERO;
        private Output unobserved = Output.ZERO;
        private Output unplanned = Output.ZERO;
        private long interruptions;
        private long startUpLossMs;

        private Ledger ledger() {
            long reference = 0;
            for (long ms : times.values()) {
                reference += ms;
            }
            return new Ledger(
                    reference,
                    reference - ms(Segment.Kind.NOT_PLANNED),
                    ms(Segment.Kind.BREAK) + ms(Segment.Kind.PLANNED_STOP),
                    ms(Segment.Kind.WAITING),
                    ms(Segment.Kind.DELAY) + ms(Segment.Kind.SHORT_DELAY),
                    ms(Segment.Kind.SET_UP),
                    ms(Segment.Kind.PRODUCTION) + ms(Segment.Kind.MICRO_STOP),
                    ms(Segment.Kind.MICRO_STOP),
                    ms(Segment.Kind.NO_DATA),
                    output,
                    unobserved,
                    new UnplannedProduction(ranUnplannedMs, unplanned),
                    interruptions,
                    startUpLossMs,
                    ms(Segment.Kind.SHORT_DELAY));
        }

        private long ms(Segment.Kind kind) {
            return times.getOrDefault(kind, 0L);
        }
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
