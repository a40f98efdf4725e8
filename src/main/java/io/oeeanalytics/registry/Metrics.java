package io.oeeanalytics.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The figures of backtests. */
final class Metrics {
    private Metrics() {}

    static List<Metric> of(List<Backtest> backtests) {
        var metrics = new ArrayList<Metric>();
        for (var backtest : backtests) {
            metrics.add(compared(backtest, Metric.MAE, Metrics::mae));
            metrics.add(compared(backtest, Metric.RMSE, Metrics::rmse));
            metrics.add(compared(backtest, Metric.BIAS, Metrics::bias));
            covered(backtest, Metric.COVERAGE_80, BacktestDay::band80, metrics);
            covered(backtest, Metric.COVERAGE_95, BacktestDay::band95, metrics);
        }
        return metrics;
    }

    private static Metric compared(
            Backtest backtest, String name, ToDoubleFunction<double[]> figure) {
        var baselines = new TreeMap<String, Double>();
        for (var baseline : backtest.baselines()) {
            baselines.put(baseline, figure.applyAsDouble(residuals(backtest, baseline)));
        }
        var own = backtest.days().stream().mapToDouble(BacktestDay::residual).toArray();
        return new Metric(
                backtest.line(), backtest.horizon(), name, figure.applyAsDouble(own), baselines);
    }

    private static double[] residuals(Backtest backtest, String baseline) {
        return backtest.days().stream()
                .mapToDouble(
                        day -> day.actual() - Objects.requireNonNull(day.baselines().get(baseline)))
                .toArray();
    }

    private static void covered(
            Backtest backtest,
            String name,
            Function<BacktestDay, @Nullable Band> band,
            List<Metric> metrics) {
        int bands = 0;
        int held = 0;
        for (var day : backtest.days()) {
            var one = band.apply(day);
            if (one != null) {
                bands++;
                held += one.contains(day.actual()) ? 1 : 0;
            }
        }
        if (bands > 0) {
            metrics.add(
                    new Metric(
                            backtest.line(),
                            backtest.horizon(),
                            name,
                            (double) held / bands,
                            Map.of()));
        }
    }

    private static double mae(double[] residuals) {
        double sum = 0;
        for (double residual : residuals) {
            sum += Math.abs(residual);
        }
        return sum / residuals.length;
    }

    private static double rmse(double[] residuals) {
        double sum = 0;
        for (double residual : residuals) {
            sum += residual * residual;
        }
        return Math.sqrt(sum / residuals.length);
    }

    private static double bias(double[] residuals) {
        double sum = 0;
        for (double residual : residuals) {
            sum += residual;
        }
        return sum / residuals.length;
    }
}
