package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * A series moved to mean 0 and standard deviation 1, so that fits neither overflow on huge values
 * nor vanish on tiny ones, and the way back. A constant has its value as centre, and unit 0.
 */
record Scale(double centre, double unit) {
    /** Below this share of its size a spread is rounding, not variation. */
    private static final double ROUNDING = 1e-13;

    static Scale of(double[] values) {
        double size = 0;
        for (double value : values) {
            size = Math.max(size, Math.abs(value));
        }
        if (size == 0) {
            return new Scale(0, 0);
        }
        double mean = 0;
        for (double value : values) {
            mean += value / size / values.length;
        }
        double squares = 0;
        for (double value : values) {
            double away = value / size - mean;
            squares += away * away;
        }
        double spread = Math.sqrt(squares / values.length);
        double unit = spread * size;
        boolean varied = spread > ROUNDING && unit >= Double.MIN_NORMAL;
        return varied ? new Scale(mean * size, unit) : new Scale(values[values.length - 1], 0);
    }

    /** The last {@code most} values at most: what bounds the work on very long histories. */
    static double[] last(double[] values, int most) {
        return values.length <= most
                ? values
                : Arrays.copyOfRange(values, values.length - most, values.length);
    }

    boolean constant() {
        return unit == 0;
    }

    double[] applied(double[] values) {
        var scaled = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            scaled[at] = values[at] / unit - centre / unit;
        }
        return scaled;
    }

    /** The forecasts in the unit of the series; where that overflows, the centre. */
    double[] undone(double[] scaled) {
        var values = new double[scaled.length];
        for (int at = 0; at < scaled.length; at++) {
            double value = scaled[at] * unit + centre;
            values[at] = Double.isFinite(value) ? value : centre;
        }
        return values;
    }
}
