package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.production.LastPiece;
import io.oeeanalytics.production.ManualCount;
import io.oeeanalytics.production.PieceVisitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a stretch of time, as the machine counted them and as people corrected them. A
 * piece counts when it is finished.
 */
final class MadePieces implements PieceVisitor {
    private long[] finishedMs = new long[1024];
    private int[] product = new int[1024];
    private int[] good = new int[1024];
    private int[] scrap = new int[1024];
    private int size;
    private final List<Count> added = new ArrayList<>();

    /** How many of those added last people reported; what they called good stays good. */
    private int byPeople;

    private final List<Judgement> judgements = new ArrayList<>();
    private final NavigableMap<Instant, ProductId> running;
    private final NavigableMap<Long, Integer> made = new TreeMap<>();
    private Predicate<TimeRange> knownElsewhere = day -> false;

    MadePieces() {
        this(new TreeMap<>());
    }

    /**
     * @param running products by the instant they were started, for pieces that name none
     */
    MadePieces(NavigableMap<Instant, ProductId> running) {
        this.running = running;
    }

    @Override
    public void counted(
            long fromMs,
            long toMs,
            int productNumber,
            long goodCount,
            long scrapCount,
            long reworkCount,
            long total) {
        added.add(
                new Count(
                        new TimeRange(Instant.ofEpochMilli(fromMs), Instant.ofEpochMilli(toMs)),
                        productNumber == NO_PRODUCT
                                ? runningAt(fromMs)
                                : new ProductId(productNumber),
                        total,
                        goodCount,
                        scrapCount,
                        reworkCount));
    }

    /** A product is believed to be made until so long after its last piece. */
    private static final long BELIEVED_MS = Duration.ofDays(1).toMillis();

    /**
     * What was made from when on, as far as pieces and started products tell; 0 where nobody knows.
     * To be told before people's counts are added, which know no product.
     *
     * @param before the last piece before the range
     * @param knownElsewhere of the days these pieces are only a part of, those with more
     */
    void follow(TimeRange range, Optional<LastPiece> before, Predicate<TimeRange> knownElsewhere) {
        this.knownElsewhere = knownElsewhere;
        var told = new TreeMap<Long, Integer>();
        before.ifPresent(piece -> told.put(piece.at().toEpochMilli(), number(piece.product())));
        for (int i = 0; i < size; i++) {
            told.merge(finishedMs[i], product[i], Math::max);
        }
        for (var count : added) {
            long at = count.over().to().toEpochMilli();
            if (at >= range.from().toEpochMilli() && at < range.to().toEpochMilli()) {
                told.merge(at, number(count.product()), Math::max);
            }
        }
        made.clear();
        running.forEach((at, started) -> made.put(at.toEpochMilli(), started.value()));
        long last = Long.MIN_VALUE;
        int now = NO_PRODUCT;
        for (var piece : told.entrySet()) {
            if (now != NO_PRODUCT && piece.getKey() - last > BELIEVED_MS) {
                end(last);
            }
            now = piece.getValue();
            last = piece.getKey();
            int product = now == NO_PRODUCT ? started(last) : now;
            var current = made.floorEntry(last);
            if (product != (current == null ? NO_PRODUCT : current.getValue())) {
                made.put(last, product);
            }
        }
        if (now != NO_PRODUCT) {
            end(last);
        }
    }

    private void end(long lastMs) {
        made.putIfAbsent(lastMs + BELIEVED_MS, started(lastMs + BELIEVED_MS));
    }

    private int started(long atMs) {
        return number(runningAt(atMs));
    }

    private static int number(@Nullable ProductId product) {
        return product == null ? NO_PRODUCT : product.value();
    }

    /** By the millisecond from which on a product was made. */
    NavigableMap<Long, Integer> made() {
        return made;
    }

    /** Whether the day has pieces that were not asked for. */
    boolean someElsewhere(TimeRange day) {
        return knownElsewhere.test(day);
    }

    /** What became of pieces that were counted before. */
    record Judgement(Instant at, long good, long scrap, long rework) {}

    @Override
    public void judged(long atMs, long goodCount, long scrapCount, long reworkCount) {
        judgements.add(
                new Judgement(Instant.ofEpochMilli(atMs), goodCount, scrapCount, reworkCount));
    }

    /** By time. */
    List<Judgement> judgements() {
        return judgements.stream().sorted(Comparator.comparing(Judgement::at)).toList();
    }

    /**
     * Judges the newest pieces counted in the range before: first those nobody has judged yet, then
     * good ones. What finds none is left out, as its pieces were never counted.
     */
    void judge(Judgement judgement, TimeRange within) {
        long goodLeft = judgement.good();
        long scrapLeft = judgement.scrap();
        long reworkLeft = judgement.rework();
        for (int i : countedBefore(judgement.at(), within)) {
            var count = added.get(i);
            long open = count.total() - count.good() - count.scrap() - count.rework();
            long scrapped = Math.min(scrapLeft, open + count.good());
            long reworked = Math.min(reworkLeft, open + count.good() - scrapped);
            long fromGood = Math.max(0, scrapped + reworked - open);
            long turnedGood = Math.min(goodLeft, Math.max(0, open - scrapped - reworked));
            added.set(
                    i,
                    new Count(
                            count.over(),
                            count.product(),
                            count.total(),
                            count.good() - fromGood + turnedGood,
                            count.scrap() + scrapped,
                            count.rework() + reworked));
            goodLeft -= turnedGood;
            scrapLeft -= scrapped;
            reworkLeft -= reworked;
            if (goodLeft + scrapLeft + reworkLeft == 0) {
                return;
            }
        }
    }

