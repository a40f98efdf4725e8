package io.oeeanalytics.registry.ui;

import io.oeeanalytics.registry.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Metrics of one version, over all horizons of a line. */
record Figures(List<Metric> metrics) {
    OptionalDouble mean(String line, String name) {
        return metrics.stream()
                .filter(metric -> metric.line().equals(line) && metric.name().equals(name))
                .mapToDouble(Metric::value)
                .average();
    }

    /** Of that baseline which did best. */
    OptionalDouble bestBaseline(String line, String name) {
        var sums = new HashMap<String, double[]>();
        metrics.stream()
                .filter(metric -> metric.line().equals(line) && metric.name().equals(name))
                .forEach(
                        metric ->
                                metric.baselines()
                                        .forEach(
                                                (baseline, value) -> {
                                                    var sum =
                                                            sums.computeIfAbsent(
                                                                    baseline, key -> new double[2]);
                                                    sum[0] += value;
                                                    sum[1]++;
                                                }));
        return sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).min();
    }

    TreeSet<String> lines() {
        var lines = new TreeSet<String>();
        metrics.forEach(metric -> lines.add(metric.line()));
        return lines;
    }
}
