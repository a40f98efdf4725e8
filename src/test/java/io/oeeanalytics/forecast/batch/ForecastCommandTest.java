package io.oeeanalytics.forecast.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastCommandTest {
    @TempDir private Path folder = Path.of("");

    private record Outcome(int code, String out, String err, List<String> rows) {}

    private record Row(
            String series,
            String origin,
            int step,
            double mean,
            double lo80,
            double hi80,
            double lo95,
            double hi95) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | line 1: the file is empty",
                "'a,b,c~1,2,3~' | line 1: the header is series,t,value, not 'a,b,c'",
                "'series,t,value~' | line 2: there is no row under the header",
                "'series,t,value~A,1,x~' | line 2: the value is a finite number or empty, not 'x'",
                "'series,t,value~A,1,inf~' | line 2: the value is a finite number",
                "'series,t,value~A,1,1e999~' | line 2: the value is a finite number",
                "'series,t,value~A,1,0x1p3~' | line 2: the value is a finite number",
                "'series,t,value~A,one,1~' | line 2: t is an integer or an ISO date, not 'one'",
                "'series,t,value~A,1.5,1~' | line 2: t is an integer or an ISO date, not '1.5'",
                "'series,t,value~A,2023-02-29,1~' | line 2: t is an integer or an ISO date",
                "'series,t,value~A,1,1~A,2023-01-01,1~' | line 3: t is an integer as in the rows",
                "'series,t,value~A,1,1~A,2,2~A,1,3~' | line 4: series A has a row with this t",
                "'series,t,value~A,1,~A,2,NaN~' | line 2: series A has no value in any",
                "'series,t,value~A,1~' | line 2: a row has 3 columns, series,t,value, but this one 2",
                "'series,t,value~,1,2~' | line 2: the series has no name",
            })
    void a_file_at_fault_is_told_by_line_and_nothing_is_written(String content, String words)
            throws IOException {
        var outcome = run(content.replace('~', '\n'), "--horizon", "2");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(words).doesNotContain("\tat ");
        assertThat(outcome.rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A,1,5~",
                "A,1,5~A,2,5~A,3,5~",
                "A,1,0~A,2,0~A,3,0~A,4,0~A,5,0~A,6,0~A,7,0~A,8,0~A,9,0~A,10,0~A,11,0~A,12,0~",
                "A,1,1e308~A,2,-1e308~A,3,1.7e308~A,4,1e308~",
                "A,1,1e-320~A,2,3e-320~A,3,2e-320~A,4,4e-320~",
                "A,1,~A,2,3~A,3,NaN~",
                "A,1,0~A,2,1e308~A,3,0~A,4,0~A,5,1e308~A,6,1~A,7,2~A,8,3~A,9,2~A,10,1~A,11,5~",
            })
    void odd_values_get_a_finite_forecast_in_order_and_in_bounds(String rows) throws IOException {
        var content = "series,t,value\n" + rows.replace('~', '\n');

        for (var outcome :
                List.of(
                        run(content, "--horizon", "30"),
                        run(content, "--horizon", "30", "--season", "7"),
                        run(content, "--horizon", "30", "--bounds=-0.5,1.2"),
                        run(content, "--horizon", "30", "--method", "ets", "--season", "4"))) {
            assertThat(outcome.code()).as(outcome.err()).isZero();
            assertThat(parsed(outcome)).hasSize(30).allSatisfy(ForecastCommandTest::sound);
        }
        assertThat(parsed(run(content, "--horizon", "30", "--bounds=-0.5,1.2")))
                .allSatisfy(
                        row -> {
                            assertThat(row.lo95()).isGreaterThanOrEqualTo(-0.5);
                            assertThat(row.hi95()).isLessThanOrEqualTo(1.2);
                        });
    }

    @Test
    void a_constant_goes_on_without_width() throws IOException {
        var row = parsed(run(table("A", 20, at -> 5.0), "--horizon", "1")).getFirst();

        assertThat(row).isEqualTo(new Row("A", "20", 1, 5, 5, 5, 5, 5));
    }

    @Test
    void one_value_is_repeated_and_that_is_told() throws IOException {
        var outcome = run("series,t,value\nA,7,0.5\n", "--horizon", "1", "--bounds", "0,1.2");

        assertThat(parsed(outcome).getFirst()).isEqualTo(new Row("A", "7", 1, 0.5, 0, 1.2, 0, 1.2));
        assertThat(outcome.err()).contains("series A: one value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--horizon=0",
                "--horizon=x",
                "--season=0",
                "--backtest=-1",
                "--bounds=2,1",
                "--bounds=0",
                "--bounds=0,NaN",
                "--method=foo",
                "--threads=0",
                "--bogus"
            })
    void wrong_options_end_with_2_and_words(String option) throws IOException {
        var options =
                option.startsWith("--horizon")
                        ? new String[] {option}
                        : new String[] {"--horizon=1", option};

        var outcome = run(table("A", 20, at -> at % 3), options);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void a_missing_file_is_told() {
        var err = new StringWriter();

        int code =
                ForecastCommand.run(
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(err),
                        "--input=" + folder.resolve("none.csv"),
                        "--horizon=1");

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("There is no readable file");
    }

    @Test
    void rows_in_any_order_give_the_same_and_series_keep_theirs() throws IOException {
        var rows = new ArrayList<String>();
        for (int at = 1; at <= 60; at++) {
            rows.add("B,%d,%s".formatted(at, noise(1, at)));
            rows.add("\"A, x\",%d,%s".formatted(at, noise(2, at)));
        }
        var ordered = run("series,t,value\n" + String.join("\n", rows), "--horizon", "3");
        var head = rows.getFirst();
        Collections.shuffle(rows, new Random(3));
        rows.remove(head);
        rows.addFirst(head);

        var shuffled = run("series,t,value\r\n" + String.join("\r\n", rows), "--horizon", "3");

        assertThat(shuffled.rows()).isEqualTo(ordered.rows()).hasSize(7);
        assertThat(ordered.rows().get(1)).startsWith("B,60,1,");
        assertThat(ordered.rows().get(4)).startsWith("\"A, x\",60,1,");
    }

    @Test
    void origins_are_written_as_the_file_writes_its_time() throws IOException {
        assertThat(run("series,t,value\nA,2026-03-16,1\nA,2026-03-18,2\n", "--horizon=1").rows())
                .element(1)
                .asString()
                .startsWith("A,2026-03-18,1,");
        assertThat(run("series,t,value\nA,2026-03-16T23:00,1\n", "--horizon=1").rows())
                .element(1)
                .asString()
                .startsWith("A,2026-03-16T23:00,1,");
        // The last row is missing: the last known value is that of -4.
        assertThat(run("series,t,value\nA,-4,1\nA,-3,\n", "--horizon=1").rows())
                .element(1)
                .asString()
                .startsWith("A,-4,1,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "ets", "arima"})
    void a_backtest_is_what_each_origin_would_have_said(String method) throws IOException {
        int n = 130;
        var whole = new String[] {"--horizon=4", "--bounds=0,1.2", "--method=" + method};
        var tested = Arrays.copyOf(whole, 4);
        tested[3] = "--backtest=3";

        var rows = run(table("A", n, at -> noise(5, at)), tested).rows();

        var expected = new ArrayList<>(rows.subList(0, 1));
        for (int known = n - 3; known < n; known++) {
            var cut = run(table("A", known, at -> noise(5, at)), whole).rows();
            expected.addAll(cut.subList(1, cut.size()));
        }
        assertThat(rows).isEqualTo(expected);
    }

    @Test
    void few_holes_in_a_regular_time_are_filled_in_where_a_season_counts() throws IOException {
        var whole = new StringBuilder("series,t,value\n");
        var holed = new StringBuilder("series,t,value\n");
        for (int at = 1; at <= 140; at++) {
            // Straight lines between the days of the week, so that filling in is exact.
            var row = "A,%d,%d%n".formatted(at, at % 7 < 4 ? at % 7 : 7 - at % 7);
            whole.append(row);
            holed.append(at == 44 || at == 100 ? "" : row);
        }

        var expected = run(whole.toString(), "--horizon=7", "--season=7").rows();

        assertThat(run(holed.toString(), "--horizon=7", "--season=7").rows()).isEqualTo(expected);
        assertThat(expected.get(1)).startsWith("A,140,1,");
    }

    @Test
    void the_number_of_threads_changes_nothing() throws IOException {
        var rows = new StringBuilder("series,t,value\n");
        for (int series = 0; series < 40; series++) {
            for (int at = 1; at <= 30 + series; at++) {
                rows.append("S%d,%d,%s%n".formatted(series, at, noise(series, at)));
            }
        }

        var one = run(rows.toString(), "--horizon=2", "--bounds=0,1.2", "--threads=1");
        var many = run(rows.toString(), "--horizon=2", "--bounds=0,1.2", "--threads=7");

        assertThat(many.rows()).isEqualTo(one.rows()).hasSize(81);
    }

    @Test
    void methods_are_listed_with_where_they_come_from() throws IOException {
        var out = run("", "--list-methods").out();

        assertThat(out.lines().toList())
                .hasSizeGreaterThan(20)
                .allMatch(line -> line.matches("[a-z0-9-]+ +\\S.*\\. .*(19|20)\\d\\d.*"));
        assertThat(out).contains("auto ", "ets ", "arima ", "theta ", "croston ");
    }

    @Test
    void every_listed_method_forecasts() throws IOException {
        var names = run("", "--list-methods").out().lines().map(line -> line.split(" ")[0]);
        var content = table("A", 60, at -> noise(9, at)) + rows("B", 60, at -> noise(8, at));

        for (var name : names.toList()) {
            var outcome = run(content, "--horizon=5", "--season=7", "--method=" + name);
            assertThat(outcome.code()).as(name).isZero();
            assertThat(outcome.err()).isEmpty();
            assertThat(parsed(outcome)).hasSize(10).allSatisfy(ForecastCommandTest::sound);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "global-elastic-net",
                "global-forest",
                "global-boosted-trees",
                "global-network"
            })
    void a_global_model_knows_no_later_day_of_any_series(String method) throws IOException {
        var options = new String[] {"--horizon=3", "--bounds=0,1.2", "--method=" + method};
        var early = panel(100);
        var backtest = Arrays.copyOf(options, 4);
        backtest[3] = "--backtest=20";

        var then = run(early, options);
        var later = run(panel(120), backtest);

        assertThat(then.code()).as(then.err()).isZero();
        assertThat(then.err()).isEmpty();
        assertThat(parsed(then)).hasSize(4 * 3).allSatisfy(ForecastCommandTest::sound);
        assertThat(then.rows()).element(1).asString().startsWith("S0,2025-04-10,1,");
        assertThat(later.rows()).containsAll(then.rows());
    }

    @Test
    void seeds_are_kept_and_threads_change_nothing_for_global_models() throws IOException {
        var options =
                new String[] {
                    "--horizon=2", "--backtest=5", "--method=global-network", "--seed=5", ""
                };
        options[4] = "--threads=1";
        var one = run(panel(80), options);
        options[4] = "--threads=4";
        var many = run(panel(80), options);
        options[3] = "--seed=6";
        var other = run(panel(80), options);

        assertThat(many.rows()).isEqualTo(one.rows()).hasSize(1 + 4 * 5 * 2);
        assertThat(other.rows()).isNotEqualTo(one.rows());
    }

    @Test
    void a_global_method_with_too_little_to_learn_from_falls_back_on_auto() throws IOException {
        var content = table("A", 60, at -> noise(9, at));

        var outcome = run(content, "--horizon=3", "--method=global-forest");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.err())
                .contains("series A: global-forest cannot speak")
                .contains("fewer than 2 series and 200 rows were there to learn from")
                .contains("auto stands in");
        assertThat(outcome.rows()).isEqualTo(run(content, "--horizon=3").rows());
    }

    @Test
    void an_unknown_method_is_told_with_all_names() throws IOException {
        var outcome = run(table("A", 20, at -> 1), "--horizon=1", "--method=global-guess");

        assertThat(outcome.err())
                .contains("there is no method 'global-guess'; there are auto, naive")
                .contains("tsb, global-elastic-net, global-forest");
    }

    /** Four series by date, alike but for their level; the first days do not depend on how many. */
    private static String panel(int days) {
        var rows = new StringBuilder("series,t,value\n");
        var first = LocalDate.of(2025, 1, 1);
        for (int series = 0; series < 4; series++) {
            for (int day = 0; day < days; day++) {
                double week = day % 7 == 0 ? -0.15 : 0;
                rows.append(
                        "S%d,%s,%s%n"
                                .formatted(
                                        series,
                                        first.plusDays(day),
                                        noise(series, day + 1) + week + 0.05 * series));
            }
        }
        return rows.toString();
    }

    private static void sound(Row row) {
        assertThat(List.of(row.mean(), row.lo80(), row.hi80(), row.lo95(), row.hi95()))
                .allMatch(Double::isFinite);
        assertThat(row.lo95()).isLessThanOrEqualTo(row.lo80());
        assertThat(row.lo80()).isLessThanOrEqualTo(row.mean());
        assertThat(row.mean()).isLessThanOrEqualTo(row.hi80());
        assertThat(row.hi80()).isLessThanOrEqualTo(row.hi95());
    }

    private interface Values {
        double at(int at);
    }

    private static String table(String series, int count, Values values) {
        return "series,t,value\n" + rows(series, count, values);
    }

    private static String rows(String series, int count, Values values) {
        var rows = new StringBuilder();
        for (int at = 1; at <= count; at++) {
            rows.append("%s,%d,%s%n".formatted(series, at, values.at(at)));
        }
        return rows.toString();
    }

    /** A value of its own for each pair, so that a shorter table starts alike. */
    private static double noise(long seed, int at) {
        double value = 0.7 + 0.1 * new SplittableRandom(1000 * seed + at).nextGaussian();
        return Math.round(1e6 * Math.clamp(value, 0, 1.2)) / 1e6;
    }

    private static List<Row> parsed(Outcome outcome) {
        return outcome.rows().stream()
                .skip(1)
                .map(row -> row.split(","))
                .map(
                        cells ->
                                new Row(
                                        cells[0],
                                        cells[1],
                                        Integer.parseInt(cells[2]),
                                        Double.parseDouble(cells[3]),
                                        Double.parseDouble(cells[4]),
                                        Double.parseDouble(cells[5]),
                                        Double.parseDouble(cells[6]),
                                        Double.parseDouble(cells[7])))
                .toList();
    }

    private Outcome run(String content, String... options) throws IOException {
        var input = folder.resolve("in.csv");
        var output = folder.resolve("out.csv");
        Files.writeString(input, content, StandardCharsets.UTF_8);
        Files.deleteIfExists(output);
        var arguments = new ArrayList<>(List.of(options));
        arguments.add("--input=" + input);
        arguments.add("--output=" + output);
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                ForecastCommand.run(
                        new PrintWriter(out),
                        new PrintWriter(err),
                        arguments.toArray(String[]::new));
        var rows = Files.exists(output) ? Files.readAllLines(output) : List.<String>of();
        return new Outcome(code, out.toString(), err.toString(), rows);
    }
}
