package io.oeeanalytics.registry;

import java.time.Instant;
import java.util.List;

/** How a version did, as somebody found it at some time. */
public record Evaluation(
        Instant at,
        String by,
        List<Backtest> backtests,
        List<LeakageCheck> leakage,
        List<Metric> metrics) {
    public Evaluation {
        backtests = List.copyOf(backtests);
        leakage = List.copyOf(leakage);
        metrics = List.copyOf(metrics);
    }

    List<Backtest> of(String line) {
        return backtests.stream().filter(one -> one.line().equals(line)).toList();
    }
}
