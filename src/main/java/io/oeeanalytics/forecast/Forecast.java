package io.oeeanalytics.forecast;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The working days ahead, and what the forecast rests on.
 *
 * @param trials what it would have said of the last days that are over, by step and date
 * @param usedFrom first sound day learned from
 * @param usedTo last sound day learned from
 * @param ownFrom the first origin of the trials from which on the method that was asked for speaks
 *     itself; null where another stands in now
 */
public record Forecast(
        String method,
        List<FutureDay> days,
        Accuracy accuracy,
        List<Trial> trials,
        List<SetAside> setAside,
        int daysUsed,
        LocalDate usedFrom,
        LocalDate usedTo,
        @Nullable LocalDate ownFrom)
        implements ForecastResult {
    public Forecast {
        days = List.copyOf(days);
        trials = List.copyOf(trials);
        setAside = List.copyOf(setAside);
    }
}
