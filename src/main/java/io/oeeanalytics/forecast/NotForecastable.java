package io.oeeanalytics.forecast;

import java.util.List;

/**
 * Why there is no forecast.
 *
 * @param have sound days, or for {@link Reason#NO_WORKING_DAYS_AHEAD} days the calendar shows
 * @param need how many of them a forecast takes
 */
public record NotForecastable(Reason reason, int have, int need, List<SetAside> setAside)
        implements ForecastResult {
    public enum Reason {
        /** Pieces are counted, but their days have no logged status, so there is no OEE. */
        NO_STATUS_DATA,
        TOO_FEW_DAYS,
        NO_WORKING_DAYS_AHEAD,
        /** Of lines together: none of them has been published. */
        NOT_PUBLISHED_YET,
        /** Of lines together: none of them has enough sound days. */
        NO_LINE_HAS_ONE
    }

    public NotForecastable {
        setAside = List.copyOf(setAside);
    }
}
