package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.JooqLedgers.Sum;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Product;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.production.ChangedRanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers questions for figures from the kept ledgers: sums first, ratios last. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class FiguresQuery {
    private final JooqLedgers ledgers;
    private final ChangedRanges changes;
    private final FiguresAsKnown asKnown;
    private final PastLosses losses;
    private final PlantModel plant;
    private final Definitions definitions;

    FiguresQuery(
            JooqLedgers ledgers,
            ChangedRanges changes,
            FiguresAsKnown asKnown,
            PastLosses losses,
            PlantModel plant,
            Definitions definitions) {
        this.definitions = definitions;
        this.ledgers = ledgers;
        this.changes = changes;
        this.asKnown = asKnown;
        this.losses = losses;
        this.plant = plant;
    }

    /**
     * As known now.
     *
     * @param lines each once
     */
    public GroupedFigures answer(Collection<Line> lines, Period range, Grouping by) {
        var byId = lines.stream().collect(Collectors.toMap(Line::id, line -> line));
        // Asked first: what comes in meanwhile can only make the answer too modest.
        boolean pending = changes.isPending(byId.keySet());
        var sums = sums(byId.keySet(), range, by);
        // Daily reports have no hours, and so no part in their sum.
        var all = by == Grouping.HOUR ? sums(byId.keySet(), range, Grouping.LINE) : sums;
        return figures(byId, range, by, sums, all, pending);
    }

    private static Sum added(List<Sum> sums, Period range, int product) {
        return new Sum(
                0,
                range.first(),
                0,
                null,
                product,
                sums.stream().anyMatch(Sum::imported),
                sums.stream().allMatch(Sum::complete),
                Ledger.sum(sums.stream().map(Sum::ledger).toList()));
    }

    /** Lines together, product by product where sums are by product. */
    private static List<Sum> pooled(List<Sum> sums, Period range) {
        var byProduct = new TreeMap<Integer, List<Sum>>();
        sums.forEach(
                sum ->
                        byProduct
                                .computeIfAbsent(sum.product(), product -> new ArrayList<>())
                                .add(sum));
        return byProduct.entrySet().stream()
                .map(of -> added(of.getValue(), range, of.getKey()))
                .toList();
    }

    /**
     * As known at that instant, when nothing later had happened.
     *
     * @throws IllegalArgumentException when more days of lines are asked for than can be recomputed
     *     while somebody waits, or days whose facts are no longer kept
     */
    public GroupedFigures answer(
            Collection<Line> lines, Period range, Grouping by, Instant knownAt) {
        requireComputable(lines, range);
        var byId = lines.stream().collect(Collectors.toMap(Line::id, line -> line));
        var sums = asKnown.sums(lines, range, by, knownAt);
        var all = by == Grouping.HOUR ? asKnown.sums(lines, range, Grouping.LINE, knownAt) : sums;
        return figures(byId, range, by, sums, all, false);
    }

    private void requireComputable(Collection<Line> lines, Period range) {
        if (lines.size() * range.days() > FiguresAsKnown.MOST_LINE_DAYS) {
            throw new IllegalArgumentException(
                    "%d days of %d lines are too many to be computed as they were known; ask for up to %d days of lines"
                            .formatted(range.days(), lines.size(), FiguresAsKnown.MOST_LINE_DAYS));
        }
        for (var line : lines) {
            var first = asKnown.from(line.zone());
            if (range.first().isBefore(first)) {
                throw new IllegalArgumentException(
                        "the facts before %s are no longer kept, so only figures from then on can be computed as they were known"
                                .formatted(first));
            }
        }
    }

    /**
     * What took planned busy time from production, by status and the reason it stood for, longest
     * first.
     *
     * @param lines each once
     */
    public List<LossOfStatus> losses(Collection<Line> lines, Period range) {
        return ofAllSites(losses.lost(lines, range, Line::siteId));
    }

    /**
     * The same as known at that instant.
     *
     * @throws IllegalArgumentException as figures as known at an instant do
     */
    public List<LossOfStatus> losses(Collection<Line> lines, Period range, Instant knownAt) {
        requireComputable(lines, range);
        return ofAllSites(losses.lost(lines, range, Line::siteId, knownAt));
    }

    private static List<LossOfStatus> ofAllSites(Map<Integer, List<LossOfStatus>> losses) {
        return losses.values().stream()
                .flatMap(List::stream)
                .sorted(
                        Comparator.comparing((LossOfStatus loss) -> loss.time().millis())
                                .reversed()
                                .thenComparing(LossOfStatus::siteId)
                                .thenComparing(loss -> loss.time().status()))
                .toList();
    }

    /**
     * @param all from which the total is made
     */
    private GroupedFigures figures(
            Map<LineId, Line> lines,
            Period range,
            Grouping by,
            List<Sum> sums,
            List<Sum> all,
            boolean pending) {
        var ledgers = new HashMap<Integer, Ledger>();
        all.forEach(sum -> ledgers.merge(sum.line(), sum.ledger(), Ledger::plus));
        var unweighed = Unweighed.among(ledgers);
        var weighed = all.stream().filter(sum -> !unweighed.contains(sum.line())).toList();
        boolean isPooled = by == Grouping.TOTAL || by == Grouping.PRODUCT;
        var rows = new ArrayList<Group>();
        for (var sum : isPooled ? pooled(weighed, range) : sums) {
            if (by != Grouping.SHIFT || sum.shift() > 0 || !isNothing(sum.ledger())) {
                rows.add(group(sum, lines, range, by));
            }
        }
        rows.sort(
                Comparator.comparing((Group row) -> row.line().map(Line::code).orElse(""))
                        .thenComparing(row -> row.period().first())
                        .thenComparing(row -> row.shift().orElse(0))
                        .thenComparing(row -> row.hour().map(TimeRange::from).orElse(Instant.EPOCH))
                        .thenComparing(row -> row.product().map(Product::code).orElse("")));
        return new GroupedFigures(
                range,
                definitions.of(lines.values(), range),
                lines.values().stream()
                        .filter(line -> unweighed.contains(line.id().value()))
                        .sorted(Comparator.comparing(Line::code))
                        .toList(),
                rows,
                group(added(weighed, range, 0), Map.of(), range, Grouping.TOTAL),
                pending);
    }

    private List<Sum> sums(Set<LineId> lines, Period range, Grouping by) {
        return switch (by) {
            case SHIFT -> ledgers.shiftSums(lines, range);
            case HOUR -> ledgers.hourSums(lines, range);
            case TOTAL, LINE, DAY, WEEK, MONTH, PRODUCT -> ledgers.sums(lines, range, by);
        };
    }

    /** Hours outside the shifts in which nothing was made. */
    private static boolean isNothing(Ledger ledger) {
        return ledger.plannedBusyMs() == 0 && ledger.made().total() == 0;
    }

    private Group group(Sum sum, Map<LineId, Line> lines, Period range, Grouping by) {
        var product =
                by == Grouping.PRODUCT
                        ? plant.product(new ProductId(sum.product()))
                        : Optional.<Product>empty();
        return new Group(
                sum.line() == 0
                        ? Optional.empty()
                        : Optional.ofNullable(lines.get(new LineId(sum.line()))),
                new Period(sum.first(), by.last(sum.first(), range)),
                by == Grouping.SHIFT ? Optional.of(sum.shift()) : Optional.empty(),
                Optional.ofNullable(sum.hour()),
                product,
                sum.ledger(),
                sum.imported(),
                sum.complete());
    }
}
