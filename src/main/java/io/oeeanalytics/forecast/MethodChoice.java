package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.method.Combination;
import io.oeeanalytics.forecast.method.ForecastMethod;
import io.oeeanalytics.forecast.method.MeanOfLast;
import io.oeeanalytics.forecast.method.MedianOfLast;
import io.oeeanalytics.forecast.method.Naive;
import io.oeeanalytics.forecast.method.SeasonalNaive;
import io.oeeanalytics.forecast.method.SimpleExponentialSmoothing;

/** The methods a user may choose from. */
public enum MethodChoice {
    /** A long, a robust short and a self-adjusting view of the level, in equal parts. */
    AUTO,
    NAIVE,
    SEASONAL_NAIVE,
    MEAN,
    MEDIAN_14,
    SES;

    private static final int TWO_WEEKS_AND_MORE = 14;

    /**
     * The method behind the choice.
     *
     * @param workingWeek working days in a week of the line
     */
    ForecastMethod method(int workingWeek) {
        return switch (this) {
            case AUTO ->
                    Combination.of(
                            MeanOfLast.all(),
                            new MedianOfLast(TWO_WEEKS_AND_MORE),
                            new SimpleExponentialSmoothing());
            case NAIVE -> new Naive();
            case SEASONAL_NAIVE -> new SeasonalNaive(workingWeek);
            case MEAN -> MeanOfLast.all();
            case MEDIAN_14 -> new MedianOfLast(TWO_WEEKS_AND_MORE);
            case SES -> new SimpleExponentialSmoothing();
        };
    }
}
