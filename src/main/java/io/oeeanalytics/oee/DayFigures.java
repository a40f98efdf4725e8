package io.oeeanalytics.oee;

import io.oeeanalytics.oee.ShiftLedger.Origin;
import io.oeeanalytics.oee.ShiftLedger.Remark;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line's business date, pooled over its shifts.
 *
 * @param imported taken from somebody else's report as it is
 * @param complete false while a shift of the date still runs
 * @param remark the gravest of its shifts
 */
public record DayFigures(
        LocalDate date, Ledger ledger, boolean imported, boolean complete, Remark remark) {

    /** By date, from ledgers of one line. */
    static List<DayFigures> of(List<ShiftLedger> shifts) {
        Map<LocalDate, List<ShiftLedger>> byDate = new TreeMap<>();
        shifts.forEach(
                shift ->
                        byDate.computeIfAbsent(shift.businessDate(), date -> new ArrayList<>())
                                .add(shift));
        return byDate.entrySet().stream()
                .map(entry -> pooled(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static DayFigures pooled(LocalDate date, List<ShiftLedger> shifts) {
        return new DayFigures(
                date,
                Ledger.sum(shifts.stream().map(ShiftLedger::ledger).toList()),
                shifts.stream().anyMatch(shift -> shift.origin() == Origin.REPORT),
                shifts.stream().allMatch(ShiftLedger::complete),
                shifts.stream()
                        .map(ShiftLedger::remark)
                        .filter(remark -> remark != Remark.NONE)
                        .findFirst()
                        .orElse(Remark.NONE));
    }
}
