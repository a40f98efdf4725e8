package io.oeeanalytics.forecast.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.forecast.auto.SeriesForecaster;
import io.oeeanalytics.forecast.auto.TriedSeries;
import io.oeeanalytics.forecast.auto.ValueBounds;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ImportedOriginsTest {
    private static final ValueBounds BOUNDS = new ValueBounds(0, 1.2);
    private static final long MONDAY = LocalDate.of(2026, 3, 2).toEpochDay();
    private static final int HORIZON = 3;

    @Test
    void a_row_tells_what_the_model_asks_for_in_its_order() {
        var rows = new ArrayList<double[]>();
        var values = values(60);
        var origins =
                origins(
                        List.of("planned-hours", "lag-2", "step", "weekday", "lag-28"),
                        values,
                        10,
                        asked -> {
                            rows.addAll(List.of(asked));
                            return answers(asked, 0.5);
                        });

        origins.at(60);

        // The last rows asked for are those of the origin itself; day 60 is the fifth of a week.
        assertThat(rows.get(rows.size() - 3))
                .containsExactly(8, values[58], 1, 60 % 7 + 1, values[32]);
        assertThat(rows.getLast()).containsExactly(0, values[58], 3, 62 % 7 + 1, values[32]);
    }

    @Test
    void until_eight_days_after_its_training_something_else_stands_in() {
        var origins = origins(List.of("lag-1"), values(90), 50, asked -> answers(asked, 0.5));

        assertThat(origins.at(57).note()).contains("version 3 cannot speak", "auto stands in");
        assertThat(origins.at(57).method()).startsWith("auto");
        assertThat(origins.at(58).note()).isEmpty();
        assertThat(origins.at(58).method()).isEqualTo("version 3");
        assertThat(origins.at(58).mean()).containsExactly(0.5, 0.5, 0.5);
    }

    /** It knew its training by heart: exact up to day 60, and 0.1 too low ever after. */
    @Test
    void only_days_it_cannot_have_seen_tell_how_it_errs() {
        var values = new double[120];
        Arrays.fill(values, 0.6);
        for (int at = 60; at < values.length; at++) {
            values[at] = 0.7;
        }
        var origins = origins(List.of("lag-1"), values, 60, asked -> answers(asked, 0.6));

        var said = origins.at(75);

        assertThat(said.mean()[0]).isEqualTo(0.6);
        assertThat(said.upper80()[0]).isCloseTo(0.7, within(0.02));
    }

    @Test
    void answers_stay_within_bounds_and_no_number_is_the_last_value() {
        var values = values(60);

        assertThat(origins(List.of("step"), values, 0, asked -> answers(asked, 7.0)).at(60).mean())
                .containsExactly(1.2, 1.2, 1.2);
        assertThat(
                        origins(List.of("step"), values, 0, asked -> answers(asked, Double.NaN))
                                .at(60)
                                .mean())
                .containsExactly(values[59], values[59], values[59]);
    }

    @Test
    void columns_there_are_not_are_refused_with_those_there_are() {
        assertThatThrownBy(() -> ImportedColumns.of(List.of("lag-1", "lag-29", "mood")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the model asks for the columns [lag-29, mood]; there are lag-1 to lag-28,"
                                + " step, weekday and planned-hours");
        assertThatThrownBy(() -> ImportedColumns.of(List.of("x[0]", "x[1]")))
                .hasMessageContaining("[x[0], x[1]]");
    }

    @Test
    void columns_without_names_are_all_of_them() {
        var unnamed = new ArrayList<String>();
        for (int column = 0; column < ImportedColumns.ALL.size(); column++) {
            unnamed.add("x[" + column + "]");
        }

        var row = ImportedColumns.of(unnamed).row(values(28), 28, 2, 5, 16);

        assertThat(row).hasSize(31).endsWith(2, 5, 16);
        assertThat(row[0]).isEqualTo(values(28)[27]);
        assertThat(row[27]).isEqualTo(values(28)[0]);
    }

    private static ImportedOrigins origins(
            List<String> columns, double[] values, int seen, UnaryOperator<double[][]> answers) {
        var days = new long[values.length + 2];
        var hours = new double[days.length];
        for (int at = 0; at < days.length; at++) {
            days[at] = MONDAY + at;
            hours[at] = 8;
        }
        return new ImportedOrigins(
                new ImportedOrigins.Model("version 3", ImportedColumns.of(columns), answers),
                new ImportedOrigins.Series(values, days, hours, seen),
                HORIZON,
                BOUNDS,
                new TriedSeries(new SeriesForecaster(HORIZON, 1, BOUNDS, "auto"), values));
    }

    private static double[][] answers(double[][] asked, double answer) {
        var answers = new double[asked.length][1];
        for (var row : answers) {
            row[0] = answer;
        }
        return answers;
    }

    private static double[] values(int count) {
        var random = new Random(1);
        return random.doubles(count, 0.4, 0.8).toArray();
    }
}
