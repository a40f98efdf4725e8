package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.StatusLogs;
import io.oeeanalytics.production.Classification;
import io.oeeanalytics.production.KnownAt;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.LoggedState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.springframework.stereotype.Component;

/**
 * Reads what a line did and why: from the status log in force at the time, its own or another
 * track's, and from what people said of any track that shared it.
 */
@Component
class TrackFacts {
    /**
     * What was told while one log was in force.
     *
     * @param states of the log, by start; some begin or end outside the range
     * @param said by start, one at most for each; some begin or end outside the range
     */
    record Told(TimeRange range, List<LoggedState> states, List<Classification> said) {
        Told {
            states = List.copyOf(states);
            said = List.copyOf(said);
        }

        /** All of it, cut where the log came into force and where it gave way. */
        List<StateInterval> intervals(LoggedStates logged) {
            return intervals(logged, said);
        }

        List<StateInterval> intervals(LoggedStates logged, List<Classification> words) {
            return logged.intervals(states, words).stream()
                    .flatMap(
                            state ->
                                    state
                                            .range()
                                            .intersection(range)
                                            .map(
                                                    within ->
                                                            new StateInterval(
                                                                    within,
                                                                    state.status(),
                                                                    state.category(),
                                                                    state.origin()))
                                            .stream())
                    .toList();
        }
    }

    private static final BinaryOperator<Classification> LATER =
            BinaryOperator.maxBy(
                    Comparator.comparing(Classification::recordedAt)
                            .thenComparing(Classification::id));

    private final LineFacts facts;

    TrackFacts(LineFacts facts) {
        this.facts = facts;
    }

    /** By time; one only, unless the line came to share another log within the range. */
    List<Told> over(StatusLogs logs, TimeRange range, KnownAt known) {
        var states = new HashMap<LineId, List<LoggedState>>();
        return logs.over(range).stream()
                .map(
                        stretch ->
                                new Told(
                                        stretch.range(),
                                        states.computeIfAbsent(
                                                stretch.log(),
                                                log -> facts.states(log, range, known)),
                                        said(stretch.tracks(), range, known)))
                .toList();
    }

    /**
     * Tracks that share a log stand still together, whoever of them says why. Of two reasons for
     * one stop the later one holds, as on one line.
     */
    private List<Classification> said(Collection<LineId> tracks, TimeRange range, KnownAt known) {
        var said = new TreeMap<Instant, Classification>();
        for (var track : tracks) {
            facts.classifications(track, range, known)
                    .forEach(word -> said.merge(word.startedAt(), word, LATER));
        }
        return List.copyOf(said.values());
    }
}
