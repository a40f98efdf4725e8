package io.oeeanalytics.production.ingest;

import static io.oeeanalytics.production.ingest.CleaningRule.DELETED;
import static io.oeeanalytics.production.ingest.CleaningRule.DUPLICATE;
import static io.oeeanalytics.production.ingest.CleaningRule.END_OF_OPERATIONS;
import static io.oeeanalytics.production.ingest.CleaningRule.GAP;
import static io.oeeanalytics.production.ingest.CleaningRule.MISSING_FINISH;
import static io.oeeanalytics.production.ingest.CleaningRule.NEGATIVE_DURATION;
import static io.oeeanalytics.production.ingest.CleaningRule.OVERLAP;
import static io.oeeanalytics.production.ingest.CleaningRule.OVER_LONG;
import static io.oeeanalytics.production.ingest.CleaningRule.UNKNOWN_STATUS;

import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusCatalogue;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies the {@link CleaningRule}s to a status log, line by line: rows never chain across. */
final class StatusCleaning {
    static final Duration LONGEST = Duration.ofHours(24);

    private final Set<CleaningRule> enabled;
    private final Function<String, Map<Integer, Status>> catalogues;
    private Map<Integer, Status> catalogue = Map.of();
    private final List<ImportFinding> findings = new ArrayList<>();
    private final Map<CleaningRule, long[]> touched = new EnumMap<>(CleaningRule.class);

    private StatusCleaning(
            Set<CleaningRule> enabled, Function<String, Map<Integer, Status>> catalogues) {
        this.enabled = enabled;
        this.catalogues = catalogues;
        for (var rule : CleaningRule.values()) {
            touched.put(rule, new long[2]);
        }
    }

    /**
     * @param rows of any lines, in the order of the file
     * @param catalogues statuses by code, of the site a line belongs to
     */
    static CleanedStates clean(
            List<StatusRow> rows,
            Set<CleaningRule> enabled,
            Function<String, Map<Integer, Status>> catalogues) {
        var byLine = new LinkedHashMap<String, List<StatusRow>>();
        rows.forEach(row -> byLine.computeIfAbsent(row.line(), line -> new ArrayList<>()).add(row));
        var cleaning = new StatusCleaning(enabled, catalogues);
        var cleaned = new ArrayList<StatusRow>();
        byLine.forEach((line, ofLine) -> cleaned.addAll(cleaning.line(line, ofLine)));
        return new CleanedStates(cleaned, cleaning.findings, cleaning.summaries());
    }

    private List<StatusRow> line(String line, List<StatusRow> inFileOrder) {
        catalogue = catalogues.apply(line);
        var rows = new ArrayList<>(inFileOrder);
        if (enabled.contains(DELETED)) {
            rows.removeIf(row -> row.deleted() && leftOut(row, DELETED, "flagged as deleted"));
        }
        if (enabled.contains(DUPLICATE)) {
            var seen = new HashSet<List<@Nullable Object>>();
            rows.removeIf(
                    row ->
                            !seen.add(key(row))
                                    && leftOut(row, DUPLICATE, "repeats an earlier row"));
        }
        rows.removeIf(this::isUnknownAndUnwanted);
        rows.sort(Comparator.comparing(StatusRow::start).thenComparingLong(StatusRow::number));
        var dated = finishes(rows);
        var cut = overLong(dated);
        var disjoint = enabled.contains(OVERLAP) ? overlaps(cut) : cut;
        if (enabled.contains(GAP)) {
            gaps(disjoint);
        }
        return disjoint;
    }

    private static List<@Nullable Object> key(StatusRow row) {
        var key = new ArrayList<@Nullable Object>();
        key.add(row.start());
        key.add(row.finish());
        key.add(row.status());
        return key;
    }

    private boolean isUnknownAndUnwanted(StatusRow row) {
        if (catalogue.containsKey(row.status())) {
            return false;
        }
        var words = "status %d is not in the catalogue".formatted(row.status());
        if (!enabled.contains(UNKNOWN_STATUS)) {
            return leftOut(row, UNKNOWN_STATUS, words);
        }
        note(row, Outcome.NOTED, UNKNOWN_STATUS, words + "; its time counts as no data", 0);
        return false;
    }

