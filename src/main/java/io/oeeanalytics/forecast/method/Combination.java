package io.oeeanalytics.forecast.method;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The plain mean of several forecasts. Equal weights are hard to beat because weights have to be
 * estimated too: Clemen, Combining forecasts, International Journal of Forecasting 5 (1989); Smith
 * and Wallis, A simple explanation of the forecast combination puzzle, Oxford Bulletin of Economics
 * and Statistics 71 (2009).
 */
public record Combination(List<ForecastMethod> members) implements ForecastMethod {
    public Combination {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a combination needs at least 1 member, but got 0");
        }
    }

    public static Combination of(ForecastMethod... members) {
        return new Combination(List.of(members));
    }

    @Override
    public String name() {
        return members.stream()
                .map(ForecastMethod::name)
                .collect(Collectors.joining(", ", "mean of (", ")"));
    }

    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        var future = new double[horizon];
        for (var member : members) {
            var steps = member.forecast(history, horizon);
            for (int step = 0; step < horizon; step++) {
                future[step] += steps[step] / members.size();
            }
        }
        return future;
    }

    @Override
    public int shortestHistory() {
        return members.stream().mapToInt(ForecastMethod::shortestHistory).max().orElseThrow();
    }
}
