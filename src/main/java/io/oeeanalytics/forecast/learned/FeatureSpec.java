package io.oeeanalytics.forecast.learned;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a row holds, so that a stored model meets rows of the same kind again.
 *
 * @param horizon the furthest step
 * @param dated whether rows know the weekday
 * @param season steps of a season, or 1
 * @param covariates names of what is known in advance
 */
public record FeatureSpec(int horizon, boolean dated, int season, List<String> covariates) {
    /** The last values, one column each: a working week and a day. */
    static final int LAGS = 7;

    static final int WEEKDAYS = 7;

    public FeatureSpec {
        covariates = List.copyOf(covariates);
        if (horizon < 1 || season < 1) {
            throw new IllegalArgumentException(
                    "horizon and season have at least 1 step, but got %d and %d"
                            .formatted(horizon, season));
        }
    }

    static FeatureSpec of(Panel panel, int horizon) {
        return new FeatureSpec(horizon, panel.dated(), panel.season(), panel.covariates());
    }

    /** The columns of a row in their order. */
    public List<String> names() {
        var names = new ArrayList<String>();
        for (int lag = 1; lag <= LAGS; lag++) {
            names.add("lag-" + lag);
        }
        names.addAll(
                List.of(
                        "mean-7",
                        "mean-14",
                        "mean-28",
                        "median-14",
                        "spread-14",
                        "level-since-break",
                        "step",
                        "lag-1-by-step",
                        "mean-7-by-step"));
        if (dated) {
            for (var day : DayOfWeek.values()) {
                names.add(day.name().toLowerCase(Locale.ROOT));
            }
            names.add("days-since-worked");
            names.add("own-weekday");
        }
        if (season > 1) {
            names.add("lag-season");
            names.add("own-season");
        }
        for (var covariate : covariates) {
            names.add("known-" + covariate);
        }
        return List.copyOf(names);
    }
}
