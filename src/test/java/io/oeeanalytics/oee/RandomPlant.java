package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusCatalogue;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.LoggedState;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plants and what happened in them, drawn from a seed: the same seed, the same plant. Nothing is
 * spared that a site may set up or a machine may say.
 */
final class RandomPlant {
    static final long MINUTE = 60_000;
    static final long SECOND = 1_000;
    static final long MILLI = 1;

    private static final List<ZoneId> ZONES =
            List.of(
                    ZoneId.of("Europe/Berlin"),
                    ZoneId.of("Asia/Tokyo"),
                    ZoneId.of("America/New_York"),
                    // A quarter of an hour beside everybody else.
                    ZoneId.of("Asia/Kathmandu"),
                    // Summer time is half an hour.
                    ZoneId.of("Australia/Lord_Howe"),
                    ZoneId.of("UTC"));

    /**
     * The clock changes in Berlin, New York and on Lord Howe, a leap day and a turn of the year.
     */
    private static final List<LocalDate> SPECIAL =
            List.of(
                    LocalDate.of(2026, 3, 29),
                    LocalDate.of(2026, 10, 25),
                    LocalDate.of(2026, 3, 8),
                    LocalDate.of(2026, 11, 1),
                    LocalDate.of(2026, 4, 5),
                    LocalDate.of(2026, 10, 4),
                    LocalDate.of(2028, 2, 29),
                    LocalDate.of(2027, 1, 1));

    /** A code no catalogue knows. */
    private static final int UNHEARD_OF = 777;

    private final Random random;

    RandomPlant(long seed) {
        // Neighbouring seeds begin alike; this spreads them.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
    }

    static History history(long seed) {
        var plant = new RandomPlant(seed);
        int share = plant.random.nextInt(100);
        return plant.history(seed, share < 90 ? MINUTE : share < 97 ? SECOND : MILLI);
    }

    private History history(long seed, long step) {
        var zone = pick(ZONES);
        var first =
                chance(0.5)
                        ? pick(SPECIAL).plusDays(random.nextInt(3) - 1)
                        : LocalDate.of(2026, 5, 1).plusDays(random.nextInt(40));
        boolean close = step == SECOND;
        var last = close ? first : first.plusDays(random.nextInt(3));
        long from = midnight(first, zone);
        long to = close ? from + 120 * MINUTE : midnight(last.plusDays(1), zone);
        var weeks = weeks(first, close);
        var borders = borders(weeks, zone, first, last, from, to);
        var now =
                close || chance(0.3)
                        ? chance(0.5) ? pick(borders) : between(from + step, to, step)
                        : to + 3 * 24 * 60 * MINUTE;
        var states = states(borders, from, to, step, close);
        var words = words(states, borders, from, to, step, close);
        return new History(
                "-Doee.seed=" + seed,
                new Line(new LineId(1), 1, "L", "Line", zone),
                weeks,
                holidays(first),
                cycles(borders, from),
                microStop(step),
                startUp(step),
                catalogue(),
                states,
                words,
                products(borders),
                counts(borders, from, to, Math.max(now, from + step), step),
                List.of(),
                first,
                last,
                Instant.ofEpochMilli(Math.max(now, from + step)),
                step);
    }

    /** Days of a line as its machine tells of them: on whole minutes, some states twice. */
    History story(Line line, LocalDate first, LocalDate last) {
        var zone = line.zone();
        long from = midnight(first, zone);
        long to = midnight(last.plusDays(1), zone);
        var weeks = weeks(first, false);
        var borders = borders(weeks, zone, first, last, from, to);
        var states = states(borders, from, to, MINUTE, false);
        for (var state : List.copyOf(states)) {
            if (state.finishedAt() != null && chance(0.1)) {
                states.add(new LoggedState(state.startedAt(), null, state.status()));
            }
        }
        return new History(
                "",
                line,
                weeks,
                Set.of(),
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                Map.of(),
                states,
                List.of(),
                products(borders),
                counts(borders, from, to, to, MINUTE).stream().map(RandomPlant::onMinutes).toList(),
                List.of(),
                first,
                last,
                Instant.ofEpochMilli(to),
                MINUTE);
    }

    private static Count onMinutes(Count count) {
        return new Count(
                new TimeRange(
                        count.over().from().truncatedTo(ChronoUnit.MINUTES),
                        count.over().to().truncatedTo(ChronoUnit.MINUTES)),
                count.product(),
                count.total(),
                count.good(),
                count.scrap(),
                count.rework());
    }

