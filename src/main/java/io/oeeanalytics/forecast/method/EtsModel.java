package io.oeeanalytics.forecast.method;

import java.util.ArrayList;
import java.util.List;

/**
 * One exponential smoothing model by the kinds of its error, trend and season: Hyndman, Koehler,
 * Ord and Snyder, Forecasting with Exponential Smoothing (2008), chapter 2. An additive error with
 * a multiplicative season divides by states that may come near zero and is refused; multiplicative
 * trends are left out because they run away with the horizon.
 */
public record EtsModel(ErrorTerm error, Trend trend, Season season) {
    /** How surprises enter: as they are, or in proportion to the forecast. */
    public enum ErrorTerm {
        ADDITIVE,
        MULTIPLICATIVE
    }

    /** What becomes of a slope: there is none, it lasts, or it fades. */
    public enum Trend {
        NONE,
        ADDITIVE,
        DAMPED
    }

    /** How a season enters: not at all, as a sum, or as a factor. */
    public enum Season {
        NONE,
        ADDITIVE,
        MULTIPLICATIVE
    }

    public EtsModel {
        if (error == ErrorTerm.ADDITIVE && season == Season.MULTIPLICATIVE) {
            throw new IllegalArgumentException(
                    "an additive error with a multiplicative season is numerically unstable");
        }
    }

    /** As the literature writes it, for example {@code ETS(A,Ad,N)}. */
    public String name() {
        return "ETS(%s,%s,%s)"
                .formatted(
                        error == ErrorTerm.ADDITIVE ? "A" : "M",
                        switch (trend) {
                            case NONE -> "N";
                            case ADDITIVE -> "A";
                            case DAMPED -> "Ad";
                        },
                        switch (season) {
                            case NONE -> "N";
                            case ADDITIVE -> "A";
                            case MULTIPLICATIVE -> "M";
                        });
    }

    /** All models, those with fewer parts first, additive errors before multiplicative ones. */
    static List<EtsModel> candidates(boolean seasonal) {
        var models = new ArrayList<EtsModel>();
        for (var season : Season.values()) {
            for (var error : ErrorTerm.values()) {
                boolean unstable = error == ErrorTerm.ADDITIVE && season == Season.MULTIPLICATIVE;
                if (unstable || (season != Season.NONE && !seasonal)) {
                    continue;
                }
                for (var trend : Trend.values()) {
                    models.add(new EtsModel(error, trend, season));
                }
            }
        }
        return List.copyOf(models);
    }

    boolean hasTrend() {
        return trend != Trend.NONE;
    }

    boolean isDamped() {
        return trend == Trend.DAMPED;
    }

    boolean isSeasonal() {
        return season != Season.NONE;
    }

    /** True where the model multiplies and so asks for values above zero. */
    boolean needsPositive() {
        return error == ErrorTerm.MULTIPLICATIVE || season == Season.MULTIPLICATIVE;
    }

    /** Where the share of beta in alpha stands among the parameters; alpha itself stands first. */
    int trendShareAt() {
        return 1;
    }

    /** Where the share of gamma in 1 - alpha stands. */
    int seasonShareAt() {
        return hasTrend() ? 2 : 1;
    }

    int dampingAt() {
        return seasonShareAt() + (isSeasonal() ? 1 : 0);
    }

    /** Where the first level stands: the initial states follow the smoothing parameters. */
    int levelAt() {
        return dampingAt() + (isDamped() ? 1 : 0);
    }

    int slopeAt() {
        return levelAt() + 1;
    }

    /** Where the first seasonal indices stand; the last one follows from their sum. */
    int indicesAt() {
        return levelAt() + (hasTrend() ? 2 : 1);
    }

    int parameterCount(int period) {
        return indicesAt() + (isSeasonal() ? period - 1 : 0);
    }
}
