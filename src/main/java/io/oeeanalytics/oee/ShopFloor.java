package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.FloorBoard.HourPieces;
import io.oeeanalytics.oee.FloorBoard.Stop;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Product;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.Shift;
import io.oeeanalytics.plant.ShiftCalendar;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.KnownAt;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.LoggedState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what people at a line need to know now; light enough to be asked every few seconds. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('OPERATOR', 'MANAGER', 'ADMIN')")
public class ShopFloor {
    private static final Duration OUTSIDE_SHIFTS = Duration.ofHours(8);
    private static final Duration PACE_OVER = Duration.ofMinutes(15);

    /** Older stops without a reason are nobody's on the floor any more. */
    private static final Duration ASKED_BACK = Duration.ofHours(24);

    /** Shorter ones are not worth a tap. */
    private static final Duration ASKED_FROM = Duration.ofMinutes(1);

    private static final int LIKELY = 3;
    private static final int LIKELY_OVER_DAYS = 30;

    private final PlantModel plant;
    private final LineFacts facts;
    private final TrackFacts tracks;
    private final FactsOfDays gathered;
    private final JooqLedgers ledgers;
    private final Clock clock;

    ShopFloor(
            PlantModel plant,
            LineFacts facts,
            TrackFacts tracks,
            FactsOfDays gathered,
            JooqLedgers ledgers,
            Clock clock) {
        this.tracks = tracks;
        this.plant = plant;
        this.facts = facts;
        this.gathered = gathered;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /** The board of a line as of now. */
    public FloorBoard board(Line line) {
        var now = clock.instant();
        var calendar = plant.calendar(line);
        var shift = shift(calendar, now);
        var window =
                shift.map(running -> new TimeRange(running.range().from(), now))
                        .orElseGet(() -> new TimeRange(now.minus(OUTSIDE_SHIFTS), now));
        var statuses = plant.statuses(line.siteId());
        var back = new TimeRange(earlier(now.minus(ASKED_BACK), window.from()), now);
        var told = tracks.over(plant.statusLogs(line), back, KnownAt.NOW);
        var latest = told.getLast();
        var pieces =
                Pieces.of(
                        gathered.pieces(line, calendar, withNow(window)), window, calendar.zone());
        var cycles = plant.cycles(line.id());
        var ideal = ideal(cycles, pieces.product, now);
        return new FloorBoard(
                line,
                now,
                window,
                shift.map(Shift::range),
                state(latest.states(), latest.said(), statuses, now),
                product(line, pieces.product),
                pieces.good,
                pieces.scrap,
                pieces.pace(),
                ideal,
                expected(shift, window, pieces.busyByProduct(), cycles),
                pieces.hours(),
                unexplained(told, statuses, now),
                likely(line, statuses, now));
    }

    private static Optional<Shift> shift(ShiftCalendar calendar, Instant now) {
        var today = LocalDate.ofInstant(now, calendar.zone());
        return List.of(today.minusDays(1), today).stream()
                .flatMap(date -> calendar.shiftsOn(date).stream())
                .filter(shift -> shift.range().contains(now))
                .findFirst();
    }

    /** A person's word on what goes on now wins over the machine's. */
    static Optional<CurrentState> state(
            List<LoggedState> states,
            List<Classification> said,
            Map<Integer, Status> statuses,
            Instant now) {
        return states.stream()
                .filter(state -> !state.startedAt().isAfter(now))
                .max(Comparator.comparing(LoggedState::startedAt))
                .filter(
                        state ->
                                state.finishedAt() == null
                                        && state.startedAt()
                                                .plus(LoggedStates.BELIEVED)
                                                .isAfter(now))
                .map(
                        state -> {
                            int status =
                                    said.stream()
                                            .filter(
                                                    word ->
                                                            word.startedAt()
                                                                    .equals(state.startedAt()))
                                            .map(Classification::status)
                                            .findFirst()
                                            .orElse(state.status());
                            return new CurrentState(known(statuses, status), state.startedAt());
                        });
    }

    private static Status known(Map<Integer, Status> statuses, int code) {
        var status = statuses.get(code);
        return status == null
                ? new Status(code, String.valueOf(code), TimeCategory.UNKNOWN, "")
                : status;
    }

    /** Those of the log that was in force when they began, and only while it was. */
    static List<Stop> unexplained(
            List<TrackFacts.Told> told, Map<Integer, Status> statuses, Instant now) {
        var stops = new ArrayList<Stop>();
        for (var one : told.reversed()) {
            var end = one.range().to();
            for (var stop : unexplained(one.states(), one.said(), statuses, now)) {
                var finish = stop.finishedAt();
                boolean goesOn = finish == null ? end.isAfter(now) : !finish.isAfter(end);
                if (one.range().contains(stop.startedAt())) {
                    stops.add(goesOn ? stop : new Stop(stop.startedAt(), end, stop.status()));
                }
            }
        }
        return stops;
    }

    /** Stops whose status says nothing and that nobody explained, newest first. */
    static List<Stop> unexplained(
            List<LoggedState> states,
            Collection<Classification> said,
            Map<Integer, Status> statuses,
            Instant now) {
        var stops = new ArrayList<Stop>();
        for (int i = 0; i < states.size(); i++) {
            var state = states.get(i);
            if (known(statuses, state.status()).category() != TimeCategory.UNKNOWN
                    || state.startedAt().isBefore(now.minus(ASKED_BACK))) {
                continue;
            }
            var finish = state.finishedAt();
            if (finish == null && i + 1 < states.size()) {
                finish = states.get(i + 1).startedAt();
            }
            var stop = new Stop(state.startedAt(), finish, state.status());
            boolean explained =
                    said.stream().anyMatch(word -> word.startedAt().equals(state.startedAt()));
            if (!explained && stop.length(now).compareTo(ASKED_FROM) >= 0) {
                stops.add(stop);
            }
        }
        return stops.reversed();
    }

    private List<Status> likely(Line line, Map<Integer, Status> statuses, Instant now) {
        var today = LocalDate.ofInstant(now, line.zone());
        return ledgers.statusTimes(line.id(), today.minusDays(LIKELY_OVER_DAYS), today).stream()
                .filter(time -> time.isLoss() && statuses.containsKey(time.status()))
                .sorted(Comparator.comparingInt(StatusTime::occurrences).reversed())
                .limit(LIKELY)
                .map(time -> known(statuses, time.status()))
                .toList();
    }

    private Optional<String> product(Line line, @Nullable ProductId last) {
        return plant.products(line.siteId()).stream()
                .filter(product -> product.id().equals(last))
                .map(Product::name)
                .findFirst();
    }

    private static OptionalDouble ideal(
            IdealCycles cycles, @Nullable ProductId product, Instant now) {
        var millis = cycles.millisAt(product, now);
        return millis.isPresent()
                ? OptionalDouble.of(millis.getAsLong() / 1000.0)
                : OptionalDouble.empty();
    }

    /**
     * Pieces that ideal pace would have made: each product for the time that went to it, breaks
     * apart; empty outside shifts and where a product has no ideal cycle.
     *
     * @param busyMs by product, filling the window
     */
    static OptionalDouble expected(
            Optional<Shift> shift,
            TimeRange window,
            Map<Optional<ProductId>, Long> busyMs,
            IdealCycles cycles) {
        if (shift.isEmpty() || window.isEmpty()) {
            return OptionalDouble.empty();
        }
        long working = window.millis();
        for (var pause : shift.get().breaks()) {
            working -= pause.intersection(window).map(TimeRange::millis).orElse(0L);
        }
        double pieces = 0;
        for (var product : busyMs.entrySet()) {
            var cycle = cycles.millisAt(product.getKey().orElse(null), window.to());
            if (cycle.isEmpty()) {
                return OptionalDouble.empty();
            }
            pieces += (double) product.getValue() / cycle.getAsLong();
        }
        return OptionalDouble.of(pieces * working / window.millis());
    }

    /** What is told this very millisecond is on the board as well. */
    private static TimeRange withNow(TimeRange window) {
        return new TimeRange(window.from(), window.to().plusMillis(1));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Adds up the pieces of a window. */
    static final class Pieces {
        private final TimeRange window;
        private final SortedMap<Instant, Long> byHour = new TreeMap<>();
        private long good;
        private long scrap;
        private long recent;
        private @Nullable ProductId product;
        private final Map<Optional<ProductId>, Long> busyMs = new HashMap<>();
        private Instant last;

        private Pieces(TimeRange window, ZoneId zone) {
            this.window = window;
            last = window.from();
            Hours.of(withNow(window), zone).forEach(hour -> byHour.put(hour, 0L));
        }

        static Pieces of(MadePieces made, TimeRange window, ZoneId zone) {
            var pieces = new Pieces(window, zone);
            var within = withNow(window);
            for (var count : made.within(within)) {
                pieces.good += count.good();
                pieces.scrap += count.scrap();
                pieces.byHour.merge(
                        Hours.start(count.over().from(), zone), count.total(), Long::sum);
            }
            // People report when they have the time: that says nothing of pace and product.
            made.countedWithin(within).stream()
                    .sorted(Comparator.comparing(count -> count.over().to()))
                    .forEach(pieces::counted);
            return pieces;
        }

        private void counted(Count count) {
            var finished = count.over().to();
            if (!finished.isBefore(window.to().minus(PACE_OVER))) {
                recent += count.total();
            }
            product = count.product();
            busyMs.merge(
                    Optional.ofNullable(product),
                    Duration.between(last, finished).toMillis(),
                    Long::sum);
            last = finished;
        }

        /** Time up to each piece goes to its product, what is left to the last one. */
        Map<Optional<ProductId>, Long> busyByProduct() {
            var filled = new HashMap<>(busyMs);
            filled.merge(
                    Optional.ofNullable(product),
                    Math.max(0, Duration.between(last, window.to()).toMillis()),
                    Long::sum);
            return filled;
        }

        /** Seconds per piece, of the time since the window began where that is shorter. */
        OptionalDouble pace() {
            long over = Math.min(PACE_OVER.toMillis(), window.millis());
            return recent == 0 ? OptionalDouble.empty() : OptionalDouble.of(over / 1000.0 / recent);
        }

        List<HourPieces> hours() {
            return byHour.entrySet().stream()
                    .map(hour -> new HourPieces(hour.getKey(), hour.getValue()))
                    .toList();
        }
    }
}
