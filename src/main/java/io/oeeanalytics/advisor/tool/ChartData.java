package io.oeeanalytics.advisor.tool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart of figures, never of what a model wrote.
 *
 * @param categories along the axis, worded
 * @param unit of all values
 */
public record ChartData(
        Kind kind, String title, List<String> categories, List<Series> series, Figure.Unit unit) {
    public ChartData {
        categories = List.copyOf(categories);
        series = List.copyOf(series);
    }

    /** How it is drawn. */
    public enum Kind {
        BARS,
        LINES
    }

    /**
     * @param values one for each category; null where there is none
     */
    public record Series(String name, List<@Nullable Double> values) {}
}
