package io.oeeanalytics.forecast.factor;

/**
 * Factors of past working days, oldest first, as fractions of 1; days without one of them are left
 * out.
 */
public record FactorHistory(double[] availability, double[] effectiveness, double[] quality) {
    public FactorHistory {
        if (availability.length != effectiveness.length || quality.length != availability.length) {
            throw new IllegalArgumentException(
                    "every day has all three factors, but there are %d, %d and %d"
                            .formatted(availability.length, effectiveness.length, quality.length));
        }
        for (int day = 0; day < availability.length; day++) {
            require("availability", availability[day], 1);
            require("effectiveness", effectiveness[day], Double.MAX_VALUE);
            require("quality", quality[day], 1);
        }
    }

    private static void require(String name, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(
                    "%s is a fraction from 0, but got %s".formatted(name, value));
        }
    }

    public int days() {
        return availability.length;
    }

    double[] of(Factor factor) {
        return switch (factor) {
            case AVAILABILITY -> availability;
            case EFFECTIVENESS -> effectiveness;
            case QUALITY -> quality;
        };
    }
}
