package io.oeeanalytics.forecast;

import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What was said of the days ahead of a line, and when.
 *
 * @param method empty where there was no forecast
 * @param reason why there was none; empty where there was one
 * @param days by date; none where there was no forecast
 */
public record PublishedForecast(
        LineId line,
        Instant publishedAt,
        Optional<String> method,
        Optional<String> reason,
        List<PublishedDay> days) {
    /**
     * @param step working days ahead, from 1
     * @param origin the last date that was known
     * @param plannedMs planned busy time of the day, by the calendar as it was; 0 where it was not
     *     kept
     */
    public record PublishedDay(int step, LocalDate origin, FutureDay forecast, long plannedMs) {}

    public PublishedForecast {
        days = List.copyOf(days);
    }
}
