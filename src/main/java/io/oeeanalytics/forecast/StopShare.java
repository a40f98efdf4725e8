package io.oeeanalytics.forecast;

import io.oeeanalytics.plant.TimeCategory;

/**
 * What one status took of the working days of late.
 *
 * @param share of all the time that was planned and stood, from 0 to 1
 * @param dailyMs a working day
 * @param before the same in the time before
 * @param timesADay how often it began on a working day
 */
public record StopShare(
        int status,
        String name,
        TimeCategory category,
        double share,
        double dailyMs,
        double before,
        double timesADay) {}
