package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.MadeRuns.Change;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Product;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.LineFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How long lines stand for set-up between products, from the events themselves. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class Changeovers {
    private final PlantModel plant;
    private final LineFacts facts;
    private final FactsOfDays gathered;

    Changeovers(PlantModel plant, LineFacts facts, FactsOfDays gathered) {
        this.plant = plant;
        this.facts = facts;
        this.gathered = gathered;
    }

    private record Pair(int from, int to) {}

    /**
     * The longest first; none where pieces have no products, or set-ups no status.
     *
     * @param period whose pieces are all read, so some weeks
     */
    public List<Changeover> of(Line line, Period period) {
        var range =
                new TimeRange(
                        period.first().atStartOfDay(line.zone()).toInstant(),
                        period.last().plusDays(1).atStartOfDay(line.zone()).toInstant());
        var setUps =
                gathered.states(line, plant.rules(line), range).stream()
                        .filter(state -> state.category() == TimeCategory.SET_UP)
                        .map(StateInterval::range)
                        .toList();
        if (setUps.isEmpty()) {
            return List.of();
        }
        var runs = new MadeRuns(facts.products(line.id(), range));
        facts.pieces(line.id(), range, runs);
        var products =
                plant.products(line.siteId()).stream()
                        .collect(Collectors.toMap(product -> product.id().value(), one -> one));
        return runs.changes(setUps).stream()
                .collect(Collectors.groupingBy(change -> new Pair(change.from(), change.to())))
                .entrySet()
                .stream()
                .map(pair -> changeover(products, pair.getKey(), pair.getValue()))
                .sorted(Comparator.comparingLong(Changeover::meanMs).reversed())
                .toList();
    }

    private static Changeover changeover(
            Map<Integer, Product> products, Pair pair, List<Change> changes) {
        return new Changeover(
                Objects.requireNonNull(products.get(pair.from())),
                Objects.requireNonNull(products.get(pair.to())),
                changes.size(),
                Math.round(changes.stream().mapToLong(Change::setUpMs).average().orElseThrow()));
    }
}
