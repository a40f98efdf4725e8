package io.oeeanalytics.oee;

import io.oeeanalytics.plant.TimeCategory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One stop, or one run, as people count them: all intervals of a status that overlap, repeat or
 * touch each other, at full length. Time is booked to it while it wins.
 */
final class Event {
    final int status;
    final TimeCategory category;
    final long fromMs;
    private long toMs;
    private long shownMs;

    private Event(int status, TimeCategory category, long fromMs, long toMs) {
        this.status = status;
        this.category = category;
        this.fromMs = fromMs;
        this.toMs = toMs;
    }

    long lengthMs() {
        return toMs - fromMs;
    }

    long shownMs() {
        return shownMs;
    }

    void show(long ms) {
        shownMs += ms;
    }

    /**
     * Claims of the intervals, each tied to its event. Intervals shorter than a millisecond claim
     * nothing.
     */
    static List<Claim> claims(List<StateInterval> states) {
        var sorted = new ArrayList<>(states);
        sorted.sort(
                Comparator.comparingInt(StateInterval::status)
                        .thenComparing(StateInterval::category)
                        .thenComparing(state -> state.range().from()));
        var claims = new ArrayList<Claim>(sorted.size());
        Event event = null;
        for (var state : sorted) {
            long from = Millis.of(state.range().from());
            long to = Millis.of(state.range().to());
            if (from == to) {
                continue;
            }
            if (event == null
                    || event.status != state.status()
                    || event.category != state.category()
                    || event.toMs < from) {
                event = new Event(state.status(), state.category(), from, to);
            } else {
                event.toMs = Math.max(event.toMs, to);
            }
            claims.add(new Claim(from, to, Priority.of(state), event));
        }
        return claims;
    }
}
