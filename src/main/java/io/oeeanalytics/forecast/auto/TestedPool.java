package io.oeeanalytics.forecast.auto;

import io.oeeanalytics.forecast.method.AutoArima;
import io.oeeanalytics.forecast.method.ComplexExponentialSmoothing;
import io.oeeanalytics.forecast.method.DampedTrend;
import io.oeeanalytics.forecast.method.Decomposed;
import io.oeeanalytics.forecast.method.DynamicOptimisedTheta;
import io.oeeanalytics.forecast.method.Ets;
import io.oeeanalytics.forecast.method.ForecastMethod;
import io.oeeanalytics.forecast.method.MeanOfLast;
import io.oeeanalytics.forecast.method.SeasonalAutoRegression;
import io.oeeanalytics.forecast.method.SeasonalNaive;
import io.oeeanalytics.forecast.method.SimpleExponentialSmoothing;
import io.oeeanalytics.forecast.method.WinsorisedAutoRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * For series with a trend or seasons: several methods that see them differently, each tried on the
 * last stretches of the history as if these were to come; the best of them are averaged with
 * weights by the inverse of their squared mean absolute errors. Bates and Granger, The combination
 * of forecasts, Operational Research Quarterly 20 (1969); Petropoulos and Svetunkov, A simple
 * combination of univariate models, International Journal of Forecasting 36 (2020).
 */
final class TestedPool implements CalibratedMethod {
    private static final int STRETCHES = 3;
    private static final int BEST = 6;
    private static final int LEAST_STRETCHED = 6;
    private static final int LONGEST_OWN_SEASON = 12;
    private static final int LONGEST_OWN_SMOOTHING = 24;
    private static final int LONGEST_FOR_OWN = 1_000;

    private final double[] values;
    private final int horizon;
    private final ValueBounds bounds;
    private final SeriesCharacter character;
    private final List<ForecastMethod> members;
    private final Map<Integer, double[][]> made = new HashMap<>();

    TestedPool(
            double[] values,
            int horizon,
            ValueBounds bounds,
            SeriesCharacter character,
            boolean given) {
        this.values = values;
        this.horizon = horizon;
        this.bounds = bounds;
        this.character = character;
        members =
                character.periods().isEmpty()
                        ? plain()
                        : seasonal(character.periods(), values, given);
    }

    private static List<ForecastMethod> plain() {
        return List.of(
                Ets.automatic(),
                AutoArima.withoutSeason(),
                new DynamicOptimisedTheta(),
                new ComplexExponentialSmoothing(),
                new DampedTrend(),
                new SimpleExponentialSmoothing(),
                new WinsorisedAutoRegression(2),
                MeanOfLast.all());
    }

    private static List<ForecastMethod> seasonal(
            List<Integer> periods, double[] values, boolean given) {
        int shortest = periods.getFirst();
        boolean positive = Arrays.stream(values).allMatch(value -> value > 0);
        var list = new ArrayList<ForecastMethod>();
        list.add(new Decomposed(Ets.automatic(), periods, positive));
        list.add(new Decomposed(AutoArima.withoutSeason(), periods, positive));
        list.add(new Decomposed(new ComplexExponentialSmoothing(), periods, positive));
        list.add(new SeasonalAutoRegression(periods, positive));
        if (positive) {
            list.add(new Decomposed(AutoArima.withoutSeason(), periods, false));
            list.add(new SeasonalAutoRegression(periods, false));
        }
        list.add(new SeasonalNaive(periods.getLast()));
        if (periods.size() > 1) {
            var first = List.of(shortest);
            list.add(new Decomposed(AutoArima.withoutSeason(), first, positive));
        } else if (values.length <= LONGEST_FOR_OWN && shortest <= LONGEST_OWN_SMOOTHING) {
            list.add(Ets.automatic(shortest));
            list.add(new ComplexExponentialSmoothing(shortest));
            if (shortest <= LONGEST_OWN_SEASON) {
                list.add(new AutoArima(shortest));
            }
        }
        if (!given || periods.size() == 1) {
            list.add(new DynamicOptimisedTheta(shortest));
        }
        if (!given) {
            // A season that was only guessed must hold its own against none at all.
            list.add(new Decomposed(new DampedTrend(), periods, positive));
            list.add(Ets.automatic());
            list.add(AutoArima.withoutSeason());
            list.add(new ComplexExponentialSmoothing());
            list.add(new DampedTrend());
        }
        return list;
    }

