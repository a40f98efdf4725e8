package io.oeeanalytics.registry;

import static io.oeeanalytics.registry.RegistryFixtures.backtest;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromotionGatesTest {
    private static final List<LeakageCheck> TIGHT = List.of(new LeakageCheck("tight", true, ""));
    private static final VersionId NOW = new VersionId("daily", 1);

    private final PromotionGates gates = new PromotionGates(GateLimits.USUAL);

    private Verdict judge(double own, double champion) {
        return gates.champion(
                List.of(backtest("", 1, own, 1)),
                TIGHT,
                new PromotionGates.Champion(NOW, List.of(backtest("", 1, champion, 2))));
    }

    @Test
    void one_that_is_clearly_better_passes_every_gate() {
        var verdict = judge(0.02, 0.04);

        assertThat(verdict.gates()).allMatch(Gate::passed);
        assertThat(verdict.gates()).extracting(Gate::inWords).anyMatch(w -> w.contains("smaller"));
    }

    @Test
    void one_that_is_better_by_less_than_noise_stays_outside() {
        var noise = judge(0.0299, 0.03);
        var worse = judge(0.04, 0.02);

        assertThat(noise.passed()).isFalse();
        assertThat(noise.reasons()).startsWith("against the champion, daily version 1, its error");
        assertThat(worse.reasons()).contains("its error is larger by 0.0");
    }

    @Test
    void one_that_equals_the_champion_is_not_better() {
        var same = List.of(backtest("", 1, 0.02, 1));

        var verdict =
                gates.champion(same, TIGHT, new PromotionGates.Champion(NOW, List.copyOf(same)));

        assertThat(verdict.gates())
                .filteredOn(gate -> !gate.passed())
                .hasSize(1)
                .first()
                .isInstanceOf(Gate.AgainstChampion.class);
    }

    @Test
    void the_first_champion_has_only_the_baselines_to_beat() {
        var good = gates.champion(List.of(backtest("", 1, 0.02, 1)), TIGHT, null);
        var bad = gates.champion(List.of(backtest("", 1, 0.07, 1)), TIGHT, null);

        assertThat(good.passed()).isTrue();
        assertThat(bad.reasons()).contains("against the baseline naive its error is larger");
    }

    @Test
    void one_that_never_met_the_champion_on_the_same_days_cannot_be_compared() {
        var later =
                backtest("", 1, 0.05, 2).days().stream()
                        .map(
                                day ->
                                        new BacktestDay(
                                                day.origin().plusDays(55),
                                                day.day().plusDays(55),
                                                day.actual(),
                                                day.forecast(),
                                                day.band80(),
                                                day.band95(),
                                                day.baselines()))
                        .toList();

        var verdict =
                gates.champion(
                        List.of(backtest("", 1, 0.01, 1)),
                        TIGHT,
                        new PromotionGates.Champion(NOW, List.of(new Backtest("", 1, later))));

        assertThat(verdict.reasons())
                .contains("only 5 origins can be compared with the champion, daily version 1; 20");
    }

    @Test
    void a_leak_or_no_look_for_one_closes_the_gate() {
        var own = List.of(backtest("", 1, 0.02, 1));
        var leak = List.of(new LeakageCheck("target shifted", false, "0.93"), TIGHT.getFirst());

        assertThat(gates.champion(own, leak, null).reasons())
                .isEqualTo("leakage was found: target shifted");
        assertThat(gates.champion(own, List.of(), null).reasons())
                .isEqualTo("no leakage check was made");
    }

    @Test
    void bands_that_hold_too_little_or_too_much_close_the_gate() {
        assertThat(gates.champion(List.of(withBands(0.5)), TIGHT, null).reasons())
                .contains("bands of 80 % held 0.0 % of 60 days, within 70 to 92 % is asked")
                .contains("bands of 95 % held 0.0 %");
        assertThat(gates.champion(List.of(withBands(1.5)), TIGHT, null).reasons())
                .isEqualTo("bands of 80 % held 100.0 % of 60 days, within 70 to 92 % is asked");
    }

    private static Backtest withBands(double share) {
        return new Backtest(
                "",
                1,
                backtest("", 1, 0.02, 1).days().stream()
                        .map(
                                day -> {
                                    double half = Math.abs(day.residual()) * share;
                                    var band =
                                            new Band(day.forecast() - half, day.forecast() + half);
                                    return new BacktestDay(
                                            day.origin(),
                                            day.day(),
                                            day.actual(),
                                            day.forecast(),
                                            band,
                                            band,
                                            day.baselines());
                                })
                        .toList());
    }

    @Test
    void one_that_was_never_judged_is_told_all_it_lacks() {
        assertThat(gates.champion(List.of(), List.of(), null).reasons())
                .contains("backtested on 0 origins, 20 are needed")
                .contains("no baseline stands beside it")
                .contains("0 bands of 80 % were judged")
                .contains("no leakage check was made");
    }

    @Test
    void a_challenger_need_not_beat_the_champion() {
        var verdict = gates.challenger(List.of(backtest("", 1, 0.05, 1)), TIGHT);

        assertThat(verdict.passed()).isTrue();
        assertThat(verdict.gates()).noneMatch(gate -> gate instanceof Gate.AgainstChampion);
    }

    @Test
    void horizons_of_an_origin_are_one_observation() {
        var near = backtest("", 1, 0.02, 1);
        var far = backtest("", 2, 0.02, 2);
        var comparison =
                PromotionGates.compare(
                        List.of(near, far), Map.of()); // nothing in common with nothing

        assertThat(comparison).isEqualTo(PairedComparison.NONE);
        assertThat(
                        gates.champion(
                                        List.of(near, far),
                                        TIGHT,
                                        new PromotionGates.Champion(
                                                NOW,
                                                List.of(
                                                        backtest("", 1, 0.04, 3),
                                                        backtest("", 2, 0.04, 4))))
                                .gates())
                .filteredOn(gate -> gate instanceof Gate.AgainstChampion)
                .extracting(gate -> ((Gate.AgainstChampion) gate).found().origins())
                .containsExactly(60);
    }

    @Test
    void what_was_found_is_kept_and_read_again_as_it_was() {
        var verdict = judge(0.02, 0.04);

        assertThat(Verdicts.read(Verdicts.write(verdict))).isEqualTo(verdict);
    }

    @Test
    void figures_of_a_backtest_are_those_worked_out_by_hand() {
        // Residuals 0.1 and -0.3: MAE 0.2, RMSE sqrt(0.05), bias -0.1; one of two bands holds.
        var start = LocalDate.of(2026, 3, 2);
        var days = new ArrayList<BacktestDay>();
        days.add(
                new BacktestDay(
                        start,
                        start.plusDays(1),
                        0.8,
                        0.7,
                        new Band(0.6, 0.8),
                        null,
                        Map.of("naive", 0.9)));
        days.add(
                new BacktestDay(
                        start.plusDays(1),
                        start.plusDays(2),
                        0.5,
                        0.8,
                        new Band(0.7, 0.9),
                        null,
                        Map.of("naive", 0.8)));

        var metrics = Metrics.of(List.of(new Backtest("L", 1, days)));

        assertThat(metrics)
                .extracting(Metric::name)
                .containsExactly("mae", "rmse", "bias", "coverage80");
        assertThat(metrics.get(0).value()).isCloseTo(0.2, within());
        assertThat(metrics.get(0).baselines().get("naive")).isCloseTo(0.2, within());
        assertThat(metrics.get(1).value()).isCloseTo(Math.sqrt(0.05), within());
        assertThat(metrics.get(2).value()).isCloseTo(-0.1, within());
        assertThat(metrics.get(2).baselines().get("naive")).isCloseTo(-0.2, within());
        assertThat(metrics.get(3).value()).isEqualTo(0.5);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }
}
