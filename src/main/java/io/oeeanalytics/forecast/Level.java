package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.Interval.Evidence;
import io.oeeanalytics.forecast.auto.SeriesForecast;

/** The chances shown. */
enum Level {
    FIFTY(0.50),
    EIGHTY(0.80),
    NINETY_FIVE(0.95);

    private static final int REACH = 3;
    private static final double ROUNDING = 1e-9;

    private final double chance;

    Level(double chance) {
        this.chance = chance;
    }

    /** The interval of a step; where too few errors speak for this chance, all an OEE can be. */
    Interval of(SeriesForecast forecast, int ahead) {
        int step = ahead - 1;
        var evidence = evidence(forecast.errors(), step);
        if (evidence == Evidence.TOO_FEW_ERRORS) {
            return new Interval(OeeBounds.LEAST, OeeBounds.MOST, evidence);
        }
        return switch (this) {
            case FIFTY ->
                    new Interval(forecast.lower50()[step], forecast.upper50()[step], evidence);
            case EIGHTY ->
                    new Interval(forecast.lower80()[step], forecast.upper80()[step], evidence);
            case NINETY_FIVE ->
                    new Interval(forecast.lower95()[step], forecast.upper95()[step], evidence);
        };
    }

    /** As many errors as have a limit of this chance among them: ceil((n + 1) p) of n. */
    private Evidence evidence(int[] errors, int step) {
        int near = 0;
        for (int at = Math.max(0, step - REACH);
                at <= Math.min(errors.length - 1, step + REACH);
                at++) {
            near += errors[at];
        }
        return enough(errors[step])
                ? Evidence.OWN_HORIZON
                : errors[step] > 0 && enough(near)
                        ? Evidence.NEIGHBOURING_HORIZONS
                        : Evidence.TOO_FEW_ERRORS;
    }

    private boolean enough(int errors) {
        return Math.ceil((errors + 1) * (1 + chance) / 2 - ROUNDING) <= errors;
    }
}