    @Override
    public String name() {
        return "auto: the best of %d methods by trial, weighted%s"
                .formatted(
                        members.size(),
                        character.periods().isEmpty()
                                ? ""
                                : ", with seasons of " + character.periods());
    }

    @Override
    public double[] points(int known) {
        return combined(made(known), weights(known));
    }

    @Override
    public IntervalCalibration calibration(int known) {
        var weights = weights(known);
        int stretch = stretch(known);
        int tried = Math.min(horizon, stretch);
        var errors = new double[horizon][0];
        var ages = new double[horizon][0];
        for (int step = 0; step < tried; step++) {
            errors[step] = new double[STRETCHES];
            ages[step] = new double[STRETCHES];
        }
        for (int back = STRETCHES; back >= 1; back--) {
            int origin = known - back * stretch;
            var points = combined(made(origin), weights);
            for (int step = 0; step < tried; step++) {
                errors[step][STRETCHES - back] = values[origin + step] - points[step];
                ages[step][STRETCHES - back] = 0;
            }
        }
        return IntervalCalibration.of(errors, ages);
    }

    /** How long each trial is: the horizon, or less of a short history. */
    private int stretch(int known) {
        return Math.max(1, Math.min(horizon, known / LEAST_STRETCHED));
    }

    private double[] weights(int known) {
        int stretch = stretch(known);
        var misses = new double[members.size()];
        for (int back = 1; back <= STRETCHES; back++) {
            int origin = known - back * stretch;
            var tries = made(origin);
            for (int member = 0; member < misses.length; member++) {
                for (int step = 0; step < stretch; step++) {
                    misses[member] +=
                            Math.abs(values[origin + step] - tries[member][step])
                                    / stretch
                                    / STRETCHES;
                }
            }
        }
        var best =
                IntStream.range(0, misses.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(member -> misses[member]))
                        .limit(BEST)
                        .toList();
        double least = misses[best.getFirst()];
        var weights = new double[misses.length];
        double sum = 0;
        for (int member : best) {
            double share = least > 0 ? least / misses[member] : misses[member] > 0 ? 0 : 1;
            weights[member] = share * share;
            sum += weights[member];
        }
        for (int member = 0; member < weights.length; member++) {
            weights[member] /= sum;
        }
        return weights;
    }

    private double[] combined(double[][] steps, double[] weights) {
        var sum = new double[horizon];
        for (int member = 0; member < weights.length; member++) {
            for (int step = 0; step < horizon && weights[member] > 0; step++) {
                sum[step] += weights[member] * steps[member][step];
            }
        }
        return sum;
    }

    private double[][] made(int known) {
        var found = made.get(known);
        if (found == null) {
            var history =
                    Arrays.copyOfRange(values, Math.max(0, known - LevelBlend.LONGEST), known);
            found = new double[members.size()][];
            for (int member = 0; member < found.length; member++) {
                found[member] = steps(members.get(member), history);
            }
            made.put(known, found);
        }
        return found;
    }

    private double[] steps(ForecastMethod member, double[] history) {
        double last = history[history.length - 1];
        if (history.length < member.shortestHistory()) {
            return ForecastMethod.level(bounds.clip(last), horizon);
        }
        var steps = member.forecast(history, horizon);
        for (int step = 0; step < horizon; step++) {
            steps[step] = bounds.clip(Double.isFinite(steps[step]) ? steps[step] : last);
        }
        return steps;
    }
}
