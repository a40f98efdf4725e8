package io.oeeanalytics.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedFilesTest {
    /** Friday to Tuesday: the press works on Saturday, the others do not. */
    private static final LocalDate FROM = LocalDate.of(2026, 3, 6);

    private static final LocalDate TO = LocalDate.of(2026, 3, 11);

    private final DemoPlant plant = new DemoPlant(LocalDate.of(2026, 6, 30));
    private final PlantSimulator simulator = new PlantSimulator(plant, 42);
    private final SimulatedFiles files = new SimulatedFiles(simulator);

    @Test
    void the_status_log_tells_every_simulated_state() throws IOException {
        var lines = List.of(plant.line("PRESS-1"), plant.line("WELD-2"), plant.line("PACK-5"));

        var rows = statusRows(lines, StampStyle.ISO_SECONDS);

        var expected = new ArrayList<String>();
        for (var line : lines) {
            var states =
                    FROM.datesUntil(TO)
                            .flatMap(date -> simulator.day(line, date).states().stream())
                            .toList();
            for (int i = 0; i < states.size(); i++) {
                var state = states.get(i);
                var to = state.to();
                // An open status lasts until the next one is told.
                if (to == null && i + 1 < states.size()) {
                    to = states.get(i + 1).from();
                }
                expected.add(
                        "%s %d %s %s %d"
                                .formatted(
                                        line.code(),
                                        state.shift(),
                                        state.from(),
                                        to == null ? "" : to,
                                        state.statusCode()));
            }
        }
        var read = new ArrayList<String>();
        for (var row : rows) {
            var finish = row[3].isEmpty() ? "" : local(row[3]);
            read.add("%s %s %s %s %s".formatted(row[0], row[1], local(row[2]), finish, row[4]));
        }
        assertThat(read).isEqualTo(expected).hasSizeGreaterThan(100);
        assertThat(rows).allMatch(row -> row[5].equals("0"));
        assertThat(rows)
                .allMatch(row -> row[6].equals(DemoStatuses.of(Integer.parseInt(row[4])).name()));
    }

    @Test
    void stamps_with_an_offset_read_back_to_the_same_instants() throws IOException {
        var line = plant.line("ASSY-4");

        var rows = statusRows(List.of(line), StampStyle.ISO_MILLIS_OFFSET);

        var expected =
                FROM.datesUntil(TO)
                        .flatMap(date -> simulator.day(line, date).states().stream())
                        .map(StateSpan::from)
                        .toList();
        assertThat(rows)
                .extracting(row -> OffsetDateTime.parse(row[2]).toInstant())
                .isEqualTo(expected);
    }

    @Test
    void only_the_offset_tells_the_two_runs_of_a_repeated_hour_apart() throws IOException {
        // Clocks in Germany go back at 01:00 UTC on 25 October 2026.
        var summer = Instant.parse("2026-10-25T00:30:00Z");
        var winter = Instant.parse("2026-10-25T01:30:00Z");

        assertThat(stamp(StampStyle.ISO_SECONDS, summer)).isEqualTo("2026-10-25T02:30:00");
        assertThat(stamp(StampStyle.ISO_SECONDS, winter)).isEqualTo("2026-10-25T02:30:00");
        assertThat(stamp(StampStyle.ISO_MILLIS_OFFSET, summer))
                .isEqualTo("2026-10-25T02:30:00.000+02:00");
        assertThat(stamp(StampStyle.ISO_MILLIS_OFFSET, winter))
                .isEqualTo("2026-10-25T02:30:00.000+01:00");
    }

    @Test
    void us_stamps_have_no_leading_zeros_and_no_seconds() throws IOException {
        var instant = Instant.parse("2026-03-09T05:05:59.999Z");

        assertThat(stamp(StampStyle.US_MINUTES, instant)).isEqualTo("3/9/26 6:05");
    }

    @Test
    void the_piece_log_tells_every_simulated_piece() throws IOException {
        var line = plant.line("PACK-5");
        var out = new StringWriter();

        files.pieceLog(out, List.of(line), FROM, TO);

        var rows = rows(out.toString(), SimulatedFiles.PIECE_HEADER);
        var format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
        int row = 0;
        for (var date : FROM.datesUntil(TO).toList()) {
            var pieces = simulator.day(line, date).pieces();
            for (int i = 0; i < pieces.count(); i++, row++) {
                assertThat(rows.get(row))
                        .containsExactly(
                                "PACK-5",
                                format.format(local(pieces.startedAt(i))),
                                format.format(local(pieces.finishedAt(i))),
                                line.products().get(pieces.productIndex(i)).code(),
                                pieces.good(i) ? "1" : "0",
                                pieces.good(i) ? "0" : "1");
            }
        }
        assertThat(rows).hasSize(row);
    }

    @Test
    void the_daily_report_has_a_row_per_working_day() throws IOException {
        var press = plant.line("PRESS-1");
        var packing = plant.line("PACK-5");
        var out = new StringWriter();

        files.dailyReport(out, List.of(press, packing), FROM, TO);

        var rows = rows(out.toString(), SimulatedFiles.REPORT_HEADER);
        assertThat(rows)
                .extracting(row -> row[0] + " " + row[1])
                .containsExactly(
                        "PRESS-1 2026-03-06",
                        "PRESS-1 2026-03-07",
                        "PRESS-1 2026-03-09",
                        "PRESS-1 2026-03-10",
                        "PACK-5 2026-03-06",
                        "PACK-5 2026-03-09",
                        "PACK-5 2026-03-10");
        for (var row : rows.subList(0, 4)) {
            double availability = Double.parseDouble(row[3]) / Double.parseDouble(row[2]);
            double performance =
                    Double.parseDouble(row[4])
                            * Double.parseDouble(row[5])
                            / Double.parseDouble(row[3]);
            assertThat(Double.parseDouble(row[6])).isCloseTo(availability, within(1e-9));
            assertThat(Double.parseDouble(row[7])).isCloseTo(performance, within(1e-9));
            assertThat(Double.parseDouble(row[9]))
                    .isCloseTo(
                            availability * performance * Double.parseDouble(row[8]), within(1e-9));
            assertThat(Integer.parseInt(row[4]))
                    .isEqualTo(simulator.day(press, LocalDate.parse(row[1])).pieces().count());
        }
        // Pieces without a status log, as the layout states it.
        assertThat(rows.getLast()[2]).isEqualTo("0.0");
        assertThat(rows.getLast()[9]).isEqualTo("0.0");
    }

    @Test
    void a_reported_day_leaves_planned_stops_out() {
        // 06:00-07:00 production, -07:15 break, -07:35 failure, -08:00 production, then the end.
        // Planned 60 + 20 + 25 = 105 min, run 85 min. Two pieces of 38 s, the second one scrap.
        var six = Instant.parse("2026-03-09T05:00:00Z");
        var states =
                List.of(
                        state(DemoStatuses.PRODUCTION, six, 0, 60),
                        state(DemoStatuses.BREAK, six, 60, 75),
                        state(DemoStatuses.MACHINE_FAILURE, six, 75, 95),
                        state(DemoStatuses.PRODUCTION, six, 95, 120),
                        new StateSpan(
                                DemoStatuses.END_OF_OPERATIONS,
                                six.plusSeconds(7200),
                                null,
                                1,
                                false));
        var pieces = new PieceColumns.Builder(2);
        long start = six.toEpochMilli();
        pieces.add(start, start + 38_000, 0, true);
        pieces.add(start + 38_000, start + 76_000, 0, false);

        var report =
                ReportedDay.of(
                        new LineDay(
                                plant.line("ASSY-4"),
                                LocalDate.of(2026, 3, 9),
                                List.of(),
                                states,
                                pieces.build()));

        assertThat(report).isEqualTo(new ReportedDay(6_300_000, 5_100_000, 2, 76_000, 38_000));
        assertThat(report.availability()).isCloseTo(0.809524, within(1e-6));
        assertThat(report.quality()).isEqualTo(0.5);
        // 38 s of 6,300 s.
        assertThat(report.oee()).isCloseTo(0.006032, within(1e-6));
    }

    @Test
    void files_on_disk_are_what_a_writer_gets(@TempDir Path folder) throws IOException {
        var line = List.of(plant.line("WELD-2"));
        var written = new StringWriter();

        files.statusLog(folder.resolve("status.csv"), line, FROM, TO, StampStyle.US_MINUTES);
        files.statusLog(written, line, FROM, TO, StampStyle.US_MINUTES);

        assertThat(folder.resolve("status.csv")).hasContent(written.toString());
        assertThat(Files.size(folder.resolve("status.csv"))).isPositive();
    }

    @Test
    void a_period_that_ends_before_it_begins_is_refused() {
        assertThatThrownBy(() -> files.pieceLog(new StringWriter(), plant.lines(), TO, FROM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2026-03-11")
                .hasMessageContaining("2026-03-06");
    }

    private List<String[]> statusRows(List<DemoLine> lines, StampStyle style) throws IOException {
        var out = new StringWriter();
        files.statusLog(out, lines, FROM, TO, style);
        return rows(out.toString(), SimulatedFiles.STATUS_HEADER);
    }

    private static List<String[]> rows(String file, String header) {
        var lines = file.lines().toList();
        assertThat(lines.getFirst()).isEqualTo(header);
        return lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    private String stamp(StampStyle style, Instant instant) throws IOException {
        var out = new StringBuilder();
        style.append(out, instant, plant.zone());
        return out.toString();
    }

    private Instant local(String stamp) {
        return LocalDateTime.parse(stamp).atZone(plant.zone()).toInstant();
    }

    private LocalDateTime local(long epochMillis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), plant.zone());
    }

    private static StateSpan state(int code, Instant start, int fromMinute, int toMinute) {
        return new StateSpan(
                code,
                start.plusSeconds(fromMinute * 60L),
                start.plusSeconds(toMinute * 60L),
                1,
                false);
    }
}
