package io.oeeanalytics.oee;

import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.oee.FiguresCheck.Difference;
import io.oeeanalytics.ops.DatabaseWatch;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.ChangedRanges;
import io.oeeanalytics.production.ChangedRanges.Reach;
import io.oeeanalytics.production.FactRetention;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Recomputes a sample of kept days from the facts every night, and adds up anew what sums of them
 * are kept. A difference is a fault of this software or of the disk: it is logged as an error, told
 * by the meter {@code oee.figures.check.differences}, kept, and the day is accounted anew.
 */
@Service
public class FiguresChecks {
    private static final Logger LOG = LoggerFactory.getLogger(FiguresChecks.class);
    private static final Duration EVERY = Duration.ofHours(20);
    private static final int NIGHT_FROM = 2;
    private static final int NIGHT_TO = 5;

    /** Beyond it a check that found no night is made by day. */
    private static final Duration OVERDUE = Duration.ofHours(30);

    private static final Duration LAST_ACCOUNT = Duration.ofHours(2);
    private static final int SAMPLE = 50;
    private static final int LOOKED_BACK_DAYS = 400;

    private final PlantModel plant;
    private final FactsOfDays gathered;
    private final JooqLedgers ledgers;
    private final JooqSlices slices;
    private final JooqFiguresChecks checks;
    private final ChangedRanges changes;
    private final FactRetention retention;
    private final Clock clock;

    FiguresChecks(
            PlantModel plant,
            FactsOfDays gathered,
            JooqLedgers ledgers,
            JooqSlices slices,
            JooqFiguresChecks checks,
            ChangedRanges changes,
            FactRetention retention,
            Clock clock,
            ObjectProvider<DatabaseWatch> database,
            ObjectProvider<MeterRegistry> meters) {
        this.plant = plant;
        this.gathered = gathered;
        this.ledgers = ledgers;
        this.slices = slices;
        this.checks = checks;
        this.changes = changes;
        this.retention = retention;
        this.clock = clock;
        // Of whichever instance checked last, and after a restart too.
        meters.ifAvailable(
                registry ->
                        registry.gauge(
                                "oee.figures.check.differences",
                                checks,
                                all ->
                                        database.stream().allMatch(DatabaseWatch::answers)
                                                ? lastDifferences(all)
                                                : Double.NaN));
    }

    private static double lastDifferences(JooqFiguresChecks checks) {
        try {
            return checks.last().map(check -> check.differences().size()).orElse(0);
        } catch (RuntimeException e) {
            // Other meters can be read without the database.
            return Double.NaN;
        }
    }

    /** The newest check that was finished. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
    public Optional<FiguresCheck> last() {
        return checks.last();
    }

    /**
     * Checks when it is night at the first site, by one of several instances. Figures, facts and
     * marks are read as of one instant, or an account made meanwhile would look like a difference.
     */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    void runIfDue() {
        var now = clock.instant();
        if (plant.lines().isEmpty() || !checks.lock()) {
            return;
        }
        var last = checks.lastStart().orElse(Instant.EPOCH);
        int hour = now.atZone(plant.lines().getFirst().zone()).getHour();
        boolean night = hour >= NIGHT_FROM && hour < NIGHT_TO;
        if (last.plus(EVERY).isBefore(now) && (night || last.plus(OVERDUE).isBefore(now))) {
            run(now);
        }
    }

    /** Checks a sample of days that the seed decides, so that a check can be repeated. */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    FiguresCheck run(Instant now) {
        int id = checks.begin(now);
        var differences = new ArrayList<Difference>();
        int days = 0;
        for (var day : sample(now)) {
            if (!changes.isPending(List.of(day.line().id()))) {
                differences.addAll(differences(day.line(), day.date()));
                days++;
            }
        }
        checks.finish(id, clock.instant(), days, differences);
        for (var difference : differences) {
            LOG.error(
                    "Kept figures of line {} on {}, shift {}, are not what the facts say: {}. They are accounted anew.",
                    difference.line().value(),
                    difference.businessDate(),
                    difference.shift(),
                    difference.what());
            var line = plant.line(difference.line());
            changes.mark(
                    line.id(), LineDays.day(difference.businessDate(), line.zone()), Reach.LINE);
        }
        LOG.info("Checked {} days of kept figures: {} differences", days, differences.size());
        return new FiguresCheck(now, days, differences);
    }

    private record LineDay(Line line, LocalDate date) {}

    private List<LineDay> sample(Instant now) {
        var random = new SplittableRandom(now.getEpochSecond());
        var lines = plant.lines();
        if (lines.isEmpty()) {
            return List.of();
        }
        var settled = retention.settledBefore();
        return Stream.generate(() -> lines.get(random.nextInt(lines.size())))
                .limit(SAMPLE)
                .flatMap(
                        line ->
                                ledgers.dates(line.id()).stream()
                                        .map(known -> new LineDay(line, date(known, random)))
                                        .filter(
                                                day ->
                                                        !day.date()
                                                                .isBefore(
                                                                        FactRetention.firstDate(
                                                                                settled,
                                                                                line.zone()))))
                .distinct()
                .toList();
    }

    private static LocalDate date(Period known, SplittableRandom random) {
        long days = Math.min(known.days(), LOOKED_BACK_DAYS);
        return known.last().minusDays(random.nextLong(days));
    }

    private List<Difference> differences(Line line, LocalDate date) {
        var kept = complete(ledgers.shifts(line.id(), date, date));
        // A shift that just ended may wait a while for its last account.
        var due = clock.instant().minus(LAST_ACCOUNT);
        var days = gathered.gather(line, date);
        var anew =
                complete(
                        days.ledgers(date).stream()
                                .filter(
                                        shift ->
                                                kept.containsKey(shift.shift())
                                                        || shift.range().to().isBefore(due))
                                .toList());
        var shifts = new TreeSet<>(kept.keySet());
        shifts.addAll(anew.keySet());
        var differences = new TreeMap<Integer, String>();
        for (int shift : shifts) {
            if (!Objects.equals(kept.get(shift), anew.get(shift))) {
                differences.put(
                        shift,
                        "kept %s, by the facts %s".formatted(kept.get(shift), anew.get(shift)));
            }
        }
        if (differences.isEmpty() && isOver(line, date, due)) {
            times(line, date, days).ifPresent(what -> differences.put(0, what));
        }
        for (var table : slices.wrongSums(line.id(), date)) {
            differences.merge(0, table + " does not add up", "%s; %s"::formatted);
        }
        return differences.entrySet().stream()
                .map(one -> new Difference(line.id(), date, one.getKey(), one.getValue()))
                .toList();
    }

    private static Map<Integer, Ledger> complete(List<ShiftLedger> shifts) {
        return shifts.stream()
                .filter(ShiftLedger::complete)
                .collect(Collectors.toMap(ShiftLedger::shift, ShiftLedger::ledger));
    }

    private boolean isOver(Line line, LocalDate date, Instant due) {
        return plant.calendar(line).span(date).to().isBefore(due);
    }

    private Optional<String> times(Line line, LocalDate date, LineDays days) {
        var kept = ledgers.statusTimes(line.id(), date, date);
        var anew =
                StatusTime.sum(
                        days.statusTimes(date).values().stream().flatMap(List::stream).toList());
        return Set.copyOf(kept).equals(Set.copyOf(anew))
                ? Optional.empty()
                : Optional.of("statuses kept %s, by the facts %s".formatted(kept, anew));
    }
}
