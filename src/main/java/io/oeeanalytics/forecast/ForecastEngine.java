package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.auto.Origins;
import io.oeeanalytics.forecast.auto.TriedSeries;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** From the recorded days of a line to the working days ahead. Keeps nothing between forecasts. */
public final class ForecastEngine {
    public static final int MOST_DAYS_AHEAD = 30;

    /**
     * The days after the last complete one; a day still running is the first to be forecast.
     *
     * @param horizon working days ahead, 1 to 30
     */
    public ForecastResult forecast(
            List<Day> history, int horizon, WorkingDays workingDays, MethodChoice choice) {
        return forecast(history, horizon, workingDays, fitted(choice.method(), horizon));
    }

    /**
     * A method fitted to each line by itself.
     *
     * @param method a name of the catalogue
     */
    static Forecaster fitted(String method, int horizon) {
        return (series, future, workingWeek) ->
                new TriedSeries(
                        MethodChoice.forecaster(method, horizon, workingWeek), series.values());
    }

    /** Whatever forecasts a series. */
    interface Forecaster {
        /**
         * @param future the working days ahead
         * @param workingWeek working days in a week
         */
        Origins origins(CleanSeries series, List<LocalDate> future, int workingWeek);
    }

    ForecastResult forecast(
            List<Day> history, int horizon, WorkingDays workingDays, Forecaster forecaster) {
        if (horizon < 1 || horizon > MOST_DAYS_AHEAD) {
            throw new IllegalArgumentException(
                    "a forecast reaches 1 to %d working days ahead, but the horizon is %d"
                            .formatted(MOST_DAYS_AHEAD, horizon));
        }
        var series = SeriesCleaning.of(history);
        int workingWeek = Math.max(1, WorkingDays.workedWeekdays(history).size());
        int need = Backtest.SHORTEST_SERIES;
        if (series.days().size() < need) {
            return new NotForecastable(
                    lack(series, need), series.days().size(), need, series.setAside());
        }
        var future = workingDays.next(lastComplete(history), horizon);
        if (future.size() < horizon) {
            return new NotForecastable(
                    NotForecastable.Reason.NO_WORKING_DAYS_AHEAD,
                    future.size(),
                    horizon,
                    series.setAside());
        }
        return forecast(series, future, forecaster.origins(series, future, workingWeek));
    }

    private static Forecast forecast(CleanSeries series, List<LocalDate> future, Origins tried) {
        var values = series.values();
        var backtest = Backtest.of(values, tried, future.size());
        var ahead = tried.at(values.length);
        double naive = values[values.length - 1];
        var days = new ArrayList<FutureDay>(future.size());
        for (int step = 0; step < future.size(); step++) {
            days.add(Level.day(future.get(step), ahead, step + 1, naive));
        }
        return new Forecast(
                ahead.method(),
                days,
                accuracy(series, backtest, ahead.method()),
                backtest.trials(series.days()),
                series.setAside(),
                values.length,
                series.days().getFirst().day(),
                series.days().getLast().day(),
                ahead.standIn() ? null : backtest.ownFrom(series.days()));
    }

    private static Accuracy accuracy(CleanSeries series, Backtest backtest, String method) {
        var days = series.days();
        return new Accuracy(
                method,
                days.get(days.size() - backtest.testDays()).day(),
                days.getLast().day(),
                backtest.testDays(),
                backtest.horizons());
    }

    /** The missing status log is to blame where its days would have been enough. */
    private static NotForecastable.Reason lack(CleanSeries series, int need) {
        long withoutStatus = series.count(SetAside.Reason.NO_STATUS_DATA);
        boolean toBlame =
                series.days().isEmpty()
                        ? withoutStatus > 0
                        : series.days().size() + withoutStatus >= need;
        return toBlame
                ? NotForecastable.Reason.NO_STATUS_DATA
                : NotForecastable.Reason.TOO_FEW_DAYS;
    }

    private static LocalDate lastComplete(List<Day> history) {
        return history.stream()
                .filter(Day::complete)
                .map(Day::day)
                .max(LocalDate::compareTo)
                .orElseThrow();
    }
}
