package io.oeeanalytics.demo;

import io.oeeanalytics.plant.Shift;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * All that one line told on one business date.
 *
 * @param states in order, without overlap; the last one, End Of Operations, stays open until the
 *     next day's first. Empty for a line without a status log
 */
public record LineDay(
        DemoLine line,
        LocalDate businessDate,
        List<Shift> shifts,
        List<StateSpan> states,
        PieceColumns pieces) {
    public LineDay {
        shifts = List.copyOf(shifts);
        states = List.copyOf(states);
    }

    /**
     * What was known at {@code now}: the status of that moment is open, later ones and unfinished
     * pieces are missing.
     */
    public LineDay until(Instant now) {
        var known =
                states.stream()
                        .filter(state -> !state.from().isAfter(now))
                        .map(
                                state -> {
                                    var to = state.to();
                                    return to != null && to.isAfter(now)
                                            ? new StateSpan(
                                                    state.statusCode(),
                                                    state.from(),
                                                    null,
                                                    state.shift(),
                                                    state.deleted())
                                            : state;
                                })
                        .toList();
        return new LineDay(
                line,
                businessDate,
                shifts,
                known,
                pieces.first(pieces.finishedBefore(now.toEpochMilli() + 1)));
    }
}
