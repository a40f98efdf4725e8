package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Figures of R are from its package forecast 8.20, by {@code auto.arima}. */
class AutoArimaTest {
    private static final double[][] NONE = {};

    @Test
    void orders_and_criteria_are_those_of_auto_arima_in_r() {
        // auto.arima(lh), (Nile), (WWWusage), (lynx), (USAccDeaths), (AirPassengers), (nottem)
        selects(Datasets.LH, 1, "ARIMA(1,0,0) with mean", 65.303779);
        selects(Datasets.NILE, 1, "ARIMA(1,1,1)", 1267.507395);
        selects(Datasets.WWW_USAGE, 1, "ARIMA(1,1,1)", 514.552103);
        selects(Datasets.LYNX, 1, "ARIMA(2,0,2) with mean", 1876.952497);
        selects(Datasets.ACCIDENTAL_DEATHS, 12, "ARIMA(0,1,1)(0,1,1)[12]", 857.316351);
        selects(Datasets.AIR_PASSENGERS, 12, "ARIMA(2,1,1)(0,1,0)[12]", 1018.165165);
        selects(Datasets.NOTTINGHAM, 12, "ARIMA(1,0,2)(1,1,2)[12] with drift", 1049.621061);
    }

    @Test
    void the_search_may_end_lower_than_in_r() {
        // auto.arima(LakeHuron): ARIMA(0,1,0), 220.2579; R keeps the drift in its neighbours.
        assertThat(AutoArima.withoutSeason().select(Datasets.LAKE_HURON, NONE).aicc())
                .isLessThan(220.2579);
    }

    @Test
    void forecasts_are_those_of_r() {
        // forecast(auto.arima(nottem), h = 4), forecast(auto.arima(AirPassengers), h = 4)
        assertThat(new AutoArima(12).forecast(Datasets.NOTTINGHAM, 4))
                .containsExactly(
                        new double[] {40.35892804, 39.44869870, 43.45911092, 46.61631076},
                        within(1e-3));
        assertThat(new AutoArima(12).forecast(Datasets.AIR_PASSENGERS, 4))
                .containsExactly(
                        new double[] {445.6349014, 420.3949965, 449.1983163, 491.8399485},
                        within(0.01));
    }

    @Test
    void the_test_of_stationarity_is_that_of_r() {
        // urca::ur.kpss(Nile, use.lag = trunc(3 * sqrt(100) / 13))@teststat; ndiffs
        assertThat(UnitRoots.statistic(Datasets.NILE)).isCloseTo(1.315226463, within(1e-8));
        assertThat(UnitRoots.differences(Datasets.NILE)).isEqualTo(1);
        assertThat(UnitRoots.differences(Datasets.WWW_USAGE)).isEqualTo(1);
        assertThat(UnitRoots.differences(Datasets.LYNX)).isZero();
    }

    @Test
    void a_regressor_explains_what_the_past_cannot() {
        var random = new Random(3);
        var planned = new double[1][200];
        var history = new double[200];
        for (int at = 0; at < history.length; at++) {
            planned[0][at] = random.nextInt(2);
            history[at] = 5 + 2 * planned[0][at] + random.nextGaussian() / 10;
        }

        var future =
                AutoArima.withoutSeason().forecast(history, planned, new double[][] {{1, 0, 1}}, 3);

        assertThat(future).containsExactly(new double[] {7, 5, 7}, within(0.1));
    }

    @Test
    void a_long_history_is_cut_and_gives_what_its_end_gives() {
        var end = LevelShiftsTest.noise(8, Arima.LONGEST, 1);
        var history = new double[1_000_000];
        System.arraycopy(end, 0, history, history.length - end.length, end.length);

        assertThat(AutoArima.withoutSeason().forecast(history, 3))
                .containsExactly(AutoArima.withoutSeason().forecast(end, 3));
    }

    @Test
    void a_season_or_a_trend_without_noise_is_repeated() {
        var season = new double[70];
        var trend = new double[70];
        for (int at = 0; at < season.length; at++) {
            season[at] = at % 7;
            trend[at] = 3 + 2 * at;
        }

        assertThat(new AutoArima(7).forecast(season, 3))
                .containsExactly(new double[] {0, 1, 2}, within(1e-9));
        assertThat(AutoArima.withoutSeason().forecast(trend, 2))
                .containsExactly(new double[] {143, 145}, within(1e-9));
    }

    @Test
    void a_period_below_one_is_refused() {
        assertThatThrownBy(() -> new AutoArima(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("period is 0");
    }

    private static void selects(double[] history, int period, String order, double aicc) {
        var fit = new AutoArima(period).select(history, NONE);

        assertThat(fit.order()).hasToString(order);
        assertThat(fit.aicc()).isCloseTo(aicc, within(0.01));
    }
}
