package io.oeeanalytics.oee;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.FactRetention;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shifts as they were closed, and what became of their figures since. A report is frozen when all
 * of its shift has been accounted for the first time, and never changes again.
 */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class ShiftReports {
    private final PlantModel plant;
    private final JooqShiftReports reports;
    private final Definitions definitions;
    private final FactsOfDays gathered;
    private final FactRetention retention;
    private final Clock clock;

    ShiftReports(
            PlantModel plant,
            JooqShiftReports reports,
            Definitions definitions,
            FactsOfDays gathered,
            FactRetention retention,
            Clock clock) {
        this.definitions = definitions;
        this.retention = retention;
        this.plant = plant;
        this.reports = reports;
        this.gathered = gathered;
        this.clock = clock;
    }

    /** By date and shift. */
    public List<ShiftReport> reports(Line line, Period range) {
        return reports.reports(line, range.first(), range.last(), definitions.byDate(line));
    }

    /** Empty while the shift is not closed. */
    public Optional<ShiftReport> report(Line line, LocalDate date, int shift) {
        return reports(line, new Period(date, date)).stream()
                .filter(report -> report.shift() == shift)
                .findFirst();
    }

    /**
     * What later knowledge did to the report, kind by kind in their order; those that did nothing
     * are left out. The points add up from the frozen OEE to the current one.
     *
     * @return empty where the facts behind the shift are no longer kept, so nobody can tell
     */
    public Optional<List<LaterChange>> changes(ShiftReport report) {
        if (report.range().from().isBefore(retention.settledBefore())) {
            return Optional.empty();
        }
        var now = clock.instant();
        var closed = Knowledge.at(report.frozenAt());
        var withFacts = closed.withFacts(now).withNow(now);
        var withWords = withFacts.withWords(now);
        var withCycles = withWords.withCycles(now);
        var withAll = withCycles.withCalendar(now);
        var changes = new ArrayList<LaterChange>();
        var before = report.frozen();
        before = take(report, LaterChange.Kind.LATE_DATA, before, withFacts, changes);
        before = take(report, LaterChange.Kind.RECLASSIFICATION, before, withWords, changes);
        before = take(report, LaterChange.Kind.IDEAL_CYCLE, before, withCycles, changes);
        take(report, LaterChange.Kind.CALENDAR, before, withAll, changes);
        return Optional.of(changes);
    }

    private Ledger take(
            ShiftReport report,
            LaterChange.Kind kind,
            Ledger before,
            Knowledge known,
            List<LaterChange> changes) {
        var after = ledger(report, known);
        if (!after.equals(before)) {
            changes.add(
                    new LaterChange(
                            kind,
                            after,
                            DefinedOee.difference(
                                    report.read(before).oee(), report.read(after).oee())));
        }
        return after;
    }

    private Ledger ledger(ShiftReport report, Knowledge known) {
        return gathered
                .gather(report.line(), report.businessDate(), known)
                .ledgers(report.businessDate())
                .stream()
                .filter(shift -> shift.shift() == report.shift())
                .findFirst()
                .map(ShiftLedger::ledger)
                .orElse(Ledger.ZERO);
    }

    /** What edits did to shifts of the range that were closed before, latest edit first. */
    public List<EditEffect> edits(Period range) {
        return edits(range, Optional.empty(), Integer.MAX_VALUE);
    }

    /** So many of them at most, those that come after that place. */
    public List<EditEffect> edits(Period range, Optional<EditEffect.Place> after, int most) {
        return reports.effects(lines(), range, after, most, definitions.whenEdited());
    }

    /** Whose edits they were, the one who raised OEE most first. */
    public List<EditEffect.Person> people(Period range) {
        return reports.people(lines(), range);
    }

    private List<LineId> lines() {
        return plant.lines().stream().map(Line::id).toList();
    }
}
