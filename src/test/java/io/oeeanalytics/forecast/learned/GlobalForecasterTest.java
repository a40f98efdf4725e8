package io.oeeanalytics.forecast.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.forecast.auto.SeriesForecast;
import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.auto.ValueBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GlobalForecasterTest {
    private static final ValueBounds BOUNDS = new ValueBounds(0, 1.2);
    private static final int HORIZON = 3;
    private static final int DAYS = 120;
    private static final Panel PANEL = Panels.shared(12, DAYS);

    @ParameterizedTest
    @EnumSource
    void what_lines_share_beats_the_mean_of_each(GlobalMethod method) {
        var forecaster = forecaster(PANEL, method);
        var mean = new SeriesForecaster(HORIZON, 1, BOUNDS, "mean");
        var origins = IntStream.range(80, DAYS - HORIZON).toArray();
        double ours = 0;
        double theirs = 0;
        for (int series = 0; series < PANEL.series().size(); series++) {
            var values = PANEL.series().get(series).values();
            ours += error(values, forecaster.backtest(series, origins));
            theirs += error(values, mean.backtest(values, origins));
        }

        assertThat(ours).isLessThan(0.95 * theirs);
    }

    @ParameterizedTest
    @EnumSource
    void no_later_day_of_any_line_changes_a_forecast(GlobalMethod method) {
        int known = 90;
        long day = PANEL.series().getFirst().times()[known - 1];
        var other = Panels.withoutFutureAfter(PANEL, day, 0.05);

        var forecast = forecaster(PANEL, method).backtest(2, known).getFirst();
        var same = forecaster(other, method).backtest(2, known).getFirst();

        assertThat(same).usingRecursiveComparison().isEqualTo(forecast);
        assertThat(forecast.method()).isEqualTo(method.optionName());
        assertThat(forecast.note()).isEmpty();
    }

    @Test
    void not_even_an_absurd_value_later_on_changes_a_forecast() {
        int known = 90;
        long day = PANEL.series().getFirst().times()[known - 1];
        var other = Panels.withoutFutureAfter(PANEL, day, 1e308);

        assertThat(forecaster(other, GlobalMethod.ELASTIC_NET).backtest(2, known))
                .usingRecursiveComparison()
                .isEqualTo(forecaster(PANEL, GlobalMethod.ELASTIC_NET).backtest(2, known));
        assertThat(forecaster(other, GlobalMethod.ELASTIC_NET).forecast(2).note())
                .contains("out of all measure");
    }

    @ParameterizedTest
    @EnumSource
    void threads_and_the_order_of_asking_change_nothing(GlobalMethod method) {
        var alone = forecaster(PANEL, method);
        var many = forecaster(PANEL, method);
        var one = IntStream.range(0, 12).mapToObj(alone::forecast).toList();

        var together = IntStream.range(0, 12).parallel().mapToObj(many::forecast).toList();

        assertThat(together).usingRecursiveComparison().isEqualTo(one);
    }

    @ParameterizedTest
    @EnumSource
    void limits_hold_each_other_and_the_bounds(GlobalMethod method) {
        var tight = new ValueBounds(0.6, 0.75);
        var forecast =
                GlobalForecaster.of(PANEL, method, HORIZON, tight, 1).backtest(0, 100).getFirst();

        for (int step = 0; step < HORIZON; step++) {
            assertThat(
                            new double[] {
                                0.6,
                                forecast.lower95()[step],
                                forecast.lower80()[step],
                                forecast.lower50()[step],
                                forecast.mean()[step],
                                forecast.upper50()[step],
                                forecast.upper80()[step],
                                forecast.upper95()[step],
                                0.75
                            })
                    .isSorted();
        }
    }

    /** Of 70 origins of each line three steps ahead, bands of 80 % hold about 80 %. */
    @Test
    void bands_come_from_errors_after_training() {
        var forecaster = forecaster(PANEL, GlobalMethod.BOOSTED_TREES);
        var origins = IntStream.range(70, DAYS - HORIZON).toArray();
        int inside = 0;
        int all = 0;
        for (int series = 0; series < PANEL.series().size(); series++) {
            var values = PANEL.series().get(series).values();
            for (var made : forecaster.backtest(series, origins)) {
                for (int step = 0; step < HORIZON; step++) {
                    double actual = values[made.known() + step];
                    inside +=
                            actual >= made.lower80()[step] && actual <= made.upper80()[step]
                                    ? 1
                                    : 0;
                    all++;
                }
            }
        }

        assertThat((double) inside / all).isBetween(0.72, 0.88);
    }

    @Test
    void a_model_from_elsewhere_forecasts_from_the_end_of_its_training_on() throws Exception {
        // Day 81 is one of those at whose end models are trained anew.
        int known = 81;
        long day = PANEL.series().getFirst().times()[known - 1];
        var past =
                new Panel(
                        PANEL.series().stream()
                                .map(
                                        one ->
                                                new PanelSeries(
                                                        one.name(),
                                                        one.times(),
                                                        Arrays.copyOf(one.values(), known),
                                                        one.covariates()))
                                .toList(),
                        true,
                        1,
                        PANEL.covariates());
        var model = forecaster(past, GlobalMethod.FOREST).model().orElseThrow();

        var forecaster = GlobalForecaster.of(PANEL, GlobalModel.of(model.files()), BOUNDS);

        assertThat(model.training().until()).isEqualTo(day);
        assertThat(forecaster.backtest(1, known).getFirst().mean())
                .isEqualTo(forecaster(past, GlobalMethod.FOREST).forecast(1).mean());
        assertThat(forecaster.forecast(1).errors()).containsOnly(50, 49);
    }

    @Test
    void a_model_of_other_rows_is_refused() {
        var model = forecaster(PANEL, GlobalMethod.ELASTIC_NET).model().orElseThrow();
        var other = Panels.of(noise("A", 60, 1), noise("B", 60, 2));

        assertThatThrownBy(() -> GlobalForecaster.of(other, model, BOUNDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the model's rows are");
    }

    @Test
    void short_and_constant_series_get_the_answer_of_auto() {
        var panel =
                Panels.of(
                        noise("A", 100, 1),
                        noise("B", 100, 2),
                        noise("short", 9, 3),
                        Panels.daily("constant", 100, day -> 0.5),
                        Panels.daily("one", 1, day -> 0.5));
        var forecaster = forecaster(panel, GlobalMethod.ELASTIC_NET);
        var auto = new SeriesForecaster(HORIZON, 1, BOUNDS, "auto");

        for (int series = 2; series < 5; series++) {
            var forecast = forecaster.forecast(series);
            assertThat(forecast.note())
                    .contains("global-elastic-net cannot speak")
                    .contains("auto stands in");
            assertThat(forecast.mean())
                    .isEqualTo(auto.forecast(panel.series().get(series).values()).mean());
        }
        assertThat(forecaster.forecast(0).note()).isEmpty();
        assertThat(forecaster.forecast(2).note()).contains("fewer than 14 values");
        assertThat(forecaster.forecast(3).note()).contains("do not vary");
    }

    @Test
    void one_line_alone_shares_nothing() {
        var forecaster = forecaster(Panels.of(noise("A", 200, 1)), GlobalMethod.FOREST);

        assertThat(forecaster.model()).isEmpty();
        assertThat(forecaster.forecast(0).note()).contains("fewer than 2 series and 200 rows");
    }

    /** A line with fewer values than a model needs of its own profits from the others. */
    @Test
    void a_new_line_is_forecast_by_what_others_taught() {
        var old = Panels.shared(4, 100);
        var last = old.series().get(3);
        int from = 70;
        var late =
                new PanelSeries(
                        "late",
                        Arrays.copyOfRange(last.times(), from, 100),
                        Arrays.copyOfRange(last.values(), from, 100),
                        Arrays.copyOfRange(last.covariates(), from, 100));
        var series = new ArrayList<>(old.series().subList(0, 3));
        series.add(late);
        var panel = new Panel(series, true, 1, old.covariates());

        var forecast = forecaster(panel, GlobalMethod.ELASTIC_NET).forecast(3);

        assertThat(forecast.method()).isEqualTo("global-elastic-net");
    }

    @Test
    void covariates_may_be_missing_ahead_and_behind() {
        var gaps = new SplittableRandom(3);
        var series =
                PANEL.series().stream()
                        .map(
                                one -> {
                                    var covariates = new double[DAYS][];
                                    for (int day = 0; day < DAYS; day++) {
                                        boolean gap = gaps.nextDouble() < 0.3;
                                        covariates[day] =
                                                gap
                                                        ? new double[] {Double.NaN}
                                                        : one.covariates()[day];
                                    }
                                    return new PanelSeries(
                                            one.name(), one.times(), one.values(), covariates);
                                })
                        .toList();
        var panel = new Panel(series, true, 1, PANEL.covariates());

        for (var method : GlobalMethod.values()) {
            assertThat(Arrays.stream(forecaster(panel, method).forecast(0).mean()).boxed())
                    .hasSize(HORIZON)
                    .allMatch(value -> value > 0.3 && value < 1.2);
        }
    }

    @Test
    void lines_at_different_times_and_scales_share_a_model() {
        var panel =
                new Panel(
                        List.of(
                                scaled("small", 1e-3, 0),
                                scaled("large", 1e6, 13),
                                scaled("usual", 1, 1_000)),
                        false,
                        7,
                        List.of());
        var forecaster =
                GlobalForecaster.of(panel, GlobalMethod.BOOSTED_TREES, 7, ValueBounds.NONE, 1);

        for (int series = 0; series < 3; series++) {
            var forecast = forecaster.forecast(series);
            double unit = new double[] {1e-3, 1e6, 1}[series];
            assertThat(forecast.note()).isEmpty();
            assertThat(Arrays.stream(forecast.mean()).boxed())
                    .allMatch(value -> value > 3 * unit && value < 15 * unit);
        }
    }

    private static PanelSeries scaled(String name, double unit, long start) {
        var random = new SplittableRandom(start);
        var times = new long[150];
        var values = new double[150];
        for (int at = 0; at < values.length; at++) {
            times[at] = start + at;
            values[at] = unit * (8 + at % 7 * 0.5 + random.nextGaussian());
        }
        return new PanelSeries(name, times, values);
    }

    private static PanelSeries noise(String name, int days, long seed) {
        var random = new SplittableRandom(seed);
        return Panels.daily(name, days, day -> 0.7 + 0.05 * random.nextGaussian());
    }

    private static GlobalForecaster forecaster(Panel panel, GlobalMethod method) {
        return GlobalForecaster.of(panel, method, HORIZON, BOUNDS, 1);
    }

    private static double error(double[] values, List<SeriesForecast> forecasts) {
        double sum = 0;
        for (var made : forecasts) {
            for (int step = 0; step < HORIZON; step++) {
                sum += Math.abs(values[made.known() + step] - made.mean()[step]);
            }
        }
        return sum;
    }
}
