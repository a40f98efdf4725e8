package io.oeeanalytics.registry;

import java.util.List;

/**
 * How a version did: forecasts of the past, what was found about leaks, and further metrics of the
 * caller's own. Mean errors and coverage need not be told: they are computed from the backtests.
 */
public record Scores(List<Backtest> backtests, List<LeakageCheck> leakage, List<Metric> further) {
    public Scores {
        backtests = List.copyOf(backtests);
        leakage = List.copyOf(leakage);
        further = List.copyOf(further);
        if (backtests.stream().map(one -> one.line() + '\n' + one.horizon()).distinct().count()
                < backtests.size()) {
            throw new IllegalArgumentException("a line has one backtest of each horizon");
        }
        if (leakage.stream().map(LeakageCheck::name).distinct().count() < leakage.size()) {
            throw new IllegalArgumentException("two leakage checks have one name");
        }
    }
}
