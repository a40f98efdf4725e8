package io.oeeanalytics.forecast.auto;

import java.util.Arrays;

/** A series and what its origins share, for many forecasts of it. */
public final class TriedSeries implements Origins {
    /** Beyond it squares would overflow. */
    private static final double HUGE = 0x1p300;

    private static final double TINY = 0x1p-300;

    private final SeriesForecaster forecaster;
    private final double[] values;
    private final double unit;
    private final MethodCatalogue.Shared shared;

    public TriedSeries(SeriesForecaster forecaster, double[] series) {
        this.forecaster = forecaster;
        unit = unit(series);
        values = unit == 1 ? series.clone() : divided(series, unit);
        // Bounds in such a unit may be no numbers; what is written is clipped in any case.
        shared =
                MethodCatalogue.shared(
                        forecaster, values, unit == 1 ? forecaster.bounds() : ValueBounds.NONE);
    }

    /** That of a series of only these values. */
    @Override
    public SeriesForecast at(int known) {
        return at(known, false);
    }

    @Override
    public SeriesForecast tried(int known) {
        return at(known, true);
    }

    private SeriesForecast at(int known, boolean tried) {
        if (known < 1 || known > values.length) {
            throw new IllegalArgumentException(
                    "origins lie from 1 to %d, but got %d".formatted(values.length, known));
        }
        int horizon = forecaster.horizon();
        var bounds = forecaster.bounds();
        if (known > 1 && constant(values, known)) {
            return repeated(values[0] * unit, known);
        }
        var chosen = shared.at(known);
        String note =
                known < LevelBlend.FEW && forecaster.method().equals(MethodCatalogue.AUTO)
                        ? FEW
                        : "";
        double[] points;
        IntervalCalibration calibration;
        try {
            points = tried ? chosen.tried(known) : chosen.points(known);
            calibration = chosen.calibration(known);
        } catch (ArithmeticException | IllegalStateException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "%s failed on %d values".formatted(chosen.name(), known), e);
        }
        var mean = new double[horizon];
        var limits = new double[6][horizon];
        var errors = new int[horizon];
        double last = values[known - 1];
        boolean blind = known == 1;
        double reach = last == 0 ? 1 / unit : Math.abs(last);
        for (int step = 0; step < horizon; step++) {
            double point = Double.isFinite(points[step]) ? points[step] : last;
            mean[step] = value(point);
            errors[step] = calibration.count(step);
            double low50 = blind ? -reach : calibration.lower50(step);
            double high50 = blind ? reach : calibration.upper50(step);
            double low80 = blind ? -reach : calibration.lower80(step);
            double high80 = blind ? reach : calibration.upper80(step);
            double low95 = blind ? -reach : calibration.lower95(step);
            double high95 = blind ? reach : calibration.upper95(step);
            limits[4][step] = Math.min(mean[step], value(point + low50));
            limits[5][step] = Math.max(mean[step], value(point + high50));
            limits[0][step] = Math.min(limits[4][step], value(point + low80));
            limits[1][step] = Math.max(limits[5][step], value(point + high80));
            limits[2][step] = Math.min(limits[0][step], value(point + low95));
            limits[3][step] = Math.max(limits[1][step], value(point + high95));
            if (blind && bounds.given()) {
                for (int side = 0; side < limits.length; side += 2) {
                    Arrays.fill(limits[side], bounds.least());
                    Arrays.fill(limits[side + 1], bounds.most());
                }
            }
        }
        return new SeriesForecast(
                known,
                chosen.name(),
                mean,
                limits[4],
                limits[5],
                limits[0],
                limits[1],
                limits[2],
                limits[3],
                errors,
                blind ? ONE : note,
                false);
    }

    /** Nothing ever varied, so that nothing tells of a width. */
    private SeriesForecast repeated(double last, int known) {
        var steps = new double[forecaster.horizon()];
        Arrays.fill(steps, forecaster.bounds().clip(last));
        var errors = new int[steps.length];
        Arrays.fill(errors, known - 1);
        return new SeriesForecast(
                known,
                "constant",
                steps,
                steps,
                steps,
                steps,
                steps,
                steps,
                steps,
                errors,
                "",
                false);
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
            "fewer than 14 values: the mean of all and exponential smoothing stand in";
    private static final String ONE =
            "one value: it is repeated, and nothing tells how wide its intervals are";

    private double value(double scaled) {
        double value = scaled * unit;
        return forecaster.bounds().clip(Double.isNaN(value) ? 0 : value);
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
