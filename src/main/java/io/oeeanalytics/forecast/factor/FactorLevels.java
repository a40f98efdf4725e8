package io.oeeanalytics.forecast.factor;

/** The three factors of some time, as fractions of 1. */
public record FactorLevels(double availability, double effectiveness, double quality) {
    public double of(Factor factor) {
        return switch (factor) {
            case AVAILABILITY -> availability;
            case EFFECTIVENESS -> effectiveness;
            case QUALITY -> quality;
        };
    }

    public double oee() {
        return availability * effectiveness * quality;
    }
}
