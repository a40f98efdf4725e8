package io.oeeanalytics.oee;

import io.oeeanalytics.plant.EffectPreview;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineEffect;
import io.oeeanalytics.plant.LineEffect.DayEffect;
import io.oeeanalytics.plant.LineEffect.Reading;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.LineRulesChanged;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.SiteSettings;
import io.oeeanalytics.production.FactRetention;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a change of rules, computes figures from the facts as if it held, and takes it back: all in
 * one transaction that sees one state of the facts and is never committed.
 */
@Service
public class RulePreview implements EffectPreview {
    /** Two administrators at once, of whom one has to begin anew. */
    private static final int MOST_ATTEMPTS = 3;

    /** What the site reads out of the ledgers of some days, before or after. */
    private record Account(SortedMap<LocalDate, Ledger> days, SiteSettings settings, Line line) {
        OeeDefinition definition(LocalDate date) {
            return Definitions.at(settings, line.zone(), date);
        }

        Ledger ledger(LocalDate date) {
            return days.getOrDefault(date, Ledger.ZERO);
        }
    }

    /** Counts the accounts that are done and asks whether to go on. */
    private static final class Progress {
        private final Watch watch;
        private final int all;
        private int done;

        Progress(Watch watch, int all) {
            this.watch = watch;
            this.all = all;
        }

        void step() {
            if (!watch.goesOn(done++, all)) {
                throw new CancellationException("the preview was cancelled");
            }
        }
    }

    private final PlantModel plant;
    private final FactsOfDays facts;
    private final JooqLedgers ledgers;
    private final FactRetention retention;
    private final Clock clock;
    private final TransactionTemplate scratch;
    private final ThreadLocal<@Nullable Map<LineId, Instant>> told = new ThreadLocal<>();

