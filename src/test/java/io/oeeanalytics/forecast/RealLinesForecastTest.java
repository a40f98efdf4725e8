package io.oeeanalytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.oeeanalytics.forecast.SetAside.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bars are one-step mean absolute errors over the last 15 % of the sound days. */
class RealLinesForecastTest {
    private static final System.Logger LOG = System.getLogger("RealLinesForecastTest");
    private static final Path REPORTS =
            Path.of(System.getProperty("user.dir")).resolveSibling("shared/data/oee-daily");

    @BeforeAll
    static void reports_are_at_hand() {
        if (!Files.isDirectory(REPORTS)) {
            LOG.log(System.Logger.Level.WARNING, "SKIPPED: no daily reports of real lines here");
        }
        assumeTrue(Files.isDirectory(REPORTS), "no daily reports of real lines here");
    }

    @Test
    void line_01_stays_under_its_bar() {
        var forecast = measured("LINE-01");

        assertThat(forecast.accuracy().horizon(1).mae().orElseThrow()).isLessThanOrEqualTo(0.175);
        assertThat(forecast.accuracy().naiveIsBetter()).isFalse();
    }

    @Test
    void line_03_stays_under_its_bar() {
        var forecast = measured("LINE-03");

        assertThat(forecast.accuracy().horizon(1).mae().orElseThrow()).isLessThanOrEqualTo(0.058);
        assertThat(forecast.accuracy().naiveIsBetter()).isFalse();
    }

    @Test
    void line_02_has_pieces_but_no_statuses_and_gets_no_forecast() {
        var history = history("LINE-02");

        var result = forecast(history, MethodChoice.AUTO);

        assertThat(result).isInstanceOf(NotForecastable.class);
        var none = (NotForecastable) result;
        assertThat(none.reason()).isEqualTo(NotForecastable.Reason.NO_STATUS_DATA);
        assertThat(none.have()).isZero();
        assertThat(none.setAside()).hasSize(history.size());
    }

    @Test
    void impossible_days_are_set_aside_and_bad_days_are_kept() {
        assertThat(SeriesCleaning.of(history("LINE-01")).setAside())
                .extracting(SetAside::day, SetAside::reason)
                .containsExactly(
                        // 1472 pieces of 11 s in 12,900 s, and 1476 in 13,080 s.
                        tuple(LocalDate.of(2023, 1, 13), Reason.OEE_OUT_OF_RANGE),
                        tuple(LocalDate.of(2023, 4, 14), Reason.OEE_OUT_OF_RANGE),
                        // 61 pieces after the status log had ended.
                        tuple(LocalDate.of(2023, 11, 25), Reason.NO_STATUS_DATA));
        assertThat(SeriesCleaning.of(history("LINE-03")).setAside())
                .extracting(SetAside::day, SetAside::reason)
                .containsExactly(
                        tuple(LocalDate.of(2023, 3, 31), Reason.OEE_OUT_OF_RANGE),
                        // A run of 519,180 s, six days, booked on one.
                        tuple(LocalDate.of(2023, 4, 19), Reason.PLANNED_TIME_IMPOSSIBLE),
                        tuple(LocalDate.of(2023, 7, 21), Reason.OEE_OUT_OF_RANGE));
    }

    @Test
    void sundays_get_no_forecast() {
        var forecast = (Forecast) forecast(history("LINE-01"), MethodChoice.AUTO);

        // The last record is of Saturday 2023-11-25; every weekday but Sunday was worked.
        assertThat(forecast.days())
                .extracting(FutureDay::day)
                .startsWith(LocalDate.of(2023, 11, 27))
                .doesNotContain(LocalDate.of(2023, 12, 3));
    }

    private static Forecast measured(String line) {
        var history = history(line);
        for (var choice : MethodChoice.values()) {
            var accuracy = ((Forecast) forecast(history, choice)).accuracy();
            for (int ahead : new int[] {1, 7, 30}) {
                var at = accuracy.horizon(ahead);
                System.out.printf(
                        "%s %s, %d ahead, %d origins: MAE %.4f, naive %.4f, ratio %.3f, RMSE %.4f,"
                                + " bias %+.4f, inside 80 %%: %.3f, inside 95 %%: %.3f%n",
                        line,
                        choice,
                        ahead,
                        at.origins(),
                        at.mae().orElseThrow(),
                        at.naiveMae().orElseThrow(),
                        at.mae().orElseThrow() / at.naiveMae().orElseThrow(),
                        at.rmse().orElseThrow(),
                        at.bias().orElseThrow(),
                        at.coverage80().orElseThrow(),
                        at.coverage95().orElseThrow());
            }
        }
        return (Forecast) forecast(history, MethodChoice.AUTO);
    }

    private static ForecastResult forecast(List<Day> history, MethodChoice choice) {
        return new ForecastEngine().forecast(history, 30, WorkingDays.learned(history), choice);
    }

    private static List<Day> history(String line) {
        var file = REPORTS.resolve("daily_oee_report_" + line + ".csv");
        try (var rows = Files.lines(file)) {
            return rows.skip(1).map(row -> day(row.split(","))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ratios of a day without planned time are undefined, though the reports say 0. */
    private static Day day(String[] cells) {
        double plannedSeconds = Double.parseDouble(cells[2]);
        double runSeconds = Double.parseDouble(cells[3]);
        boolean planned = plannedSeconds != 0;
        return new Day(
                LocalDate.parse(cells[1]),
                ratio(planned, cells[9]),
                ratio(planned, cells[6]),
                ratio(runSeconds != 0, cells[7]),
                ratio(planned, cells[8]),
                OptionalLong.of(Math.round(plannedSeconds * 1000)),
                OptionalLong.of(Math.round(runSeconds * 1000)),
                OptionalLong.of(Long.parseLong(cells[4])),
                planned ? 1 : 0,
                true);
    }

    private static OptionalDouble ratio(boolean defined, String cell) {
        return defined ? OptionalDouble.of(Double.parseDouble(cell)) : OptionalDouble.empty();
    }
}
