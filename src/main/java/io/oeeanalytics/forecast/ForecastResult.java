package io.oeeanalytics.forecast;

/** A forecast, or the reason why there is none. */
public sealed interface ForecastResult permits Forecast, NotForecastable {}