    RulePreview(
            PlantModel plant,
            FactsOfDays facts,
            JooqLedgers ledgers,
            FactRetention retention,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.plant = plant;
        this.facts = facts;
        this.ledgers = ledgers;
        this.retention = retention;
        this.clock = clock;
        this.scratch = new TransactionTemplate(transactions);
        scratch.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        scratch.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    @Override
    @PreAuthorize("hasRole('ADMIN')")
    public List<LineEffect> preview(
            Runnable change, Collection<Line> lines, @Nullable LocalDate about, Watch watch) {
        // The night and what lies beside the shifts of a day reach into the next one.
        return preview(
                change,
                lines,
                (line, known) -> {
                    var last =
                            about == null || !about.plusDays(1).isBefore(known.last())
                                    ? known.last()
                                    : about.plusDays(1);
                    return Period.lastDays(last, DAYS);
                },
                watch);
    }

    /** The same for the days of a period. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<LineEffect> preview(Runnable change, Collection<Line> lines, Period period) {
        return preview(change, lines, (line, known) -> period, Watch.NONE);
    }

    private List<LineEffect> preview(
            Runnable change,
            Collection<Line> lines,
            BiFunction<Line, Period, Period> wanted,
            Watch watch) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(
                        scratch.execute(status -> effects(status, change, lines, wanted, watch)));
            } catch (ConcurrencyFailureException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Within the change's own thread and transaction: what is told of it is told here too. */
    @EventListener
    void on(LineRulesChanged changed) {
        var heard = told.get();
        if (heard != null) {
            heard.merge(
                    changed.line(),
                    changed.from(),
                    (one, other) -> one.isBefore(other) ? one : other);
        }
    }

    private List<LineEffect> effects(
            TransactionStatus status,
            Runnable change,
            Collection<Line> lines,
            BiFunction<Line, Period, Period> wanted,
            Watch watch) {
        status.setRollbackOnly();
        var asItIs = status.createSavepoint();
        var since = changed(change);
        var now = clock.instant();
        var dates = new LinkedHashMap<Line, NavigableSet<LocalDate>>();
        for (var line : lines) {
            var from = since.get(line.id());
            if (from != null) {
                var days = dates(line, wanted);
                if (!days.isEmpty() && !date(from, line).isAfter(days.last())) {
                    dates.put(line, days);
                }
            }
        }
        var progress = new Progress(watch, 2 * dates.size());
        var after = new HashMap<Line, Account>();
        dates.forEach((line, days) -> after.put(line, account(line, days, now, progress)));
        status.rollbackToSavepoint(asItIs);
        var effects = new ArrayList<LineEffect>();
        dates.forEach(
                (line, days) ->
                        effects.add(
                                effect(
                                        line,
                                        days,
                                        account(line, days, now, progress),
                                        Objects.requireNonNull(after.get(line)))));
        return effects;
    }

    private Map<LineId, Instant> changed(Runnable change) {
        var heard = new HashMap<LineId, Instant>();
        told.set(heard);
        try {
            change.run();
        } finally {
            told.remove();
        }
        return heard;
    }

    /** The wanted dates between the first and the last with figures that their facts give. */
    private NavigableSet<LocalDate> dates(Line line, BiFunction<Line, Period, Period> wanted) {
        var dates = new TreeSet<LocalDate>();
        var open = FactRetention.firstDate(retention.settledBefore(), line.zone());
        ledgers.dates(line.id())
                .ifPresent(
                        known -> {
                            var period = wanted.apply(line, known);
                            for (var date = period.first();
                                    !date.isAfter(period.last());
                                    date = date.plusDays(1)) {
                                if (known.contains(date) && !date.isBefore(open)) {
                                    dates.add(date);
                                }
                            }
                        });
        return dates;
    }

    /** Both sides up to the same instant, so that a running shift differs by its rules only. */
    private Account account(
            Line told, NavigableSet<LocalDate> dates, Instant now, Progress progress) {
        progress.step();
        var line = plant.line(told.id());
        var rules = plant.rules(line);
        var gathered =
                facts.gather(line, rules, dates, FactsOfDays.around(rules.calendar(), dates));
        var days =
                new LineDays(
                        line,
                        gathered.calendar(),
                        gathered.settings(),
                        gathered.cycles(),
                        gathered.states(),
                        gathered.pieces(),
                        gathered.reported(),
                        now);
        var byDate = new TreeMap<LocalDate, Ledger>();
        for (var date : dates) {
            var shifts = days.ledgers(date);
            if (!shifts.isEmpty()) {
                byDate.put(date, Ledger.sum(shifts.stream().map(ShiftLedger::ledger).toList()));
            }
        }
        return new Account(byDate, rules.settings(), line);
    }

    private static LineEffect effect(
            Line line, NavigableSet<LocalDate> dates, Account before, Account after) {
        var known = new TreeSet<>(before.days().keySet());
        known.addAll(after.days().keySet());
        return new LineEffect(
                line,
                dates.first(),
                dates.last(),
                reading(before, dates.last()),
                reading(after, dates.last()),
                known.stream()
                        .map(
                                date ->
                                        new DayEffect(
                                                date,
                                                oee(before, date),
                                                oee(after, date),
                                                before.ledger(date).plannedBusyMs(),
                                                after.ledger(date).plannedBusyMs()))
                        .toList());
    }

    private static OptionalDouble oee(Account account, LocalDate date) {
        return DefinedOee.of(account.ledger(date), account.definition(date)).oee();
    }

    private static Reading reading(Account account, LocalDate last) {
        var ledger = Ledger.sum(account.days().values());
        var read = DefinedOee.of(ledger, account.definition(last));
        return new Reading(
                read.definition(),
                read.oee(),
                read.availability(),
                read.effectiveness(),
                read.quality(),
                ledger.plannedBusyMs(),
                ledger.coverage());
    }

    private static LocalDate date(Instant instant, Line line) {
        // A night that the instant lies in belongs to the date before.
        return instant.equals(Instant.EPOCH)
                ? LocalDate.EPOCH
                : LocalDate.ofInstant(instant, line.zone()).minusDays(1);
    }
}
