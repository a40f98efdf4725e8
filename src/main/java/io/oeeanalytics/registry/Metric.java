package io.oeeanalytics.registry;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A figure of how a version did on one line and horizon, beside the same figure of each baseline.
 *
 * @param line empty for the whole plant
 */
public record Metric(
        String line, int horizon, String name, double value, Map<String, Double> baselines) {
    public static final String MAE = "mae";
    public static final String RMSE = "rmse";
    public static final String BIAS = "bias";
    public static final String COVERAGE_80 = "coverage80";
    public static final String COVERAGE_95 = "coverage95";

    public Metric {
        Names.checkLine(line);
        Names.checkText("the name of a metric", name);
        if (name.isBlank() || horizon < 1 || !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "a metric has a name, a horizon of 1 or more and a value, not '%s', %d and %s"
                            .formatted(name, horizon, value));
        }
        baselines = Collections.unmodifiableSortedMap(new TreeMap<>(baselines));
    }
}
