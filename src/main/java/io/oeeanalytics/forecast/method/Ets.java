package io.oeeanalytics.forecast.method;

import java.util.List;
import java.util.Optional;

/**
 * Exponential smoothing as a state space model, its parameters and initial states by maximum
 * likelihood, the model by AICc: Hyndman, Koehler, Snyder and Grose, A state space framework for
 * automatic forecasting using exponential smoothing methods, International Journal of Forecasting
 * 18 (2002); Hyndman, Koehler, Ord and Snyder, Forecasting with Exponential Smoothing (2008). The
 * candidates are those of R's {@code ets}. At most the last {@value #MOST_VALUES} values are
 * fitted.
 */
public final class Ets implements ForecastMethod {
    /** The longest season estimated; with a longer one there are more indices than data teach. */
    public static final int LONGEST_SEASON = 24;

    /** Older values hardly move the states of today, and fitting them takes its time. */
    static final int MOST_VALUES = 3000;

    private final String name;
    private final int period;
    private final List<EtsModel> candidates;

    /**
     * A model fitted to a history.
     *
     * @param errors the one-step errors, in proportion to the forecast if the model's error is
     *     multiplicative
     * @param sigma the standard deviation of the errors
     */
    public record Fit(
            EtsModel model,
            double alpha,
            double beta,
            double gamma,
            double phi,
            double level,
            double slope,
            double[] indices,
            double[] errors,
            double sigma,
            double logLikelihood,
            double aicc) {

        /** The point forecasts from the last states. */
        public double[] forecast(int horizon) {
            var future = new double[horizon];
            double damping = phi;
            double slopes = 0;
            for (int step = 0; step < horizon; step++) {
                slopes += damping;
                damping *= phi;
                double base = level + slopes * slope;
                future[step] =
                        switch (model.season()) {
                            case NONE -> base;
                            case ADDITIVE -> base + indices[step % indices.length];
                            case MULTIPLICATIVE -> base * indices[step % indices.length];
                        };
            }
            return future;
        }
    }

    private Ets(String name, int period, List<EtsModel> candidates) {
        if (period < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 value, but the period is " + period);
        }
        this.name = name;
        this.period = period;
        this.candidates = candidates;
    }

    /** The best model without a season. */
    public static Ets automatic() {
        return automatic(1);
    }

    /** The best model, with a season if the data show one; a period of 1 means none. */
    public static Ets automatic(int period) {
        boolean seasonal = period > 1 && period <= LONGEST_SEASON;
        return new Ets("ETS", period, EtsModel.candidates(seasonal));
    }

    /** One model, without a search. */
    public static Ets of(EtsModel model, int period) {
        if (model.isSeasonal() && (period < 2 || period > LONGEST_SEASON)) {
            throw new IllegalArgumentException(
                    "%s takes a period from 2 to %d, but got %d"
                            .formatted(model.name(), LONGEST_SEASON, period));
        }
        return new Ets(model.name(), period, List.of(model));
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * The forecast of the fitted model. A constant stays; a history too short for every candidate,
     * or not positive where all of them multiply, is forecast by simple exponential smoothing.
     */
    @Override
    public double[] forecast(double[] history, int horizon) {
        require(history, horizon);
        if (Scaling.isConstant(history)) {
            return ForecastMethod.level(history[0], horizon);
        }
        var future = fit(history).map(fit -> fit.forecast(horizon));
        return future.filter(Scaling::isFinite).orElseGet(() -> simple(history, horizon));
    }

    private static double[] simple(double[] history, int horizon) {
        var scaling = Scaling.of(history);
        double[] values = scaling.down(history, MOST_VALUES);
        double level = scaling.up(SimpleExponentialSmoothing.fit(values).lastLevel());
        return ForecastMethod.level(level, horizon);
    }

    @Override
    public int shortestHistory() {
        return 3;
    }

    /** The fitted model of the least AICc; empty if no candidate can be fitted. */
    public Optional<Fit> fit(double[] history) {
        require(history, 1);
        if (Scaling.isConstant(history)) {
            return Optional.empty();
        }
        var scaling = Scaling.of(history);
        double[] values = scaling.down(history, MOST_VALUES);
        return new EtsEstimation(values, period)
                .best(candidates)
                .map(estimate -> fit(estimate, values, scaling));
    }

    private Fit fit(EtsEstimation.Estimate estimate, double[] values, Scaling scaling) {
        var model = estimate.model();
        var smoothed = new EtsRecursion(values, model, period).smoothed(estimate.point());
        boolean relative = model.error() == EtsModel.ErrorTerm.MULTIPLICATIVE;
        double[] errors = smoothed.errors();
        double squares = 0;
        for (double error : errors) {
            squares += error * error;
        }
        int n = errors.length;
        double sigma = Math.sqrt(squares / (n - model.parameterCount(period)));
        // The likelihood was that of scaled values, whose density is 2^exponent times as high.
        double unit = n * scaling.exponent() * Math.log(2);
        double logLikelihood = -n * Math.log(estimate.squares()) / 2;
        double[] indices = smoothed.indices();
        return new Fit(
                model,
                smoothed.alpha(),
                smoothed.beta(),
                smoothed.gamma(),
                smoothed.phi(),
                scaling.up(smoothed.level()),
                scaling.up(smoothed.slope()),
                model.season() == EtsModel.Season.ADDITIVE ? scaling.up(indices) : indices,
                relative ? errors : scaling.up(errors),
                relative ? sigma : scaling.up(sigma),
                logLikelihood - unit,
                estimate.aicc() + 2 * unit);
    }
}
