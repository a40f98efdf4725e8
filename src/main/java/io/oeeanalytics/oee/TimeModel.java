package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.IdealCycles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * From what was said about a line to what is accounted for it. Where claims overlap, one wins: not
 * planned, then planned down, stops classified by people, stops reported by machines, no data,
 * running. Time is the union of the claims, so no millisecond counts twice. The result depends on
 * nothing but the arguments, and not on their order.
 */
public final class TimeModel {
    private TimeModel() {}

    /**
     * @param states whatever overlaps the window, at full length; add what touches its borders, so
     *     that a stop the log cuts there is measured whole
     * @param counts those that start outside the window are left to other windows
     */
    public static LedgerEntry account(
            Window window,
            Collection<StateInterval> states,
            MicroStops microStops,
            Collection<Count> counts,
            IdealCycles cycles) {
        var claims = new ArrayList<>(Event.claims(List.copyOf(states)));
        boolean plannedWhereLogged =
                switch (window) {
                    case Window.Planned(var shift) -> {
                        for (var pause : shift.breaks()) {
                            claims.add(planned(pause, Priority.BREAK));
                        }
                        yield false;
                    }
                    case Window.Unplanned(var range) -> {
                        claims.add(planned(range, Priority.OUTSIDE_PLAN));
                        yield false;
                    }
                    case Window.Logged(var range) -> true;
                };
        var timeline = new Sweep(window.range(), plannedWhereLogged, microStops).timeline(claims);
        var tally = new Tally(timeline);
        tally.count(counts, cycles);
        return new LedgerEntry(
                window.range(), tally.ledger(), statusTimes(claims, window.range()), timeline);
    }

    private static Claim planned(TimeRange range, Priority priority) {
        return new Claim(Millis.of(range.from()), Millis.of(range.to()), priority, null);
    }

    private static List<StatusTime> statusTimes(List<Claim> claims, TimeRange window) {
        var shown = new LinkedHashSet<Event>();
        for (var claim : claims) {
            if (claim.event() != null && claim.event().shownMs() > 0) {
                shown.add(claim.event());
            }
        }
        var byStatus = new TreeMap<Integer, StatusTime>();
        for (var event : shown) {
            var began = event.fromMs >= Millis.of(window.from()) ? 1 : 0;
            byStatus.merge(
                    event.status,
                    new StatusTime(event.status, event.category, event.shownMs(), began),
                    (one, other) ->
                            new StatusTime(
                                    one.status(),
                                    one.category(),
                                    one.millis() + other.millis(),
                                    one.occurrences() + other.occurrences()));
        }
        return List.copyOf(byStatus.values());
    }
}