    private static long midnight(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    // The plan.

    NavigableMap<LocalDate, List<ShiftTime>> weeks(LocalDate first, boolean close) {
        var weeks = new TreeMap<LocalDate, List<ShiftTime>>();
        if (chance(0.2)) {
            return weeks;
        }
        weeks.put(chance(0.8) ? first.minusYears(1) : first.plusDays(1), week(close));
        if (chance(0.3)) {
            weeks.put(first.plusDays(random.nextInt(3)), week(close));
        }
        return weeks;
    }

    /** The same round of the clock each day, so that no shift reaches into the next day's first. */
    List<ShiftTime> week(boolean close) {
        int round = close ? 90 : 24 * 60;
        var cuts = new TreeSet<Integer>();
        cuts.add(0);
        cuts.add(round);
        if (!close && chance(0.3)) {
            cuts.addAll(List.of(8 * 60, 16 * 60));
        } else {
            for (int i = random.nextInt(4); i > 0; i--) {
                cuts.add(5 * random.nextInt(1, round / 5));
            }
        }
        int begins = close ? random.nextInt(30) : 15 * random.nextInt(24 * 4);
        double closedShare = random.nextDouble() * 0.4;
        double gapShare = random.nextDouble() * 0.5;
        var week = new ArrayList<ShiftTime>();
        for (var day : DayOfWeek.values()) {
            if (chance(closedShare)) {
                continue;
            }
            int number = 0;
            Integer from = null;
            for (int to : cuts) {
                if (from != null && !chance(gapShare)) {
                    week.add(shift(day, ++number, begins + from, begins + to));
                }
                from = to;
            }
        }
        return week;
    }

    /** A round that begins late has its last shifts on the next date, which are that date's own. */
    private ShiftTime shift(DayOfWeek day, int number, int from, int to) {
        var breaks = new ArrayList<ShiftTime.Pause>();
        int length = to - from;
        int after = 0;
        while (length > 20 && breaks.size() < 3 && chance(0.6)) {
            int start = after + random.nextInt(length - after);
            int end = Math.min(length, start + 5 * random.nextInt(1, 13));
            if (end <= start || end - start >= 24 * 60) {
                break;
            }
            breaks.add(new ShiftTime.Pause(clock(from + start), clock(from + end)));
            after = end;
            if (length - after < 10) {
                break;
            }
        }
        // Numbers must not repeat on a date, and those of late rounds wander to the next.
        boolean wandered = from >= 24 * 60;
        return new ShiftTime(
                wandered ? day.plus(1) : day,
                wandered ? number + 4 : number,
                clock(from),
                clock(to),
                breaks);
    }

    private static LocalTime clock(int minutes) {
        return LocalTime.ofSecondOfDay(Math.floorMod(minutes, 24 * 60) * 60L);
    }

    private Set<LocalDate> holidays(LocalDate first) {
        return chance(0.3) ? Set.of(first.plusDays(random.nextInt(4) - 1)) : Set.of();
    }

    /** Where things like to go wrong: on the borders of shifts, breaks and days. */
    private List<Long> borders(
            NavigableMap<LocalDate, List<ShiftTime>> weeks,
            ZoneId zone,
            LocalDate first,
            LocalDate last,
            long from,
            long to) {
        var borders = new TreeSet<Long>(List.of(from, to));
        first.datesUntil(last.plusDays(2))
                .forEach(
                        date -> {
                            borders.add(midnight(date, zone));
                            for (var week : weeks.values()) {
                                for (var shift : week) {
                                    add(borders, date, shift.start(), zone);
                                    add(borders, date, shift.end(), zone);
                                    for (var pause : shift.breaks()) {
                                        add(borders, date, pause.start(), zone);
                                        add(borders, date, pause.end(), zone);
                                    }
                                }
                            }
                        });
        return borders.stream().filter(border -> border >= from && border <= to).toList();
    }

    private static void add(Set<Long> borders, LocalDate date, LocalTime time, ZoneId zone) {
        borders.add(date.atTime(time).atZone(zone).toInstant().toEpochMilli());
    }

    // The rules.

    private List<IdealCycles.Row> cycles(List<Long> borders, long from) {
        var rows = new ArrayList<IdealCycles.Row>();
        for (int i = random.nextInt(6); i > 0; i--) {
            var product = chance(0.5) ? null : new ProductId(random.nextInt(1, 4));
            var valid =
                    chance(0.4)
                            ? Instant.EPOCH
                            : Instant.ofEpochMilli(chance(0.5) ? pick(borders) : from);
            rows.add(new IdealCycles.Row(product, valid, random.nextLong(1, 120_000)));
        }
        return rows;
    }

    private Duration microStop(long step) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ZERO;
            case 1 -> Duration.ofSeconds(90);
            default -> Duration.ofMillis(step * random.nextLong(1, 21));
        };
    }

    private Duration startUp(long step) {
        return chance(0.4) ? Duration.ZERO : Duration.ofMillis(step * random.nextLong(1, 91));
    }

    private Map<Integer, Status> catalogue() {
        var catalogue = new HashMap<Integer, Status>();
        StatusCatalogue.STANDARD.forEach(status -> catalogue.put(status.code(), status));
        return catalogue;
    }

    // What happened.

    private List<LoggedState> states(
            List<Long> borders, long from, long to, long step, boolean close) {
        var palette = new ArrayList<Integer>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            palette.add(status());
        }
        var told = new HashSet<List<Object>>();
        var states = new ArrayList<LoggedState>();
        long margin = (close ? 60 : 24 * 60) * MINUTE;
        long before = from;
        int status = pick(palette);
        for (int i = random.nextInt(30); i > 0; i--) {
            long start =
                    switch (random.nextInt(4)) {
                        // Where the last one ended: together they are one event, or a change.
                        case 0, 1 -> before;
                        case 2 -> pick(borders);
                        default -> between(from - margin, to + margin, step);
                    };
            status = chance(0.3) ? status : pick(palette);
            if (!told.add(List.of(start, status))) {
                continue;
            }
            if (chance(0.15)) {
                states.add(new LoggedState(Instant.ofEpochMilli(start), null, status));
                before = start + length(step);
            } else {
                before = chance(0.1) ? Math.max(start, pick(borders)) : start + length(step);
                states.add(
                        new LoggedState(
                                Instant.ofEpochMilli(start), Instant.ofEpochMilli(before), status));
            }
        }
        return states;
    }

    private int status() {
        double chance = random.nextDouble();
        return chance < 0.25
                ? 1
                : chance < 0.4
                        ? 21
                        : chance < 0.45 ? UNHEARD_OF : pick(StatusCatalogue.STANDARD).code();
    }

    private long length(long step) {
        return step
                * switch (random.nextInt(10)) {
                    case 0 -> 0;
                    case 1, 2, 3, 4 -> random.nextLong(1, 11);
                    case 5, 6, 7 -> random.nextLong(1, 121);
                    case 8 -> random.nextLong(1, 700);
                    default -> random.nextLong(1, 2 * 24 * 60);
                };
    }

    private List<Classification> words(
            List<LoggedState> states,
            List<Long> borders,
            long from,
            long to,
            long step,
            boolean close) {
        var words = new ArrayList<Classification>();
        for (int i = random.nextInt(5); i > 0; i--) {
            Instant start;
            if (chance(0.5) && !states.isEmpty()) {
                start = pick(states).startedAt();
            } else {
                start = Instant.ofEpochMilli(chance(0.5) ? pick(borders) : between(from, to, step));
            }
            var end = chance(0.2) ? null : start.plusMillis(Math.max(step, length(step)));
            words.add(new Classification(i, start, end, status(), start, close ? "a" : "b"));
        }
        words.sort(Comparator.comparing(Classification::startedAt));
        return words;
    }

    private NavigableMap<Instant, ProductId> products(List<Long> borders) {
        var products = new TreeMap<Instant, ProductId>();
        for (int i = random.nextInt(4); i > 0; i--) {
            products.put(
                    Instant.ofEpochMilli(pick(borders) + random.nextInt(2)),
                    new ProductId(random.nextInt(1, 4)));
        }
        return products;
    }

    private List<Count> counts(List<Long> borders, long from, long to, long now, long step) {
        var counts = new ArrayList<Count>();
        for (int i = random.nextInt(16); i > 0; i--) {
            long at =
                    switch (random.nextInt(3)) {
                        case 0 -> pick(borders);
                        case 1 -> pick(borders) - 1;
                        default -> between(from - MINUTE, to + MINUTE, 1);
                    };
            long reach =
                    chance(0.7)
                            ? 0
                            : chance(0.2)
                                    ? Math.max(0, pick(borders) - at)
                                    : random.nextLong(step == SECOND ? 30 * MINUTE : 600 * MINUTE);
            counts.add(count(at, at + reach));
        }
        counts.sort(Comparator.comparing(count -> count.over().to()));
        endOnAStep(counts, now, step);
        return counts;
    }

    /** An open state may end with the newest piece, and states end on whole steps. */
    private void endOnAStep(List<Count> counts, long now, long step) {
        for (int i = counts.size() - 1; i >= 0; i--) {
            long at = counts.get(i).over().to().toEpochMilli();
            if (at < now) {
                long whole = Math.floorDiv(at, step) * step;
                counts.subList(i, counts.size()).clear();
                counts.removeIf(count -> count.over().to().toEpochMilli() > whole);
                counts.add(count(whole, whole));
                return;
            }
        }
    }

    private Count count(long from, long to) {
        long good = random.nextInt(1, 200);
        long scrap = random.nextInt(20);
        boolean plain = from == to && chance(0.7);
        long rework = plain ? 0 : random.nextInt(10);
        long unjudged = plain ? 0 : random.nextInt(5);
        return new Count(
                new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to)),
                product(),
                good + scrap + rework + unjudged,
                good,
                scrap,
                rework);
    }

    private @Nullable ProductId product() {
        return chance(0.4) ? null : new ProductId(random.nextInt(1, 4));
    }

    private long between(long from, long to, long step) {
        return Math.floorDiv(random.nextLong(from, to), step) * step;
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
