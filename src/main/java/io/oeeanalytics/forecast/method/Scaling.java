package io.oeeanalytics.forecast.method;

/**
 * Values in units of a power of two near their greatest, so that no square of them overflows or
 * vanishes. A power of two costs no digit.
 */
record Scaling(int exponent) {
    static Scaling of(double[] values) {
        double greatest = 0;
        for (double value : values) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        return new Scaling(greatest > 0 ? Math.getExponent(greatest) : 0);
    }

    /** The last values, at most so many, scaled. */
    double[] down(double[] values, int most) {
        var scaled = new double[Math.min(values.length, most)];
        int first = values.length - scaled.length;
        for (int at = 0; at < scaled.length; at++) {
            scaled[at] = Math.scalb(values[first + at], -exponent);
        }
        return scaled;
    }

    double up(double value) {
        return Math.scalb(value, exponent);
    }

    /** Scales a forecast up, in place. */
    double[] up(double[] future) {
        for (int step = 0; step < future.length; step++) {
            future[step] = up(future[step]);
        }
        return future;
    }

    /** True if every value is a number. */
    static boolean isFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    static boolean isConstant(double[] values) {
        for (double value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
