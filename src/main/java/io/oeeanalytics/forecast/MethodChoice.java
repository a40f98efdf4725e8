package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.auto.MethodCatalogue;
import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.auto.ValueBounds;

/** The methods a user may choose from. */
public enum MethodChoice {
    /** Levels and dynamics of the line, robust and not, in equal parts. */
    AUTO(MethodCatalogue.AUTO),
    NAIVE("naive"),
    SEASONAL_NAIVE("seasonal-naive"),
    MEAN("mean"),
    MEDIAN_14("median-14"),
    SES("ses");

    private static final ValueBounds BOUNDS = new ValueBounds(OeeBounds.LEAST, OeeBounds.MOST);

    private final String method;

    MethodChoice(String method) {
        this.method = method;
    }

    /**
     * What forecasts the days of a line. Only who asks for a season gets one: the weekday shows on
     * few lines.
     *
     * @param workingWeek working days in a week of the line
     */
    SeriesForecaster forecaster(int horizon, int workingWeek) {
        return forecaster(method, horizon, workingWeek);
    }

    /**
     * @param method a name of the catalogue
     */
    static SeriesForecaster forecaster(String method, int horizon, int workingWeek) {
        int season = method.equals(SEASONAL_NAIVE.method) ? workingWeek : 1;
        return new SeriesForecaster(horizon, season, BOUNDS, method);
    }

    /** As the catalogue calls it. */
    String method() {
        return method;
    }
}
