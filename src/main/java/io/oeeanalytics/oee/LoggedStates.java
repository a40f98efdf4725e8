package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusHistory;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.LoggedState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns rows of a log, some of them still open, into intervals the time model can weigh. */
final class LoggedStates {
    /**
     * How long a state is believed that nothing ended, and running only as far as pieces go. Beyond
     * a day somebody forgot to close it, and what followed is not known, whenever the next state
     * came: what a closed shift says must not change by it.
     */
    static final Duration BELIEVED = Duration.ofHours(24);

    private final StatusHistory catalogue;
    private final Instant now;
    private final Function<Instant, Optional<Instant>> lastPieceBefore;

    /**
     * @param lastPieceBefore when the line made its newest piece before an instant; asked for
     *     states only that nothing ended for more than a day
     */
    LoggedStates(
            StatusHistory catalogue,
            Instant now,
            Function<Instant, Optional<Instant>> lastPieceBefore) {
        this.catalogue = catalogue;
        this.now = now;
        this.lastPieceBefore = lastPieceBefore;
    }

    /**
     * @param states by start, as {@code LineFacts} gives them
     */
    List<StateInterval> intervals(List<LoggedState> states, List<Classification> said) {
        var intervals = new ArrayList<StateInterval>(states.size() + said.size());
        for (int i = 0; i < states.size(); i++) {
            var state = states.get(i);
            var next = nextStart(states, i);
            add(
                    intervals,
                    state.startedAt(),
                    end(
                            state.startedAt(),
                            state.finishedAt(),
                            next,
                            category(state.status(), state.startedAt())),
                    state.status(),
                    StateOrigin.MACHINE);
        }
        for (var word : said) {
            var next =
                    states.stream()
                            .map(LoggedState::startedAt)
                            .filter(start -> start.isAfter(word.startedAt()))
                            .findFirst()
                            .orElse(null);
            add(
                    intervals,
                    word.startedAt(),
                    end(
                            word.startedAt(),
                            word.finishedAt(),
                            next,
                            category(word.status(), word.startedAt())),
                    word.status(),
                    StateOrigin.OPERATOR);
        }
        return intervals;
    }

    private void add(
            List<StateInterval> intervals,
            Instant from,
            Instant to,
            int status,
            StateOrigin origin) {
        // A status that came to mean something else meanwhile is cut there.
        for (var at = from; at.isBefore(to); ) {
            var change = catalogue.changes(status).higher(at);
            var end = change == null || change.isAfter(to) ? to : change;
            intervals.add(
                    new StateInterval(
                            new TimeRange(at, end), status, category(status, at), origin));
            at = end;
        }
    }

    private TimeCategory category(int status, Instant at) {
        return catalogue.at(status, at).map(Status::category).orElse(TimeCategory.UNKNOWN);
    }

    private static @Nullable Instant nextStart(List<LoggedState> states, int index) {
        var start = states.get(index).startedAt();
        for (int i = index + 1; i < states.size(); i++) {
            if (states.get(i).startedAt().isAfter(start)) {
                return states.get(i).startedAt();
            }
        }
        return null;
    }

    private Instant end(
            Instant start,
            @Nullable Instant finish,
            @Nullable Instant next,
            TimeCategory category) {
        if (finish != null) {
            return earlier(finish, now);
        }
        var end = next == null ? now : earlier(next, now);
        var limit = start.plus(BELIEVED);
        if (category == TimeCategory.NO_PLAN || !end.isAfter(limit)) {
            return end;
        }
        return category == TimeCategory.PRODUCTION
                ? lastPieceBefore.apply(limit).filter(piece -> piece.isAfter(start)).orElse(start)
                : limit;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
