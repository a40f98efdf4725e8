package io.oeeanalytics.plant;

import io.oeeanalytics.plant.PlantDocument.LineEntry;
import io.oeeanalytics.plant.PlantDocument.SiteEntry;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the status logs that lines of a plant document share. */
final class StatusLogCheck {
    /** Where the source of a row is said. */
    private record Place(String line, Instant validFrom) {}

    private final Faults faults;
    private final Map<Place, String> paths = new HashMap<>();

    StatusLogCheck(Faults faults) {
        this.faults = faults;
    }

    void site(String path, SiteEntry site, @Nullable ZoneId zone) {
        var codes = site.lines().stream().map(LineEntry::code).collect(Collectors.toSet());
        var rows = new HashMap<String, NavigableMap<Instant, Optional<String>>>();
        for (int i = 0; i < site.lines().size(); i++) {
            var line = site.lines().get(i);
            rows.putIfAbsent(
                    line.code(), rows("%s.lines[%d]".formatted(path, i), line, codes, zone));
        }
        for (var chain : StatusLogs.chains(rows)) {
            var at = paths.get(new Place(chain.line(), chain.validFrom()));
            if (at != null && zone != null) {
                var from = PlantWords.validFrom(chain.from(), zone);
                faults.add(
                        at,
                        "'%s' shares the status log of '%s' itself%s; name that one"
                                .formatted(
                                        chain.source(),
                                        chain.other(),
                                        from == null ? "" : " from %s on".formatted(from)));
            }
        }
    }

    /** What was said of one line; rows that are wrong in themselves are no part of a chain. */
    private NavigableMap<Instant, Optional<String>> rows(
            String path, LineEntry line, Set<String> codes, @Nullable ZoneId zone) {
        var rows = new TreeMap<Instant, Optional<String>>();
        if (line.statusLine() != null) {
            put(rows, path + ".statusLine", line, RuleBook.SINCE_EVER, line.statusLine(), codes);
        }
        if (line.statusLines() == null) {
            return rows;
        }
        if (line.statusLine() != null) {
            faults.add(
                    path + ".statusLine",
                    "is short for statusLines with one entry since ever, and statusLines is there; say it there only");
        }
        for (int i = 0; i < line.statusLines().size(); i++) {
            var entry = line.statusLines().get(i);
            var at = "%s.statusLines[%d]".formatted(path, i);
            var from = faults.validFrom(at + ".validFrom", entry.validFrom(), zone);
            if (from.isPresent() && rows.containsKey(from.get()) && line.statusLine() == null) {
                faults.add(at + ".validFrom", PlantCheck.twice(entry.validFrom()));
            }
            if (entry.line() == null) {
                faults.add(at + ".line", "is missing; the code of a line, or empty for its own");
            } else if (from.isPresent()) {
                put(rows, at + ".line", line, from.get(), entry.line(), codes);
            }
        }
        return rows;
    }

    private void put(
            NavigableMap<Instant, Optional<String>> rows,
            String path,
            LineEntry line,
            Instant from,
            String source,
            Set<String> codes) {
        if (source.equals(line.code())) {
            boolean isShort = path.endsWith(".statusLine");
            faults.add(path, "is the line itself; leave it " + (isShort ? "out" : "empty"));
            return;
        }
        rows.putIfAbsent(from, source.isEmpty() ? Optional.empty() : Optional.of(source));
        paths.putIfAbsent(new Place(line.code(), from), path);
        if (!source.isEmpty() && !codes.contains(source)) {
            faults.add(path, "'%s' is not among the lines of the site".formatted(source));
        }
    }
}
