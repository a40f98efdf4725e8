package io.oeeanalytics.forecast.auto;

import io.oeeanalytics.forecast.method.AutoArima;
import io.oeeanalytics.forecast.method.AutoRegression;
import io.oeeanalytics.forecast.method.ComplexExponentialSmoothing;
import io.oeeanalytics.forecast.method.Croston;
import io.oeeanalytics.forecast.method.DampedTrend;
import io.oeeanalytics.forecast.method.Decomposed;
import io.oeeanalytics.forecast.method.Drift;
import io.oeeanalytics.forecast.method.DynamicOptimisedTheta;
import io.oeeanalytics.forecast.method.Ets;
import io.oeeanalytics.forecast.method.ForecastMethod;
import io.oeeanalytics.forecast.method.FractionalArima;
import io.oeeanalytics.forecast.method.Holt;
import io.oeeanalytics.forecast.method.HoltWinters;
import io.oeeanalytics.forecast.method.MeanOfLast;
import io.oeeanalytics.forecast.method.MedianOfLast;
import io.oeeanalytics.forecast.method.Naive;
import io.oeeanalytics.forecast.method.SeasonalAutoRegression;
import io.oeeanalytics.forecast.method.SeasonalNaive;
import io.oeeanalytics.forecast.method.ShiftAwareAutoRegression;
import io.oeeanalytics.forecast.method.SimpleExponentialSmoothing;
import io.oeeanalytics.forecast.method.Theta;
import io.oeeanalytics.forecast.method.Tsb;
import io.oeeanalytics.forecast.method.WinsorisedAutoRegression;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The methods by name, each with a line of words and where it is described. */
public final class MethodCatalogue {
    public static final String AUTO = "auto";

    /** How the refusal of a name starts. */
    public static final String UNKNOWN = "there is no method ";

    /** Origins that calibrate a method which fits in well under a millisecond. */
    private static final int QUICK = LevelBlend.WINDOW;

    private static final int SLOW = 25;

    private MethodCatalogue() {}

    /**
     * @param name what {@code --method} takes
     * @param literature author, title, place and year
     */
    public record Entry(String name, String words, String literature) {}

    private record Made(Entry entry, int origins, IntFunction<ForecastMethod> bySeason) {}

    private static final List<Made> MADE =
            List.of(
                    made(
                            "naive",
                            "repeats the last value",
                            "Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd"
                                    + " ed. (2021), 5.2",
                            QUICK,
                            season -> new Naive()),
                    made(
                            "seasonal-naive",
                            "repeats the last season",
                            "Hyndman & Athanasopoulos (2021), 5.2",
                            QUICK,
                            SeasonalNaive::new),
                    made(
                            "drift",
                            "goes on along the line from the first to the last value",
                            "Hyndman & Athanasopoulos (2021), 5.2",
                            QUICK,
                            season -> new Drift()),
                    made(
                            "mean",
                            "the mean of all values",
                            "Hyndman & Athanasopoulos (2021), 5.2",
                            QUICK,
                            season -> MeanOfLast.all()),
                    made(
                            "median-14",
                            "the median of the last 14 values",
                            "Huber & Ronchetti, Robust Statistics, 2nd ed. (2009), 1.5",
                            QUICK,
                            season -> new MedianOfLast(14)),
                    made(
                            "ses",
                            "simple exponential smoothing",
                            "Brown, Statistical Forecasting for Inventory Control (1959);"
                                    + " Gardner, J. of Forecasting 4 (1985)",
                            QUICK,
                            season -> new SimpleExponentialSmoothing()),
                    made(
                            "holt",
                            "exponential smoothing with a trend",
                            "Holt (1957), reprinted in Int. J. of Forecasting 20 (2004)",
                            QUICK,
                            season -> new Holt()),
                    made(
                            "damped",
                            "exponential smoothing with a trend that fades",
                            "Gardner & McKenzie, Management Science 31 (1985)",
                            QUICK,
                            season -> new DampedTrend()),
                    made(
                            "holt-winters",
                            "exponential smoothing with trend and season (to 24 steps)",
                            "Winters, Management Science 6 (1960)",
                            SLOW,
                            season ->
                                    season > 1 && season <= Ets.LONGEST_SEASON
                                            ? new HoltWinters(season, true)
                                            : new Holt()),
                    made(
                            "ets",
                            "exponential smoothing in its best form by AICc",
                            "Hyndman, Koehler, Snyder & Grose, Int. J. of Forecasting 18 (2002)",
                            SLOW,
                            Ets::automatic),
                    made(
                            "theta",
                            "half a line, half smoothing",
                            "Assimakopoulos & Nikolopoulos, Int. J. of Forecasting 16 (2000)",
                            QUICK,
                            Theta::new),
                    made(
                            "dot",
                            "the dynamic optimised Theta method",
                            "Fiorucci et al., Int. J. of Forecasting 32 (2016)",
                            QUICK,
                            DynamicOptimisedTheta::new),
                    made(
                            "ces",
                            "complex exponential smoothing",
                            "Svetunkov, Kourentzes & Ord, Naval Research Logistics 69 (2022)",
                            SLOW,
                            ComplexExponentialSmoothing::new),
                    made(
                            "ar",
                            "an autoregression, its order by AIC",
                            "Akaike, Ann. Inst. Statistical Mathematics 21 (1969)",
                            QUICK,
                            season -> new AutoRegression()),
                    made(
                            "winsorised-ar",
                            "an AR(2) that outliers do not move",
                            "Huber & Ronchetti (2009), 1.5",
                            QUICK,
                            season -> new WinsorisedAutoRegression(2)),
                    made(
                            "shift-aware-ar",
                            "an AR(2) fitted since the last break of level, variance or dynamics",
                            "Inclán & Tiao, J. American Statistical Association 89 (1994)",
                            QUICK,
                            season -> new ShiftAwareAutoRegression()),
                    made(
                            "arima",
                            "ARIMA of automatic order, seasonal if a season is given",
                            "Hyndman & Khandakar, J. of Statistical Software 27 (2008)",
                            SLOW,
                            AutoArima::new),
                    made(
                            "arfima",
                            "ARIMA with a fractional difference, for long memory",
                            "Haslett & Raftery, Applied Statistics 38 (1989)",
                            SLOW,
                            season -> new FractionalArima()),
                    made(
                            "mstl-ets",
                            "seasons by MSTL, the rest by ETS",
                            "Bandara, Hyndman & Bergmeir, arXiv:2107.13462 (2021)",
                            SLOW,
                            season -> decomposed(Ets.automatic(), season)),
                    made(
                            "mstl-arima",
                            "seasons by MSTL, the rest by ARIMA",
                            "Bandara, Hyndman & Bergmeir, arXiv:2107.13462 (2021)",
                            SLOW,
                            season -> decomposed(AutoArima.withoutSeason(), season)),
                    made(
                            "seasonal-ar",
                            "an autoregression on the last values and the last seasons",
                            "Box, Jenkins, Reinsel & Ljung, Time Series Analysis, 5th ed. (2015),"
                                    + " ch. 9",
                            SLOW,
                            season ->
                                    season > 1
                                            ? new SeasonalAutoRegression(List.of(season), false)
                                            : new AutoRegression()),
                    made(
                            "croston",
                            "demand that comes now and then: size and interval apart",
                            "Croston, Operational Research Quarterly 23 (1972)",
                            QUICK,
                            season -> new Croston(0.1, false)),
                    made(
                            "sba",
                            "Croston's method with its bias corrected",
                            "Syntetos & Boylan, Int. J. of Forecasting 21 (2005)",
                            QUICK,
                            season -> new Croston(0.1, true)),
                    made(
                            "tsb",
                            "demand that may die out: size and chance apart",
                            "Teunter, Syntetos & Babai, European J. of Operational Research 214"
                                    + " (2011)",
                            QUICK,
                            season -> new Tsb()));

