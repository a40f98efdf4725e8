package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Shift;
import io.oeeanalytics.plant.TimeCategory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What holds for every plant and every history, asked of many drawn at random. {@code -Doee.cases}
 * says how many; {@code -Doee.seed} plays the one again that failed.
 */
class EngineAgainstNaiveTest {
    private static final long CASES = Long.getLong("oee.cases", 20_000);

    @Test
    void every_element_is_what_asking_minute_by_minute_gives() {
        each(
                history -> {
                    if (history.stepMs() == RandomPlant.MILLI) {
                        return;
                    }
                    var naive = NaiveAccount.of(history);
                    var engine = Engine.elements(new Engine(history).ledgers());

                    assertThat(Engine.differences(engine, naive)).isEmpty();
                });
    }

    @Test
    void the_factors_multiply_to_the_pooled_oee_and_the_losses_close_to_the_millisecond() {
        each(
                history -> {
                    var ledgers = new Engine(history).ledgers();
                    var each = new ArrayList<>(ledgers.stream().map(ShiftLedger::ledger).toList());
                    each.add(Ledger.sum(each));
                    for (var ledger : each) {
                        long lost = ledger.losses().stream().mapToLong(Loss::millis).sum();
                        assertThat(lost).isEqualTo(ledger.plannedBusyMs());
                        shares(ledger.availability(), ledger.quality(), ledger.coverage());
                        shares(ledger.unplanned().quality(), ledger.scrapRatio());
                        if (ledger.availability().isPresent()
                                && ledger.effectiveness().isPresent()
                                && ledger.quality().isPresent()) {
                            double product =
                                    ledger.availability().getAsDouble()
                                            * ledger.effectiveness().getAsDouble()
                                            * ledger.quality().getAsDouble();
                            double pooled =
                                    (double) ledger.output().idealGoodMs() / ledger.knownMs();
                            assertThat(product).isEqualTo(pooled, within(1e-12 * pooled));
                            assertThat(ledger.oee()).hasValue(pooled);
                        }
                    }
                });
    }

    @Test
    void a_window_cut_anywhere_pools_back_to_itself() {
        each(
                history -> {
                    var random = new Random(history.hashCode());
                    var engine = new Engine(history);
                    var states = engine.intervals();
                    for (var window : windows(history)) {
                        var whole = account(window, states, engine.counts(), engine);
                        var instants =
                                engine.counts().stream()
                                        .filter(count -> count.over().isEmpty())
                                        .toList();
                        var parts = new ArrayList<LedgerEntry>();
                        var exact = new ArrayList<LedgerEntry>();
                        for (var part : cut(window, random)) {
                            parts.add(account(part, states, engine.counts(), engine));
                            exact.add(account(part, states, instants, engine));
                        }

                        assertThat(pooled(exact))
                                .isEqualTo(account(window, states, instants, engine).ledger());
                        // A stretch may lie across a cut, and is then told planned or not by less.
                        assertThat(pooled(parts).made()).isEqualTo(whole.ledger().made());
                        assertThat(statusMillis(parts)).isEqualTo(statusMillis(List.of(whole)));
                    }
                });
    }

    @Test
    void the_order_of_arrival_does_not_matter() {
        each(
                history -> {
                    var random = new Random(history.hashCode());
                    var engine = new Engine(history);
                    for (var window : windows(history)) {
                        var states = new ArrayList<>(engine.intervals());
                        var counts = new ArrayList<>(engine.counts());
                        var entry = account(window, states, counts, engine);

                        Collections.shuffle(states, random);
                        Collections.shuffle(counts, random);

                        assertThat(account(window, states, counts, engine)).isEqualTo(entry);
                    }
                    var words = new ArrayList<>(history.words());
                    Collections.shuffle(words, random);
                    assertThat(new Engine(history.withWords(words)).ledgers())
                            .isEqualTo(engine.ledgers());
                });
    }

    @Test
    void every_millisecond_of_a_planned_day_lies_in_one_window() {
        each(
                history -> {
                    var engine = new Engine(history);
                    var segments = new ArrayList<TimeRange>();
                    for (var shift : engine.ledgers()) {
                        shift.timeline().forEach(segment -> segments.add(segment.range()));
                        if (shift.shift() > 0) {
                            var began = shift.range().from().atZone(history.line().zone());
                            assertThat(shift.businessDate()).isEqualTo(began.toLocalDate());
                        }
                    }
                    segments.sort(Comparator.comparing(TimeRange::from));
                    for (int i = 1; i < segments.size(); i++) {
                        assertThat(segments.get(i).from())
                                .isAfterOrEqualTo(segments.get(i - 1).to());
                    }
                    long taken =
                            LongStream.range(0, segments.size())
                                    .map(i -> segments.get((int) i).millis())
                                    .sum();
                    if (!segments.isEmpty() && engine.calendar().covers(history.first())) {
                        var hull =
                                new TimeRange(segments.getFirst().from(), segments.getLast().to());
                        assertThat(taken).isEqualTo(hull.millis());
                        assertThat(covered(engine, segments)).isTrue();
                    }
                });
    }

    /** Of the dates asked for, all but what belongs to the night shift of the date before. */
    private static boolean covered(Engine engine, List<TimeRange> segments) {
        var history = engine.history();
        var zone = history.line().zone();
        var from = LineDays.day(history.first(), zone).from();
        for (var shift : engine.calendar().shiftsOn(history.first().minusDays(1))) {
            from = shift.range().to().isAfter(from) ? shift.range().to() : from;
        }
        var to = LineDays.day(history.last(), zone).to();
        to = to.isAfter(history.now()) ? history.now() : to;
        return !from.isBefore(to)
                || (!segments.getFirst().from().isAfter(from)
                        && !segments.getLast().to().isBefore(to));
    }

