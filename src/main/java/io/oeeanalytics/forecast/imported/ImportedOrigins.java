package io.oeeanalytics.forecast.imported;

import io.oeeanalytics.forecast.auto.Origins;
import io.oeeanalytics.forecast.auto.RollingErrors;
import io.oeeanalytics.forecast.auto.SeriesForecast;
import io.oeeanalytics.forecast.auto.ValueBounds;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts of a series by a model that was trained elsewhere. It may have seen every day up to the
 * end of its training, so only what it says of later ones tells how it errs; until eight origins
 * have, and at earlier origins, the answer is that of another method, with a note.
 */
public final class ImportedOrigins implements Origins {
    /** Fewer past origins tell of a spread, but not of two sides. */
    private static final int FEWEST_ORIGINS = 8;

    private static final int WINDOW = 100;
    private static final int DAYS_OF_WEEK = 7;

    private final Model model;
    private final Series series;
    private final int horizon;
    private final ValueBounds bounds;
    private final Origins instead;
    private final double[] @Nullable [] made;

    /**
     * @param instead what speaks where the model cannot yet
     */
    public ImportedOrigins(
            Model model, Series series, int horizon, ValueBounds bounds, Origins instead) {
        this.model = model;
        this.series = series;
        this.horizon = horizon;
        this.bounds = bounds;
        this.instead = instead;
        made = new double[series.values().length + 1][];
    }

    /**
     * A model of tables.
     *
     * @param name for people
     * @param answers OEE of each row, as a fraction of 1
     */
    public record Model(String name, ImportedColumns columns, UnaryOperator<double[][]> answers) {}

    /**
     * What is forecast.
     *
     * @param days epoch days worked: of the values, then of the steps ahead of the last one
     * @param plannedHours of the same days; NaN where nobody knows
     * @param seen how many of the values the model may have been trained on
     */
    public record Series(double[] values, long[] days, double[] plannedHours, int seen) {
        public Series {
            if (days.length != plannedHours.length || days.length < values.length) {
                throw new IllegalArgumentException(
                        "%d values have %d days and %d planned hours"
                                .formatted(values.length, days.length, plannedHours.length));
            }
        }
    }

    /**
     * The first origin at which a model itself speaks.
     *
     * @param seen how many values it may have been trained on
     */
    private static int first(int seen) {
        return Math.max(ImportedColumns.LAGS, seen) + FEWEST_ORIGINS;
    }

    @Override
    public SeriesForecast tried(int known) {
        return known < first(series.seen()) ? standIn(instead.tried(known)) : own(known);
    }

    @Override
    public SeriesForecast at(int known) {
        return known < first(series.seen()) ? standIn(instead.at(known)) : own(known);
    }

    private SeriesForecast standIn(SeriesForecast other) {
        return other.standingIn(
                "%s cannot speak, as fewer than %d days after its training tell of its errors; auto stands in"
                        .formatted(model.name(), FEWEST_ORIGINS));
    }

    private SeriesForecast own(int known) {
        int first = first(series.seen());
        int earliest = Math.max(first - FEWEST_ORIGINS, known - WINDOW);
        var calibration =
                RollingErrors.calibration(
                        series.values(), known, earliest, 1, horizon, this::points);
        return SeriesForecast.about(points(known), known, model.name(), calibration, bounds);
    }

    private double[] points(int known) {
        var points = made[known];
        if (points == null) {
            var rows = new double[horizon][];
            for (int step = 1; step <= horizon; step++) {
                int at = known + step - 1;
                rows[step - 1] =
                        model.columns()
                                .row(
                                        series.values(),
                                        known,
                                        step,
                                        weekday(day(at)),
                                        at < series.days().length
                                                ? series.plannedHours()[at]
                                                : Double.NaN);
            }
            points = new double[horizon];
            var answers = model.answers().apply(rows);
            for (int step = 0; step < horizon; step++) {
                double answer = answers[step][0];
                points[step] =
                        bounds.clip(Double.isFinite(answer) ? answer : series.values()[known - 1]);
            }
            made[known] = points;
        }
        return points;
    }

    /** Beyond what is planned, day after day. */
    private long day(int at) {
        var days = series.days();
        return at < days.length ? days[at] : days[days.length - 1] + at - days.length + 1;
    }

    /** 1 for Monday; epoch day 0 was a Thursday. */
    private static int weekday(long epochDay) {
        return (int) Math.floorMod(epochDay + 3, (long) DAYS_OF_WEEK) + 1;
    }
}
