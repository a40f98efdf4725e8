package io.oeeanalytics.forecast.auto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The one function from a series to its forecast with intervals, for the product and the command
 * line alike.
 *
 * @param horizon steps ahead
 * @param season steps of a season where one may be; 1 if none is known
 * @param method a name of {@link MethodCatalogue}
 */
public record SeriesForecaster(int horizon, int season, ValueBounds bounds, String method) {
    /** Beyond it squares would overflow. */
    private static final double HUGE = 0x1p300;

    private static final double TINY = 0x1p-300;

    public SeriesForecaster {
        if (horizon < 1) {
            throw new IllegalArgumentException(
                    "a forecast reaches at least 1 step ahead, but the horizon is " + horizon);
        }
        if (season < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 step, but the period is " + season);
        }
        MethodCatalogue.require(method);
    }

    /** After the last of the values, which are finite and one at least. */
    public SeriesForecast forecast(double[] values) {
        return backtest(values, values.length).getFirst();
    }

    /**
     * From each origin, given by how many values were known there, as if the forecast were made
     * there: neither it nor its intervals know more.
     */
    public List<SeriesForecast> backtest(double[] values, int... origins) {
        for (int origin : origins) {
            if (origin < 1 || origin > values.length) {
                throw new IllegalArgumentException(
                        "origins lie from 1 to %d, but got %d".formatted(values.length, origin));
            }
        }
        double unit = unit(values);
        var scaled = unit == 1 ? values : divided(values, unit);
        // Bounds in such a unit may be no numbers; what is written is clipped in any case.
        var shared =
                MethodCatalogue.shared(this, scaled, unit == 1 ? bounds : ValueBounds.NONE);
        var forecasts = new ArrayList<SeriesForecast>(origins.length);
        for (int known : origins) {
            forecasts.add(at(scaled, known, unit, shared));
        }
        return forecasts;
    }

    private SeriesForecast at(
            double[] values, int known, double unit, MethodCatalogue.Shared shared) {
        if (known > 1 && constant(values, known)) {
            return repeated(values[0] * unit, known);
        }
        var chosen = shared.at(known);
        String note = known < LevelBlend.FEW && method.equals(MethodCatalogue.AUTO) ? FEW : "";
        double[] points;
        IntervalCalibration calibration;
        try {
            points = chosen.points(known);
            calibration = chosen.calibration(known);
        } catch (ArithmeticException | IllegalStateException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "%s failed on %d values".formatted(chosen.name(), known), e);
        }
        var mean = new double[horizon];
        var limits = new double[4][horizon];
        double last = values[known - 1];
        boolean blind = known == 1;
        double reach = last == 0 ? 1 / unit : Math.abs(last);
        for (int step = 0; step < horizon; step++) {
            double point = Double.isFinite(points[step]) ? points[step] : last;
            mean[step] = value(point, unit);
            double low80 = blind ? -reach : calibration.lower80(step);
            double high80 = blind ? reach : calibration.upper80(step);
            double low95 = blind ? -reach : calibration.lower95(step);
            double high95 = blind ? reach : calibration.upper95(step);
            limits[0][step] = Math.min(mean[step], value(point + low80, unit));
            limits[1][step] = Math.max(mean[step], value(point + high80, unit));
            limits[2][step] = Math.min(limits[0][step], value(point + low95, unit));
            limits[3][step] = Math.max(limits[1][step], value(point + high95, unit));
            if (blind && bounds.given()) {
                Arrays.fill(limits[0], bounds.least());
                Arrays.fill(limits[1], bounds.most());
                Arrays.fill(limits[2], bounds.least());
                Arrays.fill(limits[3], bounds.most());
            }
        }
        return new SeriesForecast(
                known,
                chosen.name(),
                mean,
                limits[0],
                limits[1],
                limits[2],
                limits[3],
                blind ? ONE : note);
    }

    /** Nothing ever varied, so that nothing tells of a width. */
    private SeriesForecast repeated(double last, int known) {
        var steps = new double[horizon];
        Arrays.fill(steps, bounds.clip(last));
        return new SeriesForecast(
                known, "constant", steps, steps, steps, steps, steps, "");
    }

    private static boolean constant(double[] values, int known) {
        for (int at = 1; at < known; at++) {
            if (values[at] != values[0]) {
                return false;
            }
        }
        return true;
    }

    private static final String FEW =
            "fewer than 10 values: the mean of all and exponential smoothing stand in";
    private static final String ONE =
            "one value: it is repeated, and nothing tells how wide its intervals are";

    private double value(double scaled, double unit) {
        double value = scaled * unit;
        return bounds.clip(Double.isNaN(value) ? 0 : value);
    }

    /** A power of two, so that dividing by it costs no digit. */
    private static double unit(double[] values) {
        double size = 0;
        for (double value : values) {
            size = Math.max(size, Math.abs(value));
        }
        boolean usual = size == 0 || (size < HUGE && size > TINY);
        return usual ? 1 : Math.scalb(1.0, Math.max(-1000, Math.getExponent(size)));
    }

    private static double[] divided(double[] values, double unit) {
        var scaled = new double[values.length];
        for (int at = 0; at < values.length; at++) {
            scaled[at] = values[at] / unit;
        }
        return scaled;
    }
}
