package io.oeeanalytics.forecast.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fits exponential smoothing models to one series, the simple ones first, as each one's optimum is
 * a start for the richer ones. Other starts lie on a coarse grid of smoothing parameters over
 * initial states by the heuristics of Hyndman, Koehler, Ord and Snyder (2008), section 5.2.1. Only
 * the best start is refined.
 */
final class EtsEstimation {
    private static final double[] ALPHAS_AT_REST = {0.0002, 0.003};
    private static final double[] ALPHAS = {0.02, 0.1, 0.3, 0.6, 0.9};
    private static final double[] TREND_SHARES = {0.01, 0.2, 0.9};
    private static final double[] SEASON_SHARES = {0.01, 0.5};
    private static final double[] NO_SHARE = {0};
    private static final double LEAST_DAMPING = 0.8;
    private static final double MOST_DAMPING = 0.98;
    private static final double FIRST_DAMPING = 0.9;
    private static final int LEAST_SEEN = 10;
    private static final double LEAST_FACTOR = 0.01;
    private static final int EVALUATIONS = 40;
    private static final int SHORT_WALK = 6;
    private static final double TOLERANCE = 1e-6;

    /** The mean square, in units of the greatest value, below which a fit counts as perfect. */
    private static final double PERFECT = 1e-28;

    private final double[] values;
    private final int period;
    private final boolean positive;
    private final List<Estimate> estimates = new ArrayList<>();

    /** One model at its optimum; its criterion is AICc, which weighs fit against parameters. */
    record Estimate(EtsModel model, double[] point, double squares, double aicc) {}

    /** Where a series starts: its level, slope and, for a season, its indices. */
    private record InitialStates(double level, double slope, double[] indices) {}

    EtsEstimation(double[] values, int period) {
        this.values = values;
        this.period = period;
        boolean above = true;
        for (double value : values) {
            above &= value > 0;
        }
        positive = above;
    }

    /** The model of least AICc; empty if the series is too short for all of them. */
    Optional<Estimate> best(List<EtsModel> models) {
        @Nullable Estimate best = null;
        for (var model : models) {
            if (isPossible(model)) {
                var estimate = estimate(model);
                estimates.add(estimate);
                if (best == null || estimate.aicc() < best.aicc()) {
                    best = estimate;
                }
            }
        }
        return Optional.ofNullable(best).filter(found -> Double.isFinite(found.aicc()));
    }

    private boolean isPossible(EtsModel model) {
        boolean enough = values.length > model.parameterCount(period) + 2;
        boolean season = !model.isSeasonal() || values.length > period + 1;
        return enough && season && (positive || !model.needsPositive());
    }

    private Estimate estimate(EtsModel model) {
        var recursion = new EtsRecursion(values, model, period);
        var low = new double[model.parameterCount(period)];
        var high = new double[low.length];
        bound(model, low, high);
        double[] point = walked(model, recursion, low, high);
        int n = values.length;
        double squares =
                Math.max(
                        n * PERFECT,
                        LevenbergMarquardt.minimise(
                                recursion, point, low, high, EVALUATIONS, TOLERANCE));
        int free = low.length + 1;
        double aicc = n * Math.log(squares) + 2 * free + 2.0 * free * (free + 1) / (n - free - 1);
        return new Estimate(model, point, squares, aicc);
    }