    private static final Map<String, Made> BY_NAME =
            MADE.stream().collect(Collectors.toMap(made -> made.entry().name(), made -> made));

    private static final Entry OF_AUTO =
            new Entry(
                    AUTO,
                    "by the character of the series: level, trend or seasons; several methods"
                            + " combined",
                    "Clemen, Int. J. of Forecasting 5 (1989); Petropoulos & Svetunkov, Int. J. of"
                            + " Forecasting 36 (2020)");

    public static List<Entry> entries() {
        return Stream.concat(Stream.of(OF_AUTO), MADE.stream().map(Made::entry)).toList();
    }

    public static void require(String name) {
        if (!name.equals(AUTO) && !BY_NAME.containsKey(name)) {
            throw new IllegalArgumentException(
                    (UNKNOWN + "'%s'; there are %s")
                            .formatted(
                                    name,
                                    entries().stream()
                                            .map(Entry::name)
                                            .collect(Collectors.joining(", "))));
        }
    }

    /** The method for a season of so many steps; for {@code auto} there is none. */
    static ForecastMethod method(String name, int season) {
        return of(name).bySeason().apply(season);
    }

    private static Made of(String name) {
        require(name);
        var made = BY_NAME.get(name);
        if (made == null) {
            throw new IllegalArgumentException("auto is made for each series anew");
        }
        return made;
    }

    /** What the origins of one series share. */
    interface Shared {
        CalibratedMethod at(int known);
    }

    static Shared shared(SeriesForecaster forecaster, double[] values, ValueBounds bounds) {
        if (forecaster.method().equals(AUTO)) {
            return new AutoForecast(values, forecaster.horizon(), forecaster.season(), bounds);
        }
        var made = of(forecaster.method());
        var refitted =
                new RefittedMethod(
                        values,
                        forecaster.horizon(),
                        bounds,
                        made.bySeason().apply(forecaster.season()),
                        made.origins());
        return known -> refitted;
    }

    private static ForecastMethod decomposed(ForecastMethod rest, int season) {
        return season > 1 ? new Decomposed(rest, List.of(season), false) : rest;
    }

    private static Made made(
            String name,
            String words,
            String literature,
            int origins,
            IntFunction<ForecastMethod> bySeason) {
        return new Made(new Entry(name, words, literature), origins, bySeason);
    }
}
