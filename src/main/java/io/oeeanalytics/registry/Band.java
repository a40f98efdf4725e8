package io.oeeanalytics.registry;

/** Where a value was expected with a stated chance. */
public record Band(double lower, double upper) {
    public Band {
        if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
            throw new IllegalArgumentException(
                    "a band is finite and runs upwards, but got %s to %s".formatted(lower, upper));
        }
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
