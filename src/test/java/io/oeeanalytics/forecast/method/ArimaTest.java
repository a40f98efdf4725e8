package io.oeeanalytics.forecast.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures of R are from its package forecast 8.20, by {@code Arima} as called in each comment. */
class ArimaTest {
    private static final double[][] NONE = {};

    @Test
    void an_autoregression_with_mean_is_fitted_as_in_r() {
        // Arima(lh, order = c(3, 0, 0))
        var fit = new Arima(ArimaOrder.of(3, 0, 0).withConstant(true)).fit(Datasets.LH, NONE);

        assertThat(fit.autoregressive())
                .containsExactly(
                        new double[] {0.64479651655, -0.06337352875, -0.21980619171}, within(1e-4));
        assertThat(fit.constant()).isCloseTo(2.39312746844, within(1e-4));
        assertThat(fit.logLikelihood()).isCloseTo(-27.09241106600, within(1e-6));
        assertThat(fit.aicc()).isCloseTo(65.61339356057, within(1e-6));
        assertThat(fit.variance()).isCloseTo(0.19490213201, within(1e-5));
        assertThat(fit.forecast(4, NONE))
                .containsExactly(
                        new double[] {2.460180641, 2.270846479, 2.198617996, 2.260719113},
                        within(1e-4));
    }

    @Test
    void a_model_moved_to_its_own_history_stays_the_same() {
        var fit = new Arima(ArimaOrder.of(1, 0, 1).withConstant(true)).fit(Datasets.LH, NONE);

        var moved = fit.movedTo(Datasets.LH);

        assertThat(moved.logLikelihood()).isCloseTo(fit.logLikelihood(), within(1e-9));
        assertThat(moved.forecast(4, NONE)).containsExactly(fit.forecast(4, NONE), within(1e-9));
    }

    @Test
    void a_model_moved_on_keeps_its_dynamics_and_takes_the_new_level() {
        var fit = new Arima(ArimaOrder.of(1, 0, 0).withConstant(true)).fit(Datasets.LH, NONE);
        var higher = Arrays.stream(Datasets.LH).map(value -> value + 5).toArray();

        var moved = fit.movedTo(higher);

        assertThat(moved.autoregressive()).isEqualTo(fit.autoregressive());
        assertThat(moved.constant()).isCloseTo(fit.constant() + 5, within(1e-9));
    }

    @Test
    void a_mixed_model_is_fitted_as_in_r() {
        // Arima(lh, order = c(1, 0, 1))
        var fit = new Arima(ArimaOrder.of(1, 0, 1).withConstant(true)).fit(Datasets.LH, NONE);

        assertThat(fit.autoregressive()[0]).isCloseTo(0.4522020220, within(1e-3));
        assertThat(fit.movingAverage()[0]).isCloseTo(0.1981673266, within(1e-3));
        assertThat(fit.logLikelihood()).isCloseTo(-28.7620332052, within(1e-6));
    }

    @Test
    void a_difference_with_and_without_drift_is_fitted_as_in_r() {
        // Arima(Nile, order = c(1, 1, 1)); the same with include.drift = TRUE
        var plain = new Arima(ArimaOrder.of(1, 1, 1)).fit(Datasets.NILE, NONE);
        var drift = new Arima(ArimaOrder.of(1, 1, 1).withConstant(true)).fit(Datasets.NILE, NONE);

        assertThat(plain.logLikelihood()).isCloseTo(-630.6273817760, within(1e-4));
        assertThat(plain.forecast(3, NONE))
                .containsExactly(
                        new double[] {816.1812759, 835.5596115, 840.4889052}, within(0.01));
        assertThat(drift.logLikelihood()).isCloseTo(-629.8185241578, within(1e-4));
        assertThat(drift.constant()).isCloseTo(-2.8827029, within(1e-3));
        assertThat(drift.forecast(3, NONE))
                .containsExactly(
                        new double[] {799.1887590, 813.1077264, 814.7729448}, within(0.02));
    }

    @Test
    void the_airline_model_is_fitted_as_in_r() {
        // Arima(USAccDeaths, order = c(0, 1, 1), seasonal = c(0, 1, 1)); R's diffuse start
        // costs it the third digit of the likelihood.
        var order = ArimaOrder.of(0, 1, 1).seasonal(0, 1, 1, 12);
        var fit = new Arima(order).fit(Datasets.ACCIDENTAL_DEATHS, NONE);

        assertThat(fit.movingAverage()[0]).isCloseTo(-0.4302692362, within(1e-4));
        assertThat(fit.seasonalMovingAverage()[0]).isCloseTo(-0.5527912702, within(1e-3));
        assertThat(fit.logLikelihood()).isCloseTo(-425.4399936, within(0.01));
        assertThat(fit.forecast(4, NONE))
                .containsExactly(
                        new double[] {8336.061266, 7531.829141, 8314.643760, 8616.868756},
                        within(0.1));
    }