    /** Gives every row the finish the rules leave it. */
    private List<StatusRow> finishes(List<StatusRow> rows) {
        var dated = new ArrayList<StatusRow>(rows.size());
        var nextStarts = nextStarts(rows);
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            var finish = row.finish();
            var next = nextStarts.get(i);
            if (finish != null && finish.isBefore(row.start())) {
                var words = "finish %s lies before start %s".formatted(finish, row.start());
                if (enabled.contains(NEGATIVE_DURATION)) {
                    leftOut(row, NEGATIVE_DURATION, words);
                    continue;
                }
                note(row, Outcome.CHANGED, NEGATIVE_DURATION, words + "; taken as missing", 0);
                finish = null;
            }
            if (enabled.contains(END_OF_OPERATIONS)
                    && row.status() == StatusCatalogue.END_OF_OPERATIONS) {
                if (!Objects.equals(next, finish)) {
                    note(
                            row,
                            Outcome.CHANGED,
                            END_OF_OPERATIONS,
                            next == null
                                    ? "finish %s set aside: it lasts until further notice"
                                            .formatted(finish)
                                    : "lasts until the line's next start, %s".formatted(next),
                            next == null ? 0 : secondsBetween(row, finish, next));
                }
                finish = next;
            } else if (finish == null && next != null) {
                if (!enabled.contains(MISSING_FINISH)) {
                    leftOut(row, MISSING_FINISH, "has no finish");
                    continue;
                }
                note(
                        row,
                        Outcome.CHANGED,
                        MISSING_FINISH,
                        "finish set to the line's next start, %s".formatted(next),
                        Duration.between(row.start(), next).toSeconds());
                finish = next;
            }
            dated.add(with(row, row.start(), finish));
        }
        return dated;
    }

    private List<StatusRow> overLong(List<StatusRow> rows) {
        if (!enabled.contains(OVER_LONG)) {
            return rows;
        }
        var kept = new ArrayList<StatusRow>(rows.size());
        var nextStarts = nextStarts(rows);
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (seconds(row) <= LONGEST.toSeconds() || isNoPlan(row)) {
                kept.add(row);
                continue;
            }
            var next = nextStarts.get(i);
            var shorter = next == null ? row : with(row, row.start(), next);
            if (seconds(shorter) > LONGEST.toSeconds()) {
                leftOut(
                        row,
                        OVER_LONG,
                        "would last %d h; it was never closed".formatted(seconds(row) / 3600));
            } else {
                note(
                        row,
                        Outcome.CHANGED,
                        OVER_LONG,
                        "would last %d h; cut at the line's next start, %s"
                                .formatted(seconds(row) / 3600, next),
                        seconds(row) - seconds(shorter));
                kept.add(shorter);
            }
        }
        return kept;
    }

    private List<StatusRow> overlaps(List<StatusRow> rows) {
        var painted = Overlaps.resolve(rows, this::isStop);
        for (var row : rows) {
            var parts = painted.partsOf(row);
            if (parts.isEmpty()) {
                leftOut(
                        row,
                        OVERLAP,
                        row.start().equals(row.finish())
                                ? "takes no time"
                                : "wholly covered by rows that win over it");
            } else if (!parts.equals(List.of(row))) {
                var lost = seconds(row) - parts.stream().mapToLong(StatusCleaning::seconds).sum();
                note(
                        row,
                        Outcome.CHANGED,
                        OVERLAP,
                        row.finish() == null
                                ? "starts at %s, after rows that win over it"
                                        .formatted(parts.getFirst().start())
                                : "%d s given to rows that win over it".formatted(lost),
                        lost);
            }
        }
        return painted.rows();
    }

    private void gaps(List<StatusRow> rows) {
        Instant known = null;
        for (var row : rows) {
            if (known != null && known.isBefore(row.start())) {
                var length = Duration.between(known, row.start());
                note(
                        row,
                        Outcome.NOTED,
                        GAP,
                        "nothing is logged for %s before it, from %s"
                                .formatted(Words.length(length), known),
                        length.toSeconds());
            }
            var finish = row.finish();
            if (finish == null) {
                return;
            }
            known = known == null || finish.isAfter(known) ? finish : known;
        }
    }

    private boolean isStop(StatusRow row) {
        var status = catalogue.get(row.status());
        return status != null
                && status.category() != TimeCategory.PRODUCTION
                && status.category() != TimeCategory.UNKNOWN;
    }

    /** End of operations lasts over weekends, whatever category the site gives it. */
    private boolean isNoPlan(StatusRow row) {
        var status = catalogue.get(row.status());
        return row.status() == StatusCatalogue.END_OF_OPERATIONS
                || (status != null && status.category() == TimeCategory.NO_PLAN);
    }

    /** For each row the first start after its own; null for those that start last. */
    private static List<@Nullable Instant> nextStarts(List<StatusRow> sorted) {
        var nextStarts = new ArrayList<@Nullable Instant>(sorted.size());
        Instant next = null;
        for (int i = sorted.size() - 1; i >= 0; i--) {
            if (i + 1 < sorted.size() && sorted.get(i + 1).start().isAfter(sorted.get(i).start())) {
                next = sorted.get(i + 1).start();
            }
            nextStarts.add(next);
        }
        return nextStarts.reversed();
    }

    private boolean leftOut(StatusRow row, CleaningRule rule, String words) {
        note(row, Outcome.LEFT_OUT, rule, words, Math.max(0, seconds(row)));
        return true;
    }

    private void note(
            StatusRow row, Outcome outcome, CleaningRule rule, String words, long seconds) {
        findings.add(
                new ImportFinding(
                        row.number(),
                        outcome,
                        rule.name(),
                        "%s, status %d at %s: %s"
                                .formatted(row.line(), row.status(), row.start(), words),
                        ""));
        var sums = touched.get(rule);
        if (sums != null) {
            sums[0]++;
            sums[1] += seconds;
        }
    }

    private List<RuleSummary> summaries() {
        return touched.entrySet().stream()
                .map(
                        entry ->
                                new RuleSummary(
                                        entry.getKey(),
                                        enabled.contains(entry.getKey()),
                                        entry.getValue()[0],
                                        entry.getValue()[1]))
                .toList();
    }

    /** How far a finish is moved; one that is missing is moved from the start. */
    private static long secondsBetween(StatusRow row, @Nullable Instant finish, Instant next) {
        return Duration.between(finish == null ? row.start() : finish, next).abs().toSeconds();
    }

    private static long seconds(StatusRow row) {
        return row.finish() == null ? 0 : Duration.between(row.start(), row.finish()).toSeconds();
    }

    static StatusRow with(StatusRow row, Instant start, @Nullable Instant finish) {
        return new StatusRow(
                row.number(),
                row.line(),
                row.shift(),
                start,
                finish,
                row.status(),
                row.deleted(),
                row.name());
    }
}
