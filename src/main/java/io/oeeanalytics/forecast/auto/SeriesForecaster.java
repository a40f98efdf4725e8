package io.oeeanalytics.forecast.auto;

import java.util.ArrayList;
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
        var tried = new TriedSeries(this, values);
        var forecasts = new ArrayList<SeriesForecast>(origins.length);
        for (int known : origins) {
            forecasts.add(tried.at(known));
        }
        return forecasts;
    }
}
