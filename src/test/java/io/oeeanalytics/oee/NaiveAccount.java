package io.oeeanalytics.oee;

import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.LoggedState;
import io.oeeanalytics.production.ManualCount;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The time model as its text reads, the slow way: every minute is asked by itself whose it is and
 * what was said of it, and goes into its sum. Shares nothing with the engine but the rows both are
 * given.
 */
final class NaiveAccount {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    /** A business date's shift; number 0 is what of the date lies in no shift. */
    record Key(LocalDate date, int shift) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = date.compareTo(other.date);
            return order == 0 ? Integer.compare(shift, other.shift) : order;
        }
    }

    private record Span(long from, long to) {
        boolean holds(long t) {
            return from <= t && t < to;
        }
    }

    private record PlannedShift(Key key, Span span, List<Span> breaks) {}

    private record Said(Span span, int status, TimeCategory category, boolean byPerson) {}

    private enum Kind {
        RUN,
        MICRO_STOP,
        SET_UP,
        DELAY,
        WAITING,
        UNKNOWN,
        PLANNED_DOWN,
        NOT_PLANNED
    }

    /**
     * A minute that was judged.
     *
     * @param start of the window it lies in
     */
    private record Judged(Key key, long start, Kind kind) {}

    private record Verdict(
            Kind kind, @Nullable Said winner, boolean ranUnplanned, boolean isKnown) {}

    private final History history;
    private final ZoneId zone;
    private final long now;
    private final List<PlannedShift> shifts = new ArrayList<>();
    private final List<Said> all = new ArrayList<>();
    private final Map<Long, Judged> minutes = new HashMap<>();
    private final Map<Long, Kind> kinds = new HashMap<>();
    private final Map<Key, Map<String, Long>> sums = new TreeMap<>();
    private final Set<Key> known = new HashSet<>();
    private final Set<List<Object>> begun = new HashSet<>();

    /** What every minute asks again and is told the same. */
    private final Map<LocalDate, Long> endsOfFreeTime = new HashMap<>();

    private final Map<PlannedShift, Long> endsOfShifts = new HashMap<>();
    private final Map<Said, Span> events = new HashMap<>();

    private NaiveAccount(History history) {
        this.history = history;
        this.zone = history.line().zone();
        this.now = history.now().toEpochMilli();
    }

    /** Every element that is not 0 by its name, for each shift and date that is accounted for. */
    static Map<Key, Map<String, Long>> of(History history) {
        var account = new NaiveAccount(history);
        account.planShifts();
        account.listen();
        account.judgeMinutes();
        account.count();
        account.sums.keySet().removeIf(key -> !account.known.contains(key));
        account.sums.values().forEach(sum -> sum.values().removeIf(value -> value == 0));
        return account.sums;
    }

    // Rule 1: shift boundaries from the wall clock, for each date.

    private void planShifts() {
        for (var date = history.first().minusDays(1);
                !date.isAfter(history.last().plusDays(1));
                date = date.plusDays(1)) {
            for (var shift : week(date)) {
                if (shift.day() == date.getDayOfWeek().getValue()
                        && !history.holidays().contains(date)) {
                    var breaks = new ArrayList<Span>();
                    for (var pause : shift.breaks()) {
                        breaks.add(pause(date, shift, pause));
                    }
                    var span = span(date, shift, shift.start(), shift.end());
                    // Nothing is left of one in the hour that the clock skips.
                    if (span.from() < span.to()) {
                        shifts.add(new PlannedShift(new Key(date, shift.number()), span, breaks));
                    }
                }
            }
        }
    }

    private List<ShiftTime> week(LocalDate date) {
        List<ShiftTime> newest = List.of();
        for (var week : history.weeks().entrySet()) {
            if (!week.getKey().isAfter(date)) {
                newest = week.getValue();
            }
        }
        return newest;
    }

    /** A week without shifts says: no calendar from there on. */
    private boolean hasPlan(LocalDate date) {
        return !week(date).isEmpty();
    }

    private Span span(LocalDate date, ShiftTime shift, LocalTime from, LocalTime to) {
        var begins = date.plusDays(from.isBefore(shift.start()) ? 1 : 0).atTime(from);
        var ends = begins.toLocalDate().plusDays(to.isAfter(from) ? 0 : 1).atTime(to);
        return new Span(wall(begins, zone), wall(ends, zone));
    }

    /** A break is no longer for the hour that comes twice. */
    private Span pause(LocalDate date, ShiftTime shift, ShiftTime.Pause pause) {
        var span = span(date, shift, pause.start(), pause.end());
        long minutes = 0;
        for (var t = pause.start(); !t.equals(pause.end()); t = t.plusMinutes(1)) {
            minutes++;
        }
        return new Span(span.from(), Math.min(span.to(), span.from() + minutes * MINUTE));
    }

    /** The first minute at which the clock on the wall shows that time or one after it. */
    private static long wall(LocalDateTime time, ZoneId zone) {
        return WALL.computeIfAbsent(
                List.of(time, zone),
                asked -> {
                    long t = time.toInstant(ZoneOffset.UTC).toEpochMilli() - 15 * 60 * MINUTE;
                    while (local(t, zone).isBefore(time)) {
                        t += MINUTE;
                    }
                    return t;
                });
    }

    private static final Map<List<Object>, Long> WALL = new ConcurrentHashMap<>();

    private static LocalDateTime local(long t, ZoneId zone) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(t), zone);
    }

    // What was said of the line, and until when.

    private void listen() {
        for (var state : history.states()) {
            if (!isToldBetter(state)) {
                hear(state.startedAt(), state.finishedAt(), state.status(), false);
            }
        }
        for (var word : history.words()) {
            hear(word.startedAt(), word.finishedAt(), word.status(), true);
        }
    }

    /** A state told again with its end, or a later one, is that state. */
    private boolean isToldBetter(LoggedState state) {
        return history.states().stream()
                .anyMatch(
                        other ->
                                other.startedAt().equals(state.startedAt())
                                        && other.status() == state.status()
                                        && other.finishedAt() != null
                                        && (state.finishedAt() == null
                                                || other.finishedAt().isAfter(state.finishedAt())));
    }

    private void hear(Instant started, @Nullable Instant finished, int status, boolean byPerson) {
        long from = started.toEpochMilli();
        var category = category(status);
        long to = finished == null ? endOfOpen(from, category) : finished.toEpochMilli();
        all.add(new Said(new Span(from, Math.min(to, now)), status, category, byPerson));
    }

    private TimeCategory category(int status) {
        var known = history.catalogue().get(status);
        return known == null ? TimeCategory.UNKNOWN : known.category();
    }

    /**
     * Until the next start of the line. Only "no plan" is believed for more than a day, and running
     * then only as far as pieces go.
     */
    private long endOfOpen(long from, TimeCategory category) {
        long end = now;
        for (var state : history.states()) {
            long start = state.startedAt().toEpochMilli();
            end = start > from && start < end ? start : end;
        }
        if (category == TimeCategory.NO_PLAN || end <= from + DAY) {
            return end;
        }
        if (category != TimeCategory.PRODUCTION) {
            return from + DAY;
        }
        long lastPiece = from;
        for (var count : history.counts()) {
            long at = count.over().to().toEpochMilli();
            lastPiece = at < from + DAY ? Math.max(lastPiece, at) : lastPiece;
        }
        return history.stepAfter(lastPiece);
    }

    // Rules 2 to 4, 9 and 11: each minute belongs to one window and is one kind of time.

    private void judgeMinutes() {
        long end = Math.min(now, wall(history.last().plusDays(2).atStartOfDay(), zone));
        long start = wall(history.first().atStartOfDay(), zone);
        Key before = null;
        for (long t = start; t < end; t += history.stepMs()) {
            var shift = shiftAt(t);
            var key = shift == null ? new Key(local(t, zone).toLocalDate(), 0) : shift.key();
            start = key.equals(before) ? start : t;
            before = key;
            if (!key.date().isBefore(history.first()) && !key.date().isAfter(history.last())) {
                judge(t, start, key, shift);
            }
        }
    }

    /** The last that began has begun, even if one before it was to go on. */
    private @Nullable PlannedShift shiftAt(long t) {
        PlannedShift last = null;
        for (var shift : shifts) {
            long from = shift.span().from();
            if (from <= t && (last == null || from > last.span().from())) {
                last = shift;
            }
        }
        return last != null && last.span().holds(t) ? last : null;
    }

    private void judge(long t, long start, Key key, @Nullable PlannedShift shift) {
        var verdict = verdict(t, key, shift);
        if (verdict.isKnown()) {
            known.add(key);
        }
        minutes.put(t, new Judged(key, start, verdict.kind()));
        addTime(key, verdict.kind(), verdict.ranUnplanned());
        addEnds(t, key, shift);
        if (verdict.winner() != null) {
            addStatus(t, start, key, verdict.winner());
        }
    }

    private Verdict verdict(long t, Key key, @Nullable PlannedShift shift) {
        boolean free = shift == null && hasPlan(key.date());
        boolean pause = shift != null && shift.breaks().stream().anyMatch(span -> span.holds(t));
        var plan = strongest(t, true);
        var machine = strongest(t, false);
        var machineKind = machine == null ? null : kind(machine);
        boolean ran = machineKind == Kind.RUN || machineKind == Kind.MICRO_STOP;
        Said winner = null;
        Kind kind;
        boolean outsidePlan = true;
        if (plan != null && plan.category() == TimeCategory.NO_PLAN) {
            kind = Kind.NOT_PLANNED;
            winner = plan;
        } else if (free) {
            kind = Kind.NOT_PLANNED;
        } else if (pause) {
            kind = Kind.PLANNED_DOWN;
        } else if (plan != null) {
            kind = Kind.PLANNED_DOWN;
            winner = plan;
        } else {
            outsidePlan = false;
            winner = machine;
            var silence = shift == null ? Kind.NOT_PLANNED : Kind.UNKNOWN;
            kind = machineKind == null ? silence : machineKind;
        }
        boolean isKnown = shift != null || free || plan != null || machine != null;
        return new Verdict(kind, winner, outsidePlan && ran, isKnown);
    }

    /** Whether the line was set up, or not to run, in that minute or shortly before. */
    private boolean isStartUp(long at) {
        long t = Math.floorDiv(at, history.stepMs()) * history.stepMs();
        for (; t + history.stepMs() + history.startUp().toMillis() > at; t -= history.stepMs()) {
            var judged = minutes.get(t);
            var kind = judged == null ? kinds.computeIfAbsent(t, this::kindAt) : judged.kind();
            if (kind == Kind.SET_UP || kind == Kind.NOT_PLANNED) {
                return true;
            }
        }
        return false;
    }

    private Kind kindAt(long t) {
        var shift = shiftAt(t);
        var key = shift == null ? new Key(local(t, zone).toLocalDate(), 0) : shift.key();
        return verdict(t, key, shift).kind();
    }

    private static int rank(Said said) {
        return switch (said.category()) {
            case NO_PLAN -> 6;
            case PLANNED_STOP -> 5;
            case SET_UP, DELAY, WAITING -> said.byPerson() ? 4 : 3;
            case UNKNOWN -> 2;
            case PRODUCTION -> 1;
        };
    }

    /** Among equals the later start, then the earlier end, then the lower number. */
    private @Nullable Said strongest(long t, boolean aboutThePlan) {
        Said best = null;
        for (var said : all) {
            if (!said.span().holds(t) || rank(said) >= 5 != aboutThePlan) {
                continue;
            }
            if (best == null || rank(said) > rank(best)) {
                best = said;
            } else if (rank(said) == rank(best)) {
                long later = said.span().from() - best.span().from();
                long shorter = best.span().to() - said.span().to();
                int lower = best.status() - said.status();
                if (later > 0 || (later == 0 && (shorter > 0 || (shorter == 0 && lower > 0)))) {
                    best = said;
                }
            }
        }
        return best;
    }

    private Kind kind(Said said) {
        return switch (said.category()) {
            case PRODUCTION -> Kind.RUN;
            case SET_UP -> Kind.SET_UP;
            case DELAY -> {
                var event = event(said);
                long length = event.to() - event.from();
                yield length < history.microStop().toMillis() ? Kind.MICRO_STOP : Kind.DELAY;
            }
            case WAITING -> Kind.WAITING;
            case UNKNOWN -> Kind.UNKNOWN;
            case PLANNED_STOP -> Kind.PLANNED_DOWN;
            case NO_PLAN -> Kind.NOT_PLANNED;
        };
    }

    /** Rule 3: one stop is all that is said of that status without a gap, whatever cuts it. */
    private Span event(Said said) {
        return events.computeIfAbsent(said, this::grown);
    }

    private Span grown(Said said) {
        var event = said.span();
        for (boolean grew = true; grew; ) {
            grew = false;
            for (var other : all) {
                var span = other.span();
                if (other.status() == said.status()
                        && span.from() < span.to()
                        && span.from() <= event.to()
                        && span.to() >= event.from()
                        && (span.from() < event.from() || span.to() > event.to())) {
                    event =
                            new Span(
                                    Math.min(span.from(), event.from()),
                                    Math.max(span.to(), event.to()));
                    grew = true;
                }
            }
        }
        return event;
    }

    // Sums.

    private void add(Key key, String element, long value) {
        sums.computeIfAbsent(key, first -> new HashMap<>()).merge(element, value, Long::sum);
    }

    private void addTime(Key key, Kind kind, boolean ranUnplanned) {
        long step = history.stepMs();
        add(key, "reference", step);
        if (kind != Kind.NOT_PLANNED) {
            add(key, "POT", step);
        }
        switch (kind) {
            case RUN -> add(key, "APT", step);
            case MICRO_STOP -> {
                add(key, "APT", step);
                add(key, "micro-stops", step);
            }
            case SET_UP -> add(key, "AUST", step);
            case DELAY -> add(key, "ADET", step);
            case WAITING -> add(key, "ADOT", step);
            case UNKNOWN -> add(key, "unknown", step);
            case PLANNED_DOWN -> add(key, "PDOT", step);
            case NOT_PLANNED -> {}
        }
        if (ranUnplanned) {
            add(key, "ran unplanned", step);
        }
    }

    private void addEnds(long t, Key key, @Nullable PlannedShift shift) {
        var sum = Objects.requireNonNull(sums.get(key));
        sum.putIfAbsent("from", t);
        sum.put("to", t + history.stepMs());
        long end =
                shift == null
                        ? endsOfFreeTime.computeIfAbsent(key.date(), this::endOfFreeTime)
                        : endOf(shift);
        sum.put("complete", end <= now ? 1L : 0L);
    }

    private long endOfFreeTime(LocalDate date) {
        long end = wall(date.plusDays(1).atStartOfDay(), zone);
        while (isWorked(end - history.stepMs())) {
            end -= history.stepMs();
        }
        return end;
    }

    private boolean isWorked(long t) {
        return shifts.stream().anyMatch(shift -> shift.span().from() <= t && t < endOf(shift));
    }

    /** The next one may begin before. */
    private long endOf(PlannedShift shift) {
        return endsOfShifts.computeIfAbsent(shift, this::endAmongOthers);
    }

    private long endAmongOthers(PlannedShift shift) {
        long end = shift.span().to();
        for (var other : shifts) {
            long begins = other.span().from();
            end = begins > shift.span().from() && begins < end ? begins : end;
        }
        return end;
    }

    private void addStatus(long t, long start, Key key, Said winner) {
        add(key, "status " + winner.status(), history.stepMs());
        long began = event(winner).from();
        boolean first =
                began >= start && began <= t && begun.add(List.of(winner.status(), began, start));
        add(key, "begins of status " + winner.status(), first ? 1 : 0);
    }

    // Rules 5 and 12: every count at the cycle of its start, in the window of its start.

    private void count() {
        for (var count : corrected()) {
            long at = count.over().from().toEpochMilli();
            long t = Math.floorDiv(at, history.stepMs()) * history.stepMs();
            var judged = minutes.get(t);
            if (judged == null || at >= now) {
                continue;
            }
            known.add(judged.key());
            var made = made(t, count.over().to().toEpochMilli(), judged);
            long cycle = cycle(count.product() == null ? running(at) : count.product(), at);
            long[] values = {
                count.total(),
                count.good(),
                count.scrap(),
                count.rework(),
                count.total() * cycle,
                count.good() * cycle,
                count.scrap() * cycle,
                count.rework() * cycle,
                cycle == 0 ? count.total() : 0
            };
            for (int i = 0; i < values.length; i++) {
                add(judged.key(), made + PARTS.get(i), values[i]);
            }
            if (made.equals("output") && isStartUp(at)) {
                add(judged.key(), "lost at start-up", (count.total() - count.good()) * cycle);
            }
        }
    }

    /** Scrap that people report the machine took for good: the newest pieces of the same window. */
    private List<Count> corrected() {
        var counts = new ArrayList<>(history.counts());
        for (var report : history.reports()) {
            int scrap = report.scrap();
            for (int i = newestGood(counts, report); scrap > 0 && i >= 0; scrap--) {
                var one = counts.get(i);
                counts.set(
                        i,
                        new Count(
                                one.over(),
                                one.product(),
                                one.total(),
                                one.good() - 1,
                                one.scrap() + 1,
                                one.rework()));
                i = newestGood(counts, report);
            }
            counts.add(
                    Count.at(
                            report.countedAt(),
                            null,
                            report.good() + scrap,
                            report.good(),
                            scrap,
                            0));
        }
        return counts;
    }

    private int newestGood(List<Count> counts, ManualCount report) {
        int newest = -1;
        for (int i = 0; i < history.counts().size(); i++) {
            var at = counts.get(i).over().from();
            if (counts.get(i).good() > 0
                    && at.isBefore(report.countedAt())
                    && window(at) == window(report.countedAt())
                    && (newest < 0 || !at.isBefore(counts.get(newest).over().from()))) {
                newest = i;
            }
        }
        return newest;
    }

    private long window(Instant at) {
        var judged =
                minutes.get(Math.floorDiv(at.toEpochMilli(), history.stepMs()) * history.stepMs());
        return judged == null ? 0 : judged.start();
    }

    static final List<String> PARTS =
            List.of(
                    " total",
                    " good",
                    " scrap",
                    " rework",
                    " ideal total",
                    " ideal good",
                    " ideal scrap",
                    " ideal rework",
                    " without cycle");

    /** Made in planned time that is known, if the stretch has any; else while nobody looked. */
    private String made(long first, long to, Judged judged) {
        var made = "unplanned";
        for (long t = first; t == first || t < to; t += history.stepMs()) {
            var minute = minutes.get(t);
            if (minute == null || minute.start() != judged.start()) {
                break;
            }
            switch (minute.kind()) {
                case RUN, MICRO_STOP, SET_UP, DELAY, WAITING -> {
                    return "output";
                }
                case UNKNOWN -> made = "unobserved";
                case PLANNED_DOWN, NOT_PLANNED -> {}
            }
        }
        return made;
    }

    private @Nullable ProductId running(long at) {
        ProductId running = null;
        for (var started : history.products().entrySet()) {
            if (started.getKey().toEpochMilli() <= at) {
                running = started.getValue();
            }
        }
        return running;
    }

    /** The product's own cycle, or the line's; 0 where there is none. */
    private long cycle(@Nullable ProductId product, long at) {
        long own = product == null ? 0 : newest(product, at);
        return own == 0 ? newest(null, at) : own;
    }

    private long newest(@Nullable ProductId product, long at) {
        long validFrom = Long.MIN_VALUE;
        long cycle = 0;
        for (var row : history.cycles()) {
            long from = row.validFrom().toEpochMilli();
            if (Objects.equals(row.product(), product) && from <= at && from >= validFrom) {
                validFrom = from;
                cycle = row.millis();
            }
        }
        return cycle;
    }
}
