package io.oeeanalytics.oee;

/** Where a ratio must lie whatever happened while nobody was looking. */
public record Bounds(double low, double high) {
    public Bounds {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "bounds %s to %s are upside down".formatted(low, high));
        }
    }
}
