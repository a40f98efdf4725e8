package io.oeeanalytics.forecast.learned;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {
    /** Origins 14 to 19 of 20 values, with 3, 3, 3, 3, 2 and 1 steps: 15 rows each. */
    @Test
    void there_is_a_row_for_each_origin_and_step_that_has_happened() {
        var panel = histories(Panels.of(wave("A", 20), wave("B", 20)));

        var rows = TrainingRows.until(panel, spec(3), Panels.MONDAY + 19);

        assertThat(rows.count()).isEqualTo(30);
        assertThat(rows.series()).isEqualTo(2);
    }

    @Test
    void rows_end_with_the_day_on_all_lines() {
        var panel = Panels.shared(3, 60);
        long day = panel.series().getFirst().times()[40];
        var other = Panels.withoutFutureAfter(panel, day, 0.1);

        var rows = TrainingRows.until(histories(panel), spec(panel, 3), day);
        var same = TrainingRows.until(histories(other), spec(panel, 3), day);

        assertThat(rows.count()).isPositive();
        assertThat(same.features()).isDeepEqualTo(rows.features());
        assertThat(same.targets()).isEqualTo(rows.targets());
    }

    @Test
    void many_rows_are_thinned_and_still_meet_every_step() {
        var panel = histories(Panels.of(wave("A", 2_000), wave("B", 2_000)));

        var rows = TrainingRows.until(panel, spec(14), Panels.MONDAY + 1_999);

        assertThat(rows.count()).isBetween(TrainingRows.MOST / 2, TrainingRows.MOST);
        int step = spec(14).names().indexOf("step");
        assertThat(Arrays.stream(rows.features()).map(row -> row[step]).distinct()).hasSize(14);
    }

    private static PanelSeries wave(String name, int days) {
        return Panels.daily(name, days, day -> Math.sin(day) + day % 5);
    }

    private static FeatureSpec spec(int horizon) {
        return new FeatureSpec(horizon, true, 1, List.of());
    }

    private static FeatureSpec spec(Panel panel, int horizon) {
        return FeatureSpec.of(panel, horizon);
    }

    private static List<SeriesHistory> histories(Panel panel) {
        return panel.series().stream().map(SeriesHistory::new).toList();
    }
}
