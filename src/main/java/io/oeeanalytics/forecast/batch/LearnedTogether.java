package io.oeeanalytics.forecast.batch;

import io.oeeanalytics.forecast.auto.SeriesForecast;
import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.learned.GlobalForecaster;
import io.oeeanalytics.forecast.learned.GlobalMethod;
import io.oeeanalytics.forecast.learned.Panel;
import io.oeeanalytics.forecast.learned.PanelSeries;
import java.util.List;

/** One model of all series of a file. */
record LearnedTogether(GlobalMethod global, GlobalForecaster forecaster)
        implements BatchForecast.Answers {

    /**
     * With t as the clock of all series: no forecast knows a value whose t is later than its
     * origin's.
     */
    static LearnedTogether of(
            SeriesFile.Content content,
            GlobalMethod method,
            SeriesForecaster forecaster,
            int season,
            long seed) {
        var series =
                content.series().stream()
                        .map(one -> new PanelSeries(one.name(), one.times(), one.values()))
                        .toList();
        var panel = new Panel(series, content.notation() == TimeNotation.DATE, season, List.of());
        return new LearnedTogether(
                method,
                GlobalForecaster.of(
                        panel, method, forecaster.horizon(), forecaster.bounds(), seed));
    }

    @Override
    public String method() {
        return global.optionName();
    }

    @Override
    public List<SeriesForecast> backtest(int place, double[] values, int... origins) {
        return forecaster.backtest(place, origins);
    }
}
