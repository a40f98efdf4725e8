package io.oeeanalytics.plant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the statuses of a site mean, each meaning from an instant on until the next one's. */
public final class StatusHistory {
    /** From {@code validFrom} on the status means this. */
    public record Row(Status status, Instant validFrom) {}

    private final NavigableMap<Integer, NavigableMap<Instant, Status>> meanings = new TreeMap<>();
    private final Instant now;

    /**
     * @param rows at most one for each code and instant
     * @param now decides which meanings are the current ones
     */
    public StatusHistory(Collection<Row> rows, Instant now) {
        rows.forEach(
                row ->
                        meanings.computeIfAbsent(row.status().code(), code -> new TreeMap<>())
                                .put(row.validFrom(), row.status()));
        this.now = now;
    }

    /** Empty when the catalogue does not know the code, or did not then. */
    public Optional<Status> at(int code, Instant instant) {
        return Optional.ofNullable(meanings.get(code))
                .map(history -> history.floorEntry(instant))
                .map(Map.Entry::getValue);
    }

    /** All that held at that instant, by code. */
    public Map<Integer, Status> at(Instant instant) {
        var held = new LinkedHashMap<Integer, Status>();
        meanings.forEach(
                (code, history) -> {
                    var entry = history.floorEntry(instant);
                    if (entry != null) {
                        held.put(code, entry.getValue());
                    }
                });
        return held;
    }

    /** All that hold now, by code. */
    public Map<Integer, Status> current() {
        return at(now);
    }

    /** The instants at which the code begins to mean something else; its time is cut there. */
    public NavigableSet<Instant> changes(int code) {
        var history = meanings.get(code);
        return history == null ? new TreeSet<>() : new TreeSet<>(history.keySet());
    }

    /** By code and instant. */
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        meanings.values()
                .forEach(
                        history ->
                                history.forEach((from, status) -> rows.add(new Row(status, from))));
        return rows;
    }
}
