package io.oeeanalytics.forecast.auto;

/** What a value can be at all; forecasts and intervals stay inside. */
public record ValueBounds(double least, double most) {
    public static final ValueBounds NONE = new ValueBounds(-Double.MAX_VALUE, Double.MAX_VALUE);

    public ValueBounds {
        if (!(least < most) || !Double.isFinite(least) || !Double.isFinite(most)) {
            throw new IllegalArgumentException(
                    "bounds run upwards and are finite, but got %s to %s".formatted(least, most));
        }
    }

    public boolean given() {
        return least > -Double.MAX_VALUE && most < Double.MAX_VALUE;
    }

    public double clip(double value) {
        return Math.clamp(value, least, most);
    }
}
