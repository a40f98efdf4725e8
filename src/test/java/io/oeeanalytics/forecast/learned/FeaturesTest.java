package io.oeeanalytics.forecast.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Worked by hand: 20 days from a Monday on, 0 and 2 in turn, the first one 0, so that value t is 0
 * for even t. At origin 15 the values 0 to 14 are known: eight 0 and seven 2.
 *
 * <ul>
 *   <li>mean of all 14/15, the same since the last break as there is none; median of the last 14,
 *       seven of each, 1; level (14/15 + 14/15 + 1) / 3 = 43/45
 *   <li>spread of these 15: median 0, so the deviations are the values, their median is 0, and
 *       their mean stands in: 1.2533 * 14/15
 *   <li>lag 1 is value 14, 0; lag 2 is value 13, 2
 *   <li>last 7: values 8 to 14, four 0 and three 2, mean 6/7
 * </ul>
 */
class FeaturesTest {
    private static final double LEVEL = 43.0 / 45;
    private static final double SPREAD = 1.2533 * 14 / 15;
    private static final int ORIGIN = 15;

    private static final PanelSeries SERIES = Panels.daily("A", 20, day -> day % 2 * 2);

    @Test
    void a_row_holds_distances_from_the_level_in_spreads() {
        var row = row(SERIES, ORIGIN, 1, List.of());

        assertThat(row("lag-1", row)).isCloseTo((0 - LEVEL) / SPREAD, within(1e-12));
        assertThat(row("lag-2", row)).isCloseTo((2 - LEVEL) / SPREAD, within(1e-12));
        assertThat(row("lag-7", row)).isCloseTo((0 - LEVEL) / SPREAD, within(1e-12));
        assertThat(row("mean-7", row)).isCloseTo((6.0 / 7 - LEVEL) / SPREAD, within(1e-12));
        assertThat(row("mean-14", row)).isCloseTo((1 - LEVEL) / SPREAD, within(1e-12));
        assertThat(row("mean-28", row)).isCloseTo((14.0 / 15 - LEVEL) / SPREAD, within(1e-12));
        assertThat(row("median-14", row)).isCloseTo((1 - LEVEL) / SPREAD, within(1e-12));
        assertThat(row("spread-14", row)).isCloseTo(1 / SPREAD, within(1e-12));
        assertThat(row("step", row)).isEqualTo(2);
        assertThat(row("lag-1-by-step", row)).isCloseTo(row("lag-1", row) / 2, within(1e-12));
    }

    /** Value 15 falls on a Tuesday, 15 days after the Monday; step 2 is the Wednesday after it. */
    @Test
    void a_row_knows_the_weekday_of_its_step_and_what_it_was_worth_before() {
        var row = row(SERIES, ORIGIN, 1, List.of());

        assertThat(row("wednesday", row)).isEqualTo(1);
        assertThat(row("tuesday", row)).isZero();
        assertThat(row("days-since-worked", row)).isEqualTo(1);
        // Wednesdays so far: value 2 is 0, value 9 is 2; shrunk by four that say nothing.
        assertThat(row("own-weekday", row))
                .isCloseTo((0 - LEVEL + 2 - LEVEL) / SPREAD / (2 + 4), within(1e-12));
    }

    @Test
    void the_target_is_the_value_of_the_step_and_leads_back_to_it() {
        var features = new Features(spec(List.of()), new SeriesHistory(SERIES));

        double target = features.target(ORIGIN, 2);

        assertThat(target).isCloseTo((2 - LEVEL) / SPREAD, within(1e-12));
        assertThat(features.value(ORIGIN, target)).isCloseTo(2, within(1e-12));
    }

    @Test
    void what_is_known_in_advance_counts_from_what_was_usual() {
        var hours = new double[20][];
        Arrays.setAll(hours, day -> new double[] {day < ORIGIN ? 8 : 6});
        hours[3][0] = Double.NaN;
        hours[ORIGIN + 2][0] = Double.NaN;
        var planned = new PanelSeries("A", SERIES.times(), SERIES.values(), hours);

        var second = row(planned, ORIGIN, 1, List.of("hours"));
        var third = row(planned, ORIGIN, 2, List.of("hours"));

        assertThat(second[second.length - 1]).isEqualTo(-2);
        assertThat(third[third.length - 1]).isNaN();
    }

    @Test
    void a_row_does_not_change_with_what_comes_later() {
        var later = SERIES.values().clone();
        Arrays.fill(later, ORIGIN, later.length, 1e6);

        for (int step = 0; step < 5; step++) {
            assertThat(row(new PanelSeries("A", SERIES.times(), later), ORIGIN, step, List.of()))
                    .isEqualTo(row(SERIES, ORIGIN, step, List.of()));
        }
    }

    @Test
    void without_a_plan_the_days_ahead_are_those_of_weekdays_that_were_worked() {
        // Five days a week; the Monday of the sixth week is a holiday, which nobody could know.
        var times =
                IntStream.range(0, 60)
                        .filter(day -> day % 7 < 5 && day != 35)
                        .mapToLong(day -> Panels.MONDAY + day)
                        .limit(30)
                        .toArray();
        var history =
                new SeriesHistory(new PanelSeries("A", times, Panels.values(30, at -> at % 3)));

        var ahead = history.expectedTimes(25, 6, true);

        assertThat(times[25]).isEqualTo(Panels.MONDAY + 36);
        assertThat(Arrays.stream(ahead).map(day -> day - Panels.MONDAY))
                .containsExactly(35L, 36L, 37L, 38L, 39L, 42L);
    }

    @Test
    void missing_and_constant_columns_say_nothing() {
        var rows = new double[][] {{1, 5, Double.NaN}, {3, 5, Double.NaN}, {Double.NaN, 5, 2}};

        var standard = Standardisation.of(rows, 3);

        assertThat(standard.applied(rows[0])).containsExactly(-1, 0, 0);
        assertThat(standard.applied(new double[] {Double.NaN, 9, 9})).containsExactly(0, 0, 0);
    }

    private static FeatureSpec spec(List<String> covariates) {
        return new FeatureSpec(5, true, 1, covariates);
    }

    private static double[] row(PanelSeries series, int known, int step, List<String> covariates) {
        var history = new SeriesHistory(series);
        return new Features(spec(covariates), history)
                .row(known, step, history.actualTimes(known, step + 1));
    }

    private static double row(String column, double[] row) {
        return row[spec(List.of()).names().indexOf(column)];
    }
}
