package io.oeeanalytics.forecast.method;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Smoothing of a value and its unseen potential as one complex number, which covers level and trend
 * without choosing between them: Svetunkov, Kourentzes and Ord, Complex exponential smoothing,
 * Naval Research Logistics 69 (2022). With a period above 1 the way the season enters, or none, is
 * chosen by AICc. At most the last {@value #MOST_VALUES} values are fitted.
 */
public record ComplexExponentialSmoothing(int period) implements ForecastMethod {
    static final int MOST_VALUES = 3000;

    private static final double[] STARTS = {1.05, 1.3, 1.7};
    private static final double PARTIAL_START = 0.1;
    private static final double STEP = 0.1;
    private static final int EVALUATIONS_PER_PARAMETER = 100;
    private static final double TOLERANCE = 1e-8;

    record Fit(CesRecursion.Season season, double[] smoothing, double squares, double aicc) {}

    public ComplexExponentialSmoothing {
        if (period < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 value, but the period is " + period);
        }
    }

    /** Without a season. */
    public ComplexExponentialSmoothing() {
        this(1);
    }

    @Override
    public String name() {
        return "CES";
    }

    /**
     * A constant stays; a history too short to fit, or whose continuation leaves the range of
     * numbers, is forecast by simple exponential smoothing.
     */
    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        if (Scaling.isConstant(history)) {
            return ForecastMethod.level(history[0], horizon);
        }
        var scaling = Scaling.of(history);
        double[] values = scaling.down(history, MOST_VALUES);
        return best(values)
                .map(fit -> scaling.up(continued(values, fit, horizon)))
                .filter(Scaling::isFinite)
                .orElseGet(
                        () -> {
                            double level = SimpleExponentialSmoothing.fit(values).lastLevel();
                            return ForecastMethod.level(scaling.up(level), horizon);
                        });
    }

    @Override
    public int shortestHistory() {
        return 3;
    }

    private double[] continued(double[] values, Fit fit, int horizon) {
        return new CesRecursion(values, fit.season(), period).forecast(fit.smoothing(), horizon);
    }

    Optional<Fit> best(double[] values) {
        @Nullable Fit best = null;
        for (var season : CesRecursion.Season.values()) {
            boolean fits =
                    season == CesRecursion.Season.NONE
                            || (period > 1 && values.length >= 2 * period);
            if (fits && values.length > season.degreesOfFreedom(period) + 1) {
                var fit = fit(values, season);
                if (best == null || fit.aicc() < best.aicc()) {
                    best = fit;
                }
            }
        }
        return Optional.ofNullable(best).filter(found -> Double.isFinite(found.squares()));
    }

    private Fit fit(double[] values, CesRecursion.Season season) {
        var recursion = new CesRecursion(values, season, period);
        int count = season.smoothingCount();
        var start = new double[count];
        double least = Double.POSITIVE_INFINITY;
        for (double real : STARTS) {
            var tried = new double[count];
            tried[0] = real;
            tried[1] = 1;
            if (season == CesRecursion.Season.PARTIAL) {
                tried[2] = PARTIAL_START;
            } else if (season == CesRecursion.Season.FULL) {
                tried[2] = real;
                tried[3] = 1;
            }
            double squares = recursion.squares(tried);
            if (squares < least) {
                least = squares;
                start = tried;
            }
        }
        var step = new double[count];
        Arrays.fill(step, STEP);
        double[] smoothing =
                NelderMead.minimise(
                        recursion::squares,
                        start,
                        step,
                        EVALUATIONS_PER_PARAMETER * count,
                        TOLERANCE);
        double squares = recursion.squares(smoothing);
        int n = values.length;
        int free = season.degreesOfFreedom(period);
        double aicc =
                n * Math.log(squares / n) + 2 * free + 2.0 * free * (free + 1) / (n - free - 1);
        return new Fit(season, smoothing, squares, aicc);
    }
}