    private void bound(EtsModel model, double[] low, double[] high) {
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, Double.POSITIVE_INFINITY);
        low[0] = EtsRecursion.LEAST;
        high[0] = 1 - EtsRecursion.LEAST;
        if (model.hasTrend()) {
            low[model.trendShareAt()] = 0;
            high[model.trendShareAt()] = 1;
        }
        if (model.isSeasonal()) {
            low[model.seasonShareAt()] = 0;
            high[model.seasonShareAt()] = 1;
        }
        if (model.isDamped()) {
            low[model.dampingAt()] = LEAST_DAMPING;
            high[model.dampingAt()] = MOST_DAMPING;
        }
        if (model.season() == EtsModel.Season.MULTIPLICATIVE) {
            Arrays.fill(low, model.indicesAt(), low.length, 0);
        }
    }

    /**
     * The likelihood has several valleys: a level at rest, a slow and a fast trend, a fixed and a
     * moving season. The best start in each is walked a few steps; the one that comes lowest is
     * taken to the end.
     */
    private double[] walked(EtsModel model, EtsRecursion recursion, double[] low, double[] high) {
        var states = initialStates(model);
        var starts = new ArrayList<double[]>();
        for (double seasonShare : model.isSeasonal() ? SEASON_SHARES : NO_SHARE) {
            addLeast(starts, recursion, grid(model, states, ALPHAS_AT_REST, 0, seasonShare));
            for (double trendShare : model.hasTrend() ? TREND_SHARES : NO_SHARE) {
                addLeast(starts, recursion, grid(model, states, ALPHAS, trendShare, seasonShare));
            }
        }
        addLeast(starts, recursion, transfers(model));
        double[] best = starts.getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (var start : starts) {
            double squares =
                    LevenbergMarquardt.minimise(recursion, start, low, high, SHORT_WALK, TOLERANCE);
            if (squares < least) {
                least = squares;
                best = start;
            }
        }
        return best;
    }

    /** Adds the best of the points; one without meaning only where there is no other. */
    private static void addLeast(
            List<double[]> starts, EtsRecursion recursion, List<double[]> points) {
        int best = starts.isEmpty() ? 0 : points.size();
        double least = Double.POSITIVE_INFINITY;
        for (int at = 0; at < points.size(); at++) {
            double squares = recursion.squares(points.get(at), least);
            if (squares < least) {
                least = squares;
                best = at;
            }
        }
        if (best < points.size()) {
            starts.add(points.get(best));
        }
    }

    private List<double[]> grid(
            EtsModel model,
            List<InitialStates> states,
            double[] alphas,
            double trendShare,
            double seasonShare) {
        var points = new ArrayList<double[]>();
        for (var initial : states) {
            for (double alpha : alphas) {
                var point = new double[model.parameterCount(period)];
                point[0] = alpha;
                point[model.levelAt()] = initial.level();
                if (model.hasTrend()) {
                    point[model.trendShareAt()] = trendShare;
                    point[model.slopeAt()] = initial.slope();
                }
                if (model.isDamped()) {
                    point[model.dampingAt()] = FIRST_DAMPING;
                }
                if (model.isSeasonal()) {
                    point[model.seasonShareAt()] = seasonShare;
                    System.arraycopy(initial.indices(), 0, point, model.indicesAt(), period - 1);
                }
                points.add(point);
            }
        }
        return points;
    }

    private List<double[]> transfers(EtsModel model) {
        var points = new ArrayList<double[]>();
        for (var earlier : estimates) {
            if (earlier.model().season() == model.season()
                    && (model.isDamped() || !earlier.model().isDamped())) {
                points.add(transfer(earlier, model));
            }
        }
        return points;
    }

    /** The same smoothing in a model with as many parts or more; new parts start idle. */
    private double[] transfer(Estimate from, EtsModel to) {
        var model = from.model();
        var point = new double[to.parameterCount(period)];
        point[0] = from.point()[0];
        point[to.levelAt()] = from.point()[model.levelAt()];
        if (to.hasTrend()) {
            point[to.trendShareAt()] =
                    model.hasTrend() ? from.point()[model.trendShareAt()] : TREND_SHARES[0];
            point[to.slopeAt()] = model.hasTrend() ? from.point()[model.slopeAt()] : 0;
        }
        if (to.isDamped()) {
            point[to.dampingAt()] =
                    model.isDamped() ? from.point()[model.dampingAt()] : MOST_DAMPING;
        }
        if (to.isSeasonal()) {
            point[to.seasonShareAt()] = from.point()[model.seasonShareAt()];
            System.arraycopy(from.point(), model.indicesAt(), point, to.indicesAt(), period - 1);
        }
        return point;
    }

    /** With a trend two sets: on the line through the first values, and on their mean. */
    private List<InitialStates> initialStates(EtsModel model) {
        double[] adjusted = values;
        var indices = new double[0];
        int seen = Math.min(LEAST_SEEN, values.length);
        if (model.isSeasonal()) {
            var season = seasons(model.season() == EtsModel.Season.MULTIPLICATIVE);
            indices = season.indices();
            adjusted = season.adjusted(values);
            seen = Math.min(Math.max(LEAST_SEEN, 2 * period), values.length);
        }
        double mean = mean(adjusted, seen);
        if (model.season() == EtsModel.Season.ADDITIVE && model.needsPositive()) {
            // A season of the whole history may be larger than a low start.
            double share = mean / mean(values, values.length);
            indices = Arrays.stream(indices).map(index -> index * share).toArray();
        }
        var flat = new InitialStates(mean, 0, indices);
        if (!model.hasTrend()) {
            return List.of(flat);
        }
        double middle = (seen + 1) / 2.0;
        double covariance = 0;
        double variance = 0;
        for (int at = 0; at < seen; at++) {
            double time = at + 1 - middle;
            covariance += time * (adjusted[at] - mean);
            variance += time * time;
        }
        double slope = covariance / variance;
        return List.of(flat, new InitialStates(mean - slope * middle, slope, indices));
    }

    private static double mean(double[] values, int count) {
        double mean = 0;
        for (int at = 0; at < count; at++) {
            mean += values[at] / count;
        }
        return mean;
    }

    private SeasonalAdjustment seasons(boolean factors) {
        if (values.length < 2 * period) {
            var idle = new double[period];
            Arrays.fill(idle, factors ? 1 : 0);
            return new SeasonalAdjustment(idle, factors);
        }
        var season = SeasonalAdjustment.of(values, period, factors);
        if (!factors) {
            return season;
        }
        double sum = 0;
        for (int place = 0; place < period; place++) {
            season.indices()[place] = Math.max(LEAST_FACTOR, season.indices()[place]);
            sum += season.indices()[place];
        }
        for (int place = 0; place < period; place++) {
            season.indices()[place] *= period / sum;
        }
        return season;
    }
}