    @Test
    void the_bounds_hold_the_oee_there_would_be_if_all_were_known() {
        each(
                history -> {
                    var random = new Random(history.hashCode());
                    var window = new Window.Planned(day(history.first(), random));
                    var truth = new ArrayList<StateInterval>();
                    var seen = new ArrayList<StateInterval>();
                    var made = new ArrayList<Count>();
                    var told = new ArrayList<Count>();
                    long t = window.range().from().toEpochMilli();
                    long end = window.range().to().toEpochMilli();
                    long cycle = random.nextLong(1, 60_000);
                    while (t < end) {
                        long to = Math.min(end, t + random.nextLong(1, 3_600_000));
                        boolean known = random.nextBoolean();
                        boolean runs = random.nextInt(3) > 0;
                        var state =
                                new StateInterval(
                                        new TimeRange(
                                                Instant.ofEpochMilli(t), Instant.ofEpochMilli(to)),
                                        runs ? 1 : 21,
                                        runs ? TimeCategory.PRODUCTION : TimeCategory.DELAY,
                                        StateOrigin.MACHINE);
                        truth.add(state);
                        if (known) {
                            seen.add(state);
                        }
                        long most = runs ? (to - t) / cycle : 0;
                        for (long left = most == 0 ? 0 : random.nextLong(most + 1); left > 0; ) {
                            long total = random.nextLong(1, left + 1);
                            long good = random.nextLong(total + 1);
                            var count =
                                    Count.at(
                                            Instant.ofEpochMilli(random.nextLong(t, to)),
                                            null,
                                            total,
                                            good,
                                            total - good,
                                            0);
                            made.add(count);
                            if (known || random.nextBoolean()) {
                                told.add(count);
                            }
                            left -= total;
                        }
                        t = to;
                    }
                    var cycles =
                            new IdealCycles(
                                    List.of(new IdealCycles.Row(null, Instant.EPOCH, cycle)));
                    var real =
                            TimeModel.account(window, truth, MicroStops.ISO_STRICT, made, cycles)
                                    .ledger();
                    var observed =
                            TimeModel.account(window, seen, MicroStops.ISO_STRICT, told, cycles)
                                    .ledger();

                    assertThat(real.coverage()).hasValue(1);
                    var bounds = observed.oeeBounds().orElseThrow();
                    assertThat(real.oee().orElseThrow())
                            .isBetween(bounds.low() - 1e-12, bounds.high() + 1e-12);
                });
    }

    private static Shift day(LocalDate date, Random random) {
        var from = Instant.ofEpochSecond(date.toEpochDay() * 86_400);
        return new Shift(
                date,
                1,
                new TimeRange(from, from.plusMillis(random.nextLong(1, 12 * 3_600_000))),
                List.of());
    }

    private static void each(Consumer<History> property) {
        var only = Long.getLong("oee.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? CASES : only;
        LongStream.rangeClosed(first, last).parallel().forEach(seed -> holds(property, seed));
    }

    private static void holds(Consumer<History> property, long seed) {
        var history = RandomPlant.history(seed);
        try {
            property.accept(history);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("play it again with " + history.name(), e);
        }
    }

    private static LedgerEntry account(
            Window window, Collection<StateInterval> states, List<Count> counts, Engine engine) {
        return TimeModel.account(
                window,
                states,
                new MicroStops(engine.history().microStop()),
                counts,
                engine.cycles());
    }

    /** One window of each sort. */
    private static List<Window> windows(History history) {
        var windows = new ArrayList<Window>();
        var day = LineDays.day(history.first(), history.line().zone());
        windows.add(new Window.Logged(day));
        windows.add(new Window.Unplanned(day));
        new Engine(history)
                .calendar().shiftsOn(history.first()).stream()
                        .findFirst()
                        .map(Window.Planned::new)
                        .ifPresent(windows::add);
        return windows;
    }

    private static List<Window> cut(Window window, Random random) {
        long from = window.range().from().toEpochMilli();
        long to = window.range().to().toEpochMilli();
        var borders = new TreeSet<Long>(List.of(from, to));
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            borders.add(random.nextLong(from, to));
        }
        var parts = new ArrayList<Window>();
        Long before = null;
        for (long border : borders) {
            if (before != null) {
                var range =
                        new TimeRange(Instant.ofEpochMilli(before), Instant.ofEpochMilli(border));
                parts.add(
                        switch (window) {
                            case Window.Planned(var shift) ->
                                    new Window.Planned(
                                            new Shift(
                                                    shift.businessDate(),
                                                    shift.number(),
                                                    range,
                                                    shift.breaks()));
                            case Window.Logged _ -> new Window.Logged(range);
                            case Window.Unplanned _ -> new Window.Unplanned(range);
                        });
            }
            before = border;
        }
        return parts;
    }

    private static Ledger pooled(List<LedgerEntry> entries) {
        return Ledger.sum(entries.stream().map(LedgerEntry::ledger).toList());
    }

    private static Map<Integer, Long> statusMillis(List<LedgerEntry> entries) {
        var millis = new TreeMap<Integer, Long>();
        for (var entry : entries) {
            for (var time : entry.statusTimes()) {
                millis.merge(time.status(), time.millis(), Long::sum);
            }
        }
        return millis;
    }

    private static void shares(OptionalDouble... shares) {
        for (var share : shares) {
            share.ifPresent(value -> assertThat(value).isBetween(0.0, 1.0));
        }
    }
}
