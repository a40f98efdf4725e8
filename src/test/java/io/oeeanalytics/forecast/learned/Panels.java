package io.oeeanalytics.forecast.learned;

import io.oeeanalytics.bench.SimulatedPanel;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Panels for tests. */
final class Panels {
    private Panels() {}

    /** Monday, 2024-01-01. */
    static final long MONDAY = 19_723;

    /** Lines that share weekdays and product mix, the mix known in advance. */
    static Panel shared(int lines, int days) {
        return SimulatedPanel.of(lines, days, true, 7);
    }

    /** Every day from a Monday on. */
    static PanelSeries daily(String name, int days, IntToDoubleFunction values) {
        return new PanelSeries(name, times(days), values(days, values));
    }

    static long[] times(int days) {
        var times = new long[days];
        Arrays.setAll(times, day -> MONDAY + day);
        return times;
    }

    static double[] values(int days, IntToDoubleFunction values) {
        var all = new double[days];
        Arrays.setAll(all, values);
        return all;
    }

    /** The panel with every value after a day replaced; what was planned stays. */
    static Panel withoutFutureAfter(Panel panel, long time, double instead) {
        var changed =
                panel.series().stream()
                        .map(
                                one -> {
                                    var values = one.values().clone();
                                    for (int at = 0; at < values.length; at++) {
                                        values[at] = one.times()[at] > time ? instead : values[at];
                                    }
                                    return new PanelSeries(
                                            one.name(), one.times(), values, one.covariates());
                                })
                        .toList();
        return new Panel(changed, panel.dated(), panel.season(), panel.covariates());
    }

    static Panel of(PanelSeries... series) {
        return new Panel(List.of(series), true, 1, List.of());
    }
}
