package io.oeeanalytics.forecast.learned;

import java.util.List;

/**
 * The series one model learns from.
 *
 * @param dated whether times are epoch days, so that they have a weekday
 * @param season steps of a season where one may be; 1 if none is known
 * @param covariates the names of what is known in advance, in the order of the series' columns
 */
public record Panel(List<PanelSeries> series, boolean dated, int season, List<String> covariates) {
    public Panel {
        series = List.copyOf(series);
        covariates = List.copyOf(covariates);
        if (season < 1) {
            throw new IllegalArgumentException(
                    "a season has at least 1 step, but the period is " + season);
        }
        for (var one : series) {
            for (var day : one.covariates()) {
                if (day.length != covariates.size()) {
                    throw new IllegalArgumentException(
                            "series %s has %d covariates on a day, but the panel names %s"
                                    .formatted(one.name(), day.length, covariates));
                }
            }
        }
    }
}
