package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.TimeCategory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

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
        return resolve(window, states, microStops).entry(counts, cycles, StartUp.NONE);
    }

    /** The same up to where pieces are counted. */
    static ResolvedWindow resolve(
            Window window, Collection<StateInterval> states, MicroStops microStops) {
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
        var shown = shown(claims);
        return new ResolvedWindow(
                window.range(),
                timeline,
                statusTimes(shown, window.range()),
                interruptions(shown, timeline, microStops));
    }

    private static Claim planned(TimeRange range, Priority priority) {
        return new Claim(Millis.of(range.from()), Millis.of(range.to()), priority, null);
    }

    private static Set<Event> shown(List<Claim> claims) {
        var shown = new LinkedHashSet<Event>();
        for (var claim : claims) {
            if (claim.event() != null && claim.event().shownMs() > 0) {
                shown.add(claim.event());
            }
        }
        return shown;
    }

    /**
     * Delays that began in planned busy time, where nothing else was the matter: what began in a
     * break interrupts nothing. The instant alone decides, so that windows cut anywhere pool back.
     */
    private static List<Instant> interruptions(
            Set<Event> shown, List<Segment> timeline, MicroStops microStops) {
        var starts = new TreeSet<Instant>();
        for (var event : shown) {
            if (event.category == TimeCategory.DELAY && !microStops.include(event.lengthMs())) {
                var start = Instant.ofEpochMilli(event.fromMs);
                timeline.stream()
                        .filter(segment -> segment.range().contains(start))
                        .filter(segment -> segment.kind() == Segment.Kind.DELAY)
                        .filter(segment -> Objects.equals(segment.status(), event.status))
                        .forEach(segment -> starts.add(start));
            }
        }
        return List.copyOf(starts);
    }

    /** By status and what it meant: the meaning of a status may change within a window. */
    private static List<StatusTime> statusTimes(Set<Event> shown, TimeRange window) {
        return StatusTime.sum(
                shown.stream()
                        .map(
                                event ->
                                        new StatusTime(
                                                event.status,
                                                event.category,
                                                event.shownMs(),
                                                event.fromMs >= Millis.of(window.from()) ? 1 : 0))
                        .toList());
    }
}