    /**
     * Places of the machine's counts that began in the range and were told by then, newest first.
     */
    private List<Integer> countedBefore(Instant instant, TimeRange within) {
        return IntStream.range(0, added.size() - byPeople)
                .boxed()
                .filter(
                        i ->
                                !added.get(i).over().from().isBefore(within.from())
                                        && !added.get(i).over().to().isAfter(instant))
                .sorted(
                        Comparator.comparing((Integer i) -> added.get(i).over().to())
                                .thenComparing(i -> added.get(i).over().from())
                                .reversed())
                .toList();
    }

    private @Nullable ProductId runningAt(long atMs) {
        var started = running.floorEntry(Instant.ofEpochMilli(atMs));
        return started == null ? null : started.getValue();
    }

    @Override
    public void piece(long finished, int productNumber, int goodCount, int scrapCount) {
        if (size == finishedMs.length) {
            int larger = size * 2;
            finishedMs = Arrays.copyOf(finishedMs, larger);
            product = Arrays.copyOf(product, larger);
            good = Arrays.copyOf(good, larger);
            scrap = Arrays.copyOf(scrap, larger);
        }
        finishedMs[size] = finished;
        product[size] = productNumber;
        good[size] = goodCount;
        scrap[size] = scrapCount;
        size++;
    }

    /**
     * Scrap takes the place of the newest good pieces the machine counted in the range before it
     * was reported; what finds none, and all good ones, are pieces the machine did not count.
     *
     * @param within the shift of the report: pieces of other shifts are not touched
     */
    void correct(ManualCount report, TimeRange within) {
        int left = report.scrap();
        long from = within.from().toEpochMilli();
        int piece = before(report.countedAt().toEpochMilli()) - 1;
        for (int i : countedBefore(report.countedAt(), within)) {
            long told = added.get(i).over().to().toEpochMilli();
            while (left > 0 && piece >= 0 && finishedMs[piece] >= Math.max(from, told)) {
                left -= scrapPiece(piece--, left);
            }
            left -= scrapCount(i, left);
        }
        while (left > 0 && piece >= 0 && finishedMs[piece] >= from) {
            left -= scrapPiece(piece--, left);
        }
        if (left > 0 || report.good() > 0) {
            added.add(
                    Count.at(
                            report.countedAt(),
                            productAround(report.countedAt().toEpochMilli(), within),
                            report.good() + left,
                            report.good(),
                            left,
                            0));
            byPeople++;
        }
    }

    private int scrapPiece(int index, int most) {
        int taken = Math.min(most, good[index]);
        good[index] -= taken;
        scrap[index] += taken;
        return taken;
    }

    private int scrapCount(int index, int most) {
        var count = added.get(index);
        int taken = (int) Math.min(most, count.good());
        added.set(
                index,
                new Count(
                        count.over(),
                        count.product(),
                        count.total(),
                        count.good() - taken,
                        count.scrap() + taken,
                        count.rework()));
        return taken;
    }

    /** Nobody types a product: it is that of the pieces before in the shift, or the ones after. */
    private @Nullable ProductId productAround(long atMs, TimeRange within) {
        int next = before(atMs);
        if (next > 0 && finishedMs[next - 1] >= within.from().toEpochMilli()) {
            return product(next - 1);
        }
        if (next < size && finishedMs[next] < within.to().toEpochMilli()) {
            return product(next);
        }
        return countedBefore(Instant.ofEpochMilli(atMs), within).stream()
                .map(i -> added.get(i).product())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> runningAt(atMs));
    }

    private @Nullable ProductId product(int index) {
        return product[index] == NO_PRODUCT
                ? runningAt(finishedMs[index])
                : new ProductId(product[index]);
    }

    List<Count> within(TimeRange range) {
        var counts = new ArrayList<Count>();
        int to = before(range.to().toEpochMilli());
        for (int i = before(range.from().toEpochMilli()); i < to; i++) {
            long total = (long) good[i] + scrap[i];
            if (total > 0) {
                counts.add(
                        Count.at(
                                Instant.ofEpochMilli(finishedMs[i]),
                                product(i),
                                total,
                                good[i],
                                scrap[i],
                                0));
            }
        }
        added.stream().filter(count -> range.contains(count.over().from())).forEach(counts::add);
        return counts;
    }

    /** The same without those that only people reported, at a time of their own. */
    List<Count> countedWithin(TimeRange range) {
        var counts = new ArrayList<>(within(range));
        added.subList(added.size() - byPeople, added.size()).forEach(counts::remove);
        return counts;
    }

    /** How many pieces were finished before that instant. */
    private int before(long atMs) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (finishedMs[middle] < atMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
