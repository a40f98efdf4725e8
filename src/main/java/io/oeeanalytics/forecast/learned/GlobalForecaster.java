package io.oeeanalytics.forecast.learned;

import io.oeeanalytics.forecast.auto.MethodCatalogue;
import io.oeeanalytics.forecast.auto.Origins;
import io.oeeanalytics.forecast.auto.RollingErrors;
import io.oeeanalytics.forecast.auto.SeriesForecast;
import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.auto.TriedSeries;
import io.oeeanalytics.forecast.auto.ValueBounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts the series of a panel with one model of all, trained anew every {@value
 * RefittedModels#ORIGINS} days. Intervals rest on errors made at past origins by models that did
 * not know what followed them. Where a series or the panel is too short, the answer is that of
 * {@code auto}, with a note. Many threads may ask at once, and answers depend on nothing but panel,
 * method, horizon, bounds and seed.
 */
public final class GlobalForecaster {
    private static final int WINDOW = 100;

    /** Neighbouring origins make nearly the same errors; with so many every other one will do. */
    private static final int MANY = 40;

    private static final int STRIDE = 2;

    /** Fewer past origins tell of a spread, but not of two sides. */
    private static final int FEWEST_ORIGINS = 8;

    private final Panel panel;
    private final GlobalMethod method;
    private final FeatureSpec spec;
    private final ValueBounds bounds;
    private final List<SeriesHistory> histories;
    private final RefittedModels refitted;
    private final @Nullable GlobalModel given;

    private GlobalForecaster(
            Panel panel,
            GlobalMethod method,
            FeatureSpec spec,
            ValueBounds bounds,
            long seed,
            @Nullable GlobalModel given) {
        this.panel = panel;
        this.method = method;
        this.spec = spec;
        this.bounds = bounds;
        this.given = given;
        method.learner().ready();
        histories = panel.series().stream().map(SeriesHistory::new).toList();
        refitted = new RefittedModels(method, histories, spec, seed);
    }

    /**
     * With models trained on the panel itself.
     *
     * @param horizon steps ahead
     * @throws IllegalStateException if the method does not run on this machine
     */
    public static GlobalForecaster of(
            Panel panel, GlobalMethod method, int horizon, ValueBounds bounds, long seed) {
        return new GlobalForecaster(
                panel, method, FeatureSpec.of(panel, horizon), bounds, seed, null);
    }

    /**
     * With a model from elsewhere, for origins from the end of its training on; errors before it
     * are those of models trained on the panel.
     */
    public static GlobalForecaster of(Panel panel, GlobalModel model, ValueBounds bounds) {
        var spec = FeatureSpec.of(panel, model.spec().horizon());
        if (!spec.equals(model.spec())) {
            throw new IllegalArgumentException(
                    "the model's rows are %s, but the panel's %s".formatted(model.spec(), spec));
        }
        return new GlobalForecaster(
                panel, model.method(), spec, bounds, model.training().seed(), model);
    }

    /** The model of everything in the panel; empty where that is too little to learn from. */
    public Optional<GlobalModel> model() {
        return histories.stream()
                .map(history -> history.time(history.count() - 1))
                .max(Long::compare)
                .flatMap(refitted::trained);
    }

    /**
     * Of a series beside the panel, by the models of the panel.
     *
     * @throws IllegalArgumentException if its covariates are not the panel's
     */
    public Origins origins(PanelSeries series) {
        // Checks the columns.
        new Panel(List.of(series), panel.dated(), panel.season(), panel.covariates());
        return new Tried(new SeriesHistory(series));
    }

    /** After the last value of a series, counted from 0. */
    public SeriesForecast forecast(int series) {
        return backtest(series, histories.get(series).count()).getFirst();
    }

    /**
     * From each origin, given by how many values of the series were known there, as if the forecast
     * were made there: neither it nor its intervals nor its model know of any later day, on this
     * series or another.
     */
    public List<SeriesForecast> backtest(int series, int... origins) {
        var tried = new Tried(histories.get(series));
        var forecasts = new ArrayList<SeriesForecast>(origins.length);
        for (int known : origins) {
            forecasts.add(tried.at(known));
        }
        return forecasts;
    }

    private Optional<GlobalModel> model(long time) {
        return given != null && time >= given.training().until()
                ? Optional.of(given)
                : refitted.at(time);
    }

    /** One series and what its origins share. */
    private final class Tried implements Origins {
        private final SeriesHistory history;
        private final Features features;
        private final double[] @Nullable [] made;
        private @Nullable TriedSeries fallback;

        private Tried(SeriesHistory history) {
            this.history = history;
            features = new Features(spec, history);
            made = new double[history.count() + 1][];
        }

        @Override
        public SeriesForecast tried(int known) {
            return at(known);
        }

        @Override
        public SeriesForecast at(int known) {
            if (known < 1 || known > history.count()) {
                throw new IllegalArgumentException(
                        "origins lie from 1 to %d, but got %d".formatted(history.count(), known));
            }
            if (!history.usable(known)) {
                return auto(
                        known,
                        known < SeriesHistory.FEWEST
                                ? "it has fewer than %d values".formatted(SeriesHistory.FEWEST)
                                : "its values do not vary, or are out of all measure");
            }
            if (model(history.time(known - 1)).isEmpty()) {
                return auto(
                        known,
                        "fewer than %d series and %d rows were there to learn from"
                                .formatted(GlobalModel.FEWEST_SERIES, GlobalModel.FEWEST_ROWS));
            }
            int first = known;
            while (first > 1 && first > known - WINDOW && able(first - 1)) {
                first--;
            }
            if (known - first < FEWEST_ORIGINS) {
                return auto(
                        known,
                        "fewer than %d origins tell of the errors of a model"
                                .formatted(FEWEST_ORIGINS));
            }
            var calibration =
                    RollingErrors.calibration(
                            history.series().values(),
                            known,
                            first,
                            known - first < MANY ? 1 : STRIDE,
                            spec.horizon(),
                            this::points);
            return SeriesForecast.about(
                    points(known), known, method.optionName(), calibration, bounds);
        }

        private boolean able(int known) {
            return history.usable(known) && model(history.time(known - 1)).isPresent();
        }

        private double[] points(int known) {
            var points = made[known];
            if (points == null) {
                int horizon = spec.horizon();
                var times = history.expectedTimes(known, horizon, spec.dated());
                var rows = new double[horizon][];
                for (int step = 0; step < horizon; step++) {
                    rows[step] = features.row(known, step, times);
                }
                points = model(history.time(known - 1)).orElseThrow().answers(rows);
                for (int step = 0; step < horizon; step++) {
                    points[step] = bounds.clip(features.value(known, points[step]));
                }
                made[known] = points;
            }
            return points;
        }

        private SeriesForecast auto(int known, String reason) {
            var instead = fallback;
            if (instead == null) {
                instead =
                        new TriedSeries(
                                new SeriesForecaster(
                                        spec.horizon(),
                                        panel.season(),
                                        bounds,
                                        MethodCatalogue.AUTO),
                                history.series().values());
                fallback = instead;
            }
            return instead.at(known)
                    .standingIn(
                            "%s cannot speak, as %s; auto stands in"
                                    .formatted(method.optionName(), reason));
        }
    }
}
