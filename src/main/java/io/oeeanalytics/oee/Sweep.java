package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Resolves overlapping claims into one timeline, from left to right. The plan and the machine are
 * followed apart, so that it is seen when the machine ran although nothing was planned. O(n log n)
 * in the number of claims.
 */
final class Sweep {
    private final long fromMs;
    private final long toMs;
    private final boolean plannedWhereLogged;
    private final MicroStops microStops;
    private final PriorityQueue<Claim> plan = new PriorityQueue<>(Claim.STRONGEST_FIRST);
    private final PriorityQueue<Claim> machine = new PriorityQueue<>(Claim.STRONGEST_FIRST);
    private final List<Segment> timeline = new ArrayList<>();

    Sweep(TimeRange window, boolean plannedWhereLogged, MicroStops microStops) {
        this.fromMs = Millis.of(window.from());
        this.toMs = Millis.of(window.to());
        this.plannedWhereLogged = plannedWhereLogged;
        this.microStops = microStops;
    }

    List<Segment> timeline(List<Claim> claims) {
        var inside = new ArrayList<Claim>(claims.size());
        for (var claim : claims) {
            if (claim.fromMs() < toMs && claim.toMs() > fromMs) {
                inside.add(claim);
            }
        }
        inside.sort(Comparator.comparingLong(Claim::fromMs));
        var borders = borders(inside);
        int arrived = 0;
        for (int i = 0; i + 1 < borders.length; i++) {
            while (arrived < inside.size() && inside.get(arrived).fromMs() <= borders[i]) {
                var claim = inside.get(arrived++);
                (claim.priority().isPlan() ? plan : machine).add(claim);
            }
            append(
                    borders[i],
                    borders[i + 1],
                    strongest(plan, borders[i]),
                    strongest(machine, borders[i]));
        }
        return timeline;
    }

    private long[] borders(List<Claim> claims) {
        var borders = new long[2 * claims.size() + 2];
        int n = 0;
        for (var claim : claims) {
            borders[n++] = Math.max(claim.fromMs(), fromMs);
            borders[n++] = Math.min(claim.toMs(), toMs);
        }
        borders[n++] = fromMs;
        borders[n] = toMs;
        return java.util.Arrays.stream(borders).sorted().distinct().toArray();
    }

    private static @Nullable Claim strongest(PriorityQueue<Claim> claims, long atMs) {
        var claim = claims.peek();
        while (claim != null && claim.toMs() <= atMs) {
            claims.remove();
            claim = claims.peek();
        }
        return claim;
    }

    private void append(long from, long to, @Nullable Claim planned, @Nullable Claim state) {
        var winner = planned != null ? planned : state;
        var event = winner == null ? null : winner.event();
        if (event != null) {
            event.show(to - from);
        }
        var machineKind = state == null ? unloggedKind() : kind(state);
        boolean ran =
                machineKind == Segment.Kind.PRODUCTION || machineKind == Segment.Kind.MICRO_STOP;
        add(
                from,
                to,
                planned == null ? machineKind : kind(planned),
                event == null ? null : event.status,
                planned != null && ran);
    }

    private void add(
            long from, long to, Segment.Kind kind, @Nullable Integer status, boolean ranUnplanned) {
        var start = Instant.ofEpochMilli(from);
        if (!timeline.isEmpty()) {
            var last = timeline.getLast();
            if (last.kind() == kind
                    && last.ranUnplanned() == ranUnplanned
                    && Objects.equals(last.status(), status)) {
                timeline.removeLast();
                start = last.range().from();
            }
        }
        var range = new TimeRange(start, Instant.ofEpochMilli(to));
        timeline.add(new Segment(range, kind, status, ranUnplanned));
    }

    private Segment.Kind unloggedKind() {
        return plannedWhereLogged ? Segment.Kind.NOT_PLANNED : Segment.Kind.NO_DATA;
    }

    private Segment.Kind kind(Claim claim) {
        var event = claim.event();
        if (event == null) {
            return claim.priority() == Priority.BREAK
                    ? Segment.Kind.BREAK
                    : Segment.Kind.NOT_PLANNED;
        }
        return switch (event.category) {
            case PRODUCTION -> Segment.Kind.PRODUCTION;
            case SET_UP -> Segment.Kind.SET_UP;
            case DELAY -> delay(event.lengthMs());
            case WAITING -> Segment.Kind.WAITING;
            case PLANNED_STOP -> Segment.Kind.PLANNED_STOP;
            case NO_PLAN -> Segment.Kind.NOT_PLANNED;
            case UNKNOWN -> Segment.Kind.NO_DATA;
        };
    }

    private Segment.Kind delay(long lengthMs) {
        if (!microStops.include(lengthMs)) {
            return Segment.Kind.DELAY;
        }
        return microStops.areProduction() ? Segment.Kind.MICRO_STOP : Segment.Kind.SHORT_DELAY;
    }
}
