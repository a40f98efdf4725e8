package io.oeeanalytics.forecast.auto;

import io.oeeanalytics.forecast.method.Arima;
import io.oeeanalytics.forecast.method.ArimaFit;
import io.oeeanalytics.forecast.method.ArimaOrder;
import io.oeeanalytics.forecast.method.AutoArima;
import io.oeeanalytics.forecast.method.ForecastMethod;
import io.oeeanalytics.forecast.method.MeanOfLast;
import io.oeeanalytics.forecast.method.MedianOfLast;
import io.oeeanalytics.forecast.method.ShiftAwareAutoRegression;
import io.oeeanalytics.forecast.method.SimpleExponentialSmoothing;
import io.oeeanalytics.forecast.method.WinsorisedAutoRegression;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For series about a level, such as the OEE of a line: the mean, in equal parts, of the mean of
 * all, the median of the last 14, a winsorised AR(2), automatic ARIMA and an AR(2) fitted since the
 * last break. The forecasts that calibrate the intervals are those of every other past origin; in
 * them ARIMA keeps its order for up to 150 origins and its coefficients for up to 25, always those
 * of an origin before.
 */
final class LevelBlend implements CalibratedMethod {
    static final int WINDOW = 100;

    /** Fewer values than this leave nothing but a level. */
    static final int FEW = 14;

    /** Values further back teach nothing, and would cost time. */
    static final int LONGEST = 20_000;

    /** Neighbouring origins make nearly the same errors. */
    private static final int STRIDE = 2;

    private static final int FIRST_ORIGIN = 20;
    private static final int ORDER_KEPT = 150;
    private static final int ORDER_KEPT_EARLY = 30;
    private static final int COEFFICIENTS_KEPT = 25;

    private static final double[][] NONE = {};
    private static final ArimaOrder LEVEL = ArimaOrder.of(0, 0, 0).withConstant(true);
    private static final AutoArima ARIMA = AutoArima.withoutSeason();
    private static final List<ForecastMethod> LEVELS =
            List.of(MeanOfLast.all(), new SimpleExponentialSmoothing());
    private static final List<ForecastMethod> OTHERS =
            List.of(
                    MeanOfLast.all(),
                    new MedianOfLast(FEW),
                    new WinsorisedAutoRegression(2),
                    new ShiftAwareAutoRegression());

    private final double[] values;
    private final int horizon;
    private final ValueBounds bounds;
    private final double[] @Nullable [] quick;
    private final Map<Integer, ArimaFit> fits = new HashMap<>();

    LevelBlend(double[] values, int horizon, ValueBounds bounds) {
        this.values = values;
        this.horizon = horizon;
        this.bounds = bounds;
        quick = new double[values.length + 1][];
    }

    @Override
    public String name() {
        return "auto: mean of (mean of all, median of last 14, winsorised AR(2), automatic"
                + " ARIMA, shift-aware AR(2))";
    }

    @Override
    public double[] points(int known) {
        var history = history(known);
        return known < FEW ? level(history) : blend(history, arima(history));
    }

    @Override
    public double[] tried(int known) {
        return quick(known).clone();
    }

    @Override
    public IntervalCalibration calibration(int known) {
        int first = Math.max(Math.min(FIRST_ORIGIN, Math.max(1, known / 3)), known - WINDOW);
        return RollingErrors.calibration(values, known, first, STRIDE, horizon, this::quick);
    }

    /** The forecast of a past origin, from nothing but what was known there. */
    double[] quick(int origin) {
        var made = quick[origin];
        if (made == null) {
            var history = history(origin);
            made = origin < FEW ? level(history) : blend(history, arima(origin, history));
            quick[origin] = made;
        }
        return made;
    }

    private double[] history(int known) {
        return Arrays.copyOfRange(values, Math.max(0, known - LONGEST), known);
    }

    private double[] level(double[] history) {
        return mean(history, new double[horizon], 0);
    }

    private double[] mean(double[] history, double[] sum, int count) {
        var members = count == 0 && history.length < FEW ? LEVELS : OTHERS;
        int all = members.size() + count;
        for (var member : members) {
            if (history.length < member.shortestHistory()) {
                return clipped(ForecastMethod.level(history[history.length - 1], horizon));
            }
            var steps = member.forecast(history, horizon);
            for (int step = 0; step < horizon; step++) {
                sum[step] += steps[step];
            }
        }
        for (int step = 0; step < horizon; step++) {
            sum[step] /= all;
        }
        return clipped(sum);
    }

    private double[] blend(double[] history, double[] arima) {
        return mean(history, arima.clone(), 1);
    }

    private double[] clipped(double[] steps) {
        for (int step = 0; step < steps.length; step++) {
            steps[step] = bounds.clip(steps[step]);
        }
        return steps;
    }

    private double[] arima(double[] history) {
        if (constant(history)) {
            return ForecastMethod.level(history[0], horizon);
        }
        var recent = recent(history);
        return ARIMA.selectFast(recent).soundForecast(recent, horizon);
    }

    private static double[] recent(double[] history) {
        return Arrays.copyOfRange(
                history, Math.max(0, history.length - Arima.LONGEST), history.length);
    }

    private double[] arima(int origin, double[] history) {
        if (constant(history)) {
            return ForecastMethod.level(history[0], horizon);
        }
        int kept = origin < ORDER_KEPT ? ORDER_KEPT_EARLY : ORDER_KEPT;
        int chosen = Math.max(FEW, origin / kept * kept);
        int fitted = Math.max(chosen, origin / COEFFICIENTS_KEPT * COEFFICIENTS_KEPT);
        var fit = fit(chosen, fitted);
        var recent = recent(history);
        return fit.movedTo(recent).soundForecast(recent, horizon);
    }

    private ArimaFit fit(int chosen, int fitted) {
        var found = fits.get(fitted);
        if (found == null) {
            var history = history(fitted);
            if (constant(history)) {
                // Became lively only after the anchor: no dynamics could be seen there.
                found = new Arima(LEVEL).fit(stirred(history), NONE);
            } else if (chosen == fitted) {
                found = ARIMA.selectFast(history);
            } else {
                var order = fit(chosen, chosen).order();
                var method = new Arima(order);
                found =
                        history.length < method.shortestHistory()
                                ? fit(chosen, chosen)
                                : method.fit(history, NONE);
            }
            fits.put(fitted, found);
        }
        return found;
    }

    private static double[] stirred(double[] history) {
        var moved = history.clone();
        moved[0] += Math.max(1, Math.abs(moved[0]));
        return moved;
    }

    private static boolean constant(double[] history) {
        for (double value : history) {
            if (value != history[0]) {
                return false;
            }
        }
        return true;
    }
}