    @Test
    void a_regression_with_arma_errors_is_fitted_as_in_r() {
        // Arima(LakeHuron, order = c(2, 0, 0), xreg = 1:98); forecast(fit, xreg = 99:101)
        double[][] years = {IntStream.rangeClosed(1, 98).asDoubleStream().toArray()};
        var order = ArimaOrder.of(2, 0, 0).withConstant(true);
        var fit = new Arima(order).fit(Datasets.LAKE_HURON, years);

        assertThat(fit.regression()[0]).isCloseTo(-0.02156882822, within(1e-5));
        assertThat(fit.constant()).isCloseTo(580.09151091895, within(1e-3));
        assertThat(fit.logLikelihood()).isCloseTo(-101.19826732162, within(1e-5));
        assertThat(fit.forecast(3, new double[][] {{99, 100, 101}}))
                .containsExactly(
                        new double[] {579.3971650, 578.8050541, 578.3678840}, within(1e-3));
    }

    @Test
    void the_fast_likelihood_is_that_of_the_full_covariance() {
        var order = ArimaOrder.of(1, 0, 1).seasonal(1, 0, 1, 4);
        double[] coefficients = {0.6, 0.4, -0.3, 0.5};
        var arma = new ArmaPolynomials(order);
        arma.fill(coefficients);
        var series = LevelShiftsTest.noise(9, 40, 1);

        var likelihood = new ArmaLikelihood(new double[][] {series}, arma);
        double value = likelihood.negativeLogLikelihood();

        assertThat(value).isCloseTo(denseLikelihood(arma, series), within(1e-9));
    }

    @Test
    void scale_and_place_go_through() {
        var moved = Datasets.LH.clone();
        for (int at = 0; at < moved.length; at++) {
            moved[at] = 1e6 * moved[at] + 5e6;
        }
        var method = new Arima(ArimaOrder.of(1, 0, 1).withConstant(true));

        double plain = method.forecast(Datasets.LH, 1)[0];

        assertThat(method.forecast(moved, 1)[0]).isCloseTo(1e6 * plain + 5e6, within(1.0));
    }

    @Test
    void a_long_season_is_fitted_by_conditional_squares() {
        var random = new Random(4);
        var history = new double[400];
        for (int at = 0; at < history.length; at++) {
            history[at] = 10 * Math.sin(2 * Math.PI * at / 48) + random.nextGaussian() / 10;
        }
        var order = ArimaOrder.of(0, 0, 0).seasonal(0, 1, 1, 48);
        var fit = new Arima(order).fit(history, NONE);

        var future = fit.forecast(48, NONE);

        assertThat(fit.exact()).isFalse();
        for (int step = 0; step < future.length; step++) {
            double truth = 10 * Math.sin(2 * Math.PI * (history.length + step) / 48);
            assertThat(future[step]).isCloseTo(truth, within(0.4));
        }
    }

    @Test
    void a_season_longer_than_the_usual_window_still_has_its_values() {
        var history = new double[10_000];
        for (int at = 0; at < history.length; at++) {
            history[at] = at % 3_000;
        }
        var method = new Arima(ArimaOrder.of(0, 0, 0).seasonal(1, 1, 0, 3_000));

        assertThat(method.forecast(history, 2))
                .containsExactly(new double[] {1_000, 1_001}, within(1e-6));
    }

    @Test
    void bad_shapes_are_refused_with_their_sizes() {
        var method = new Arima(ArimaOrder.of(1, 0, 0));

        assertThatThrownBy(
                        () -> method.forecast(Datasets.LH, new double[1][3], new double[1][2], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("regressor 0 needs 48 values");
        assertThatThrownBy(() -> ArimaOrder.of(1, 2, 1).withConstant(true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ArimaOrder.of(1, 0, 1).seasonal(1, 0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> method.fit(ForecastMethod.level(3, 50), NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all 50 are 3.0");
    }

    @Test
    void an_order_says_its_name() {
        assertThat(ArimaOrder.of(2, 1, 0).seasonal(0, 1, 1, 12))
                .hasToString("ARIMA(2,1,0)(0,1,1)[12]");
        assertThat(new Arima(ArimaOrder.of(1, 0, 0).withConstant(true)).name())
                .isEqualTo("ARIMA(1,0,0) with mean");
    }

    /** The same from autocovariances by the weights of the past and a Cholesky factor. */
    private static double denseLikelihood(ArmaPolynomials arma, double[] series) {
        int n = series.length;
        int far = 4000;
        var weights = new double[far];
        weights[0] = 1;
        for (int lag = 1; lag < far; lag++) {
            weights[lag] = lag <= arma.state ? arma.denseMa[lag - 1] : 0;
            for (int back = 1; back <= Math.min(lag, arma.state); back++) {
                weights[lag] += arma.denseAr[back - 1] * weights[lag - back];
            }
        }
        var lower = new double[n][n];
        var whitened = new double[n];
        double logs = 0;
        double squares = 0;
        for (int row = 0; row < n; row++) {
            whitened[row] = series[row];
            for (int column = 0; column <= row; column++) {
                double sum = 0;
                for (int at = 0; at + row - column < far; at++) {
                    sum += weights[at] * weights[at + row - column];
                }
                for (int k = 0; k < column; k++) {
                    sum -= lower[row][k] * lower[column][k];
                }
                lower[row][column] = column == row ? Math.sqrt(sum) : sum / lower[column][column];
            }
            for (int k = 0; k < row; k++) {
                whitened[row] -= lower[row][k] * whitened[k];
            }
            whitened[row] /= lower[row][row];
            logs += 2 * Math.log(lower[row][row]);
            squares += whitened[row] * whitened[row];
        }
        return (Math.log(squares / n) + logs / n) / 2;
    }
}
