package io.oeeanalytics.plant;

import io.oeeanalytics.base.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose status log tells what a line does: its own, or that of another track of the same machine,
 * each from an instant on until the next one's. Tracks that share a log stand still together.
 */
public final class StatusLogs {
    /**
     * From {@code validFrom} on the line shares the log of the source.
     *
     * @param source null for its own log
     */
    public record Row(LineId line, Instant validFrom, @Nullable LineId source) {}

    /**
     * A time in which nothing of it changes.
     *
     * @param log the line whose log tells
     * @param tracks the lines it tells of, the one asked about among them
     */
    public record Stretch(TimeRange range, LineId log, Set<LineId> tracks) {
        public Stretch {
            tracks = Set.copyOf(tracks);
        }
    }

    /**
     * A line that shares the log of one that shares another's at the same time.
     *
     * @param validFrom of the row that says so
     * @param from when it begins
     */
    record Chain<L>(L line, Instant validFrom, L source, L other, Instant from) {}

    private final LineId line;
    private final Map<LineId, NavigableMap<Instant, Optional<LineId>>> rows;

    /**
     * @param ofSite the rows of all lines of the site, at most one for each line and instant
     */
    public StatusLogs(LineId line, Collection<Row> ofSite) {
        this.line = line;
        this.rows = byLine(ofSite);
    }

    static Map<LineId, NavigableMap<Instant, Optional<LineId>>> byLine(Collection<Row> rows) {
        var byLine = new HashMap<LineId, NavigableMap<Instant, Optional<LineId>>>();
        rows.forEach(
                row ->
                        byLine.computeIfAbsent(row.line(), one -> new TreeMap<>())
                                .put(row.validFrom(), Optional.ofNullable(row.source())));
        return byLine;
    }

    /** The line whose log tells at that instant. */
    public LineId at(Instant instant) {
        return log(line, instant);
    }

    private LineId log(LineId one, Instant instant) {
        return source(rows.get(one), instant).orElse(one);
    }

    private static <L> Optional<L> source(
            @Nullable NavigableMap<Instant, Optional<L>> history, Instant instant) {
        var entry = history == null ? null : history.floorEntry(instant);
        return entry == null ? Optional.empty() : entry.getValue();
    }

    /** What was said of the line, by the instant it is valid from; empty for its own log. */
    public NavigableMap<Instant, Optional<LineId>> rows() {
        return new TreeMap<>(rows.getOrDefault(line, new TreeMap<>()));
    }

    /** All stretches there are, in their order and without a gap. */
    public List<Stretch> stretches() {
        var borders = new TreeSet<Instant>();
        rows.values().forEach(history -> borders.addAll(history.keySet()));
        borders.add(Instant.MIN);
        var stretches = new ArrayList<Stretch>();
        for (var from : borders) {
            var next = borders.higher(from);
            var to = next == null ? Instant.MAX : next;
            var log = at(from);
            var tracks = tracks(log, from);
            var last = stretches.isEmpty() ? null : stretches.getLast();
            if (last != null && last.log().equals(log) && last.tracks().equals(tracks)) {
                stretches.removeLast();
                stretches.add(new Stretch(new TimeRange(last.range().from(), to), log, tracks));
            } else {
                stretches.add(new Stretch(new TimeRange(from, to), log, tracks));
            }
        }
        return stretches;
    }

    /** Those that hold within the range, each from its own start to its own end. */
    public List<Stretch> over(TimeRange range) {
        return stretches().stream()
                .filter(
                        stretch ->
                                stretch.range().overlaps(range)
                                        || stretch.range().contains(range.from()))
                .toList();
    }

    private Set<LineId> tracks(LineId log, Instant instant) {
        var tracks = new HashSet<LineId>();
        tracks.add(line);
        tracks.add(log);
        for (var one : rows.keySet()) {
            if (log(one, instant).equals(log)) {
                tracks.add(one);
            }
        }
        return tracks;
    }

    /** The lines that stand still together with the line at some time from then on. */
    Set<LineId> tracksFrom(Instant from) {
        var tracks = new HashSet<LineId>();
        over(new TimeRange(from, Instant.MAX)).forEach(one -> tracks.addAll(one.tracks()));
        return tracks;
    }

    /**
     * Where a source has no log of its own for as long as it is one.
     *
     * @param rows by line and the instant each is valid from; empty for a log of its own
     */
    static <L> List<Chain<L>> chains(Map<L, NavigableMap<Instant, Optional<L>>> rows) {
        var chains = new ArrayList<Chain<L>>();
        rows.forEach(
                (line, history) ->
                        history.forEach(
                                (from, said) ->
                                        said.flatMap(
                                                        source ->
                                                                chain(
                                                                        rows,
                                                                        line,
                                                                        from,
                                                                        source,
                                                                        history.higherKey(from)))
                                                .ifPresent(chains::add)));
        return chains;
    }

    private static <L> Optional<Chain<L>> chain(
            Map<L, NavigableMap<Instant, Optional<L>>> rows,
            L line,
            Instant from,
            L source,
            @Nullable Instant to) {
        var history = rows.get(source);
        if (history == null) {
            return Optional.empty();
        }
        var other = source(history, from);
        if (other.isPresent()) {
            return Optional.of(new Chain<>(line, from, source, other.get(), from));
        }
        var meanwhile =
                to == null ? history.tailMap(from, false) : history.subMap(from, false, to, false);
        return meanwhile.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .findFirst()
                .map(
                        entry ->
                                new Chain<>(
                                        line,
                                        from,
                                        source,
                                        entry.getValue().orElseThrow(),
                                        entry.getKey()));
    }
}
