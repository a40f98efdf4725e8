package io.oeeanalytics.production.ingest;

import static io.oeeanalytics.production.ingest.Collected.BERLIN;
import static io.oeeanalytics.production.ingest.Collected.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RejectedRowsTest {
    private static final String HEADER = "LINE,START,FINISH,STATUS\n";
    private static final String GOOD = "LINE-01,2023-01-02 06:00,2023-01-02 06:05,11\n";

    private final Collected collected = new Collected();

    @Test
    void a_last_line_cut_off_within_its_fields_is_said_to_be_so() throws IOException {
        var summary = collected.read(HEADER + GOOD + "LINE-01,2023-01-02 06:05,2023-01", UTC);

        assertThat(summary.accepted()).isEqualTo(1);
        assertThat(collected.onlyRejected().fault()).isEqualTo(RowFault.CUT_OFF);
        assertThat(collected.onlyRejected().fileLine()).isEqualTo(3);
        assertThat(collected.onlyRejected().reason()).contains("file seems cut off");
        assertThat(collected.onlyRejected().text()).isEqualTo("LINE-01,2023-01-02 06:05,2023-01");
    }

    @Test
    void a_whole_last_line_needs_no_line_break() throws IOException {
        var summary = collected.read(HEADER + GOOD + GOOD.strip(), UTC);

        assertThat(summary.accepted()).isEqualTo(2);
        assertThat(collected.rejected).isEmpty();
    }

    @Test
    void a_short_row_that_a_line_break_ends_is_not_said_to_be_cut_off() throws IOException {
        collected.read(HEADER + GOOD + "LINE-01,2023-01-02 06:05\n", UTC);

        assertThat(collected.onlyRejected().fault()).isEqualTo(RowFault.TOO_FEW_COLUMNS);
        assertThat(collected.onlyRejected().reason()).contains("2 columns").contains("header 4");
    }

    @Test
    void a_row_with_one_value_too_many_is_rejected() throws IOException {
        collected.read(HEADER + GOOD + "LINE-01,2023-01-02 06:05,2023-01-02 07:00,1,x\n", UTC);

        assertThat(collected.onlyRejected().fault()).isEqualTo(RowFault.TOO_MANY_COLUMNS);
    }

    @Test
    void a_row_of_two_gigabytes_is_rejected_and_the_next_one_read() throws IOException {
        var format = Collected.probe(HEADER + GOOD).format();
        var before = usedBytes();

        var summary =
                collected.read(
                        new EndlessLine(HEADER + GOOD + "LINE-01,", 2L << 30, "\n" + GOOD),
                        format,
                        UTC);

        assertThat(summary.accepted()).isEqualTo(2);
        assertThat(summary.bytes()).isGreaterThan(2L << 30);
        assertThat(collected.onlyRejected().fault()).isEqualTo(RowFault.LINE_TOO_LONG);
        assertThat(collected.onlyRejected().fileLine()).isEqualTo(3);
        assertThat(collected.onlyRejected().text()).hasSize(500);
        assertThat(collected.states).extracting(StatusRow::number).containsExactly(2L, 4L);
        assertThat(usedBytes() - before).isLessThan(64L << 20);
    }

    @Test
    void two_gigabytes_within_an_open_quote_take_no_more_memory() throws IOException {
        var format = Collected.probe(HEADER + GOOD).format();

        collected.read(
                new EndlessLine(HEADER + GOOD + "\"LINE-01,", 2L << 30, "\n" + GOOD), format, UTC);

        assertThat(collected.rejected).hasSize(1);
        assertThat(collected.states).extracting(StatusRow::number).containsExactly(2L, 4L);
    }

    @Test
    void a_quote_nobody_closes_costs_one_row() throws IOException {
        collected.read(HEADER + GOOD + "\"LINE-01,2023-01-02 07:00,,1\n" + GOOD + GOOD, UTC);

        assertThat(collected.onlyRejected().fault()).isEqualTo(RowFault.OPEN_QUOTE);
        assertThat(collected.states).hasSize(3);
    }

    @Test
    void stamps_of_the_future_and_before_1990_are_rejected() throws IOException {
        // Now is 2026-03-31 12:00 UTC; a day ahead is allowed for clocks and zones.
        collected.read(
                HEADER
                        + "L1,2026-04-01 11:00,,1\n"
                        + "L1,2026-04-01 13:00,,1\n"
                        + "L1,1989-12-31 23:00,,1\n",
                UTC);

        assertThat(collected.states).hasSize(1);
        assertThat(collected.rejected)
                .extracting(RejectedRow::fault)
                .containsExactly(RowFault.IN_THE_FUTURE, RowFault.TOO_EARLY);
        assertThat(collected.rejected.getFirst().reason())
                .contains("2026-04-01 13:00")
                .contains("2026-03-31T12:00:00Z");
    }

    @Test
    void a_local_time_the_clock_skipped_is_rejected() throws IOException {
        // In Berlin the clock went from 02:00 to 03:00 on 2024-03-31.
        collected.read(HEADER + "L1,2024-03-31 02:30,,1\nL1,2024-03-31 03:00,,1\n", BERLIN);

        assertThat(collected.onlyRejected().fault()).isEqualTo(RowFault.CLOCK_GAP);
        assertThat(collected.onlyRejected().reason())
                .contains("2024-03-31 02:30")
                .contains("Europe/Berlin");
        assertThat(collected.starts()).containsExactly(Instant.parse("2024-03-31T01:00:00Z"));
    }

    @Test
    void the_hour_the_clock_shows_twice_is_first_taken_as_the_earlier_and_noted()
            throws IOException {
        // In Berlin 02:30 on 2024-10-27 was 00:30 and again 01:30 in UTC.
        collected.read(HEADER + "L1,2024-10-27 02:30,,1\n", BERLIN);

        assertThat(collected.starts()).containsExactly(Instant.parse("2024-10-27T00:30:00Z"));
        assertThat(collected.findings)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.topic())
                                    .isEqualTo(RowFinding.Topic.CLOCK_TURNED_BACK);
                            assertThat(finding.fileLine()).isEqualTo(2);
                            assertThat(finding.words())
                                    .contains("2024-10-27 02:30")
                                    .contains("2024-10-27T00:30:00Z");
                        });
    }

    @Test
    void going_back_within_the_repeated_hour_means_its_second_pass() throws IOException {
        collected.read(
                HEADER
                        + "L1,2024-10-27 02:10,,1\n"
                        + "L1,2024-10-27 02:50,,21\n"
                        + "L1,2024-10-27 02:20,,1\n"
                        + "L1,2024-10-27 03:00,,21\n",
                BERLIN);

        assertThat(collected.starts())
                .containsExactly(
                        Instant.parse("2024-10-27T00:10:00Z"),
                        Instant.parse("2024-10-27T00:50:00Z"),
                        Instant.parse("2024-10-27T01:20:00Z"),
                        Instant.parse("2024-10-27T02:00:00Z"));
        assertThat(collected.findings).hasSize(3);
    }

    @Test
    void a_stamp_with_its_own_offset_is_never_doubtful() throws IOException {
        collected.read(
                HEADER + "L1,2024-10-27T02:30:00+01:00,,1\nL1,2024-03-31T02:30:00Z,,1\n", BERLIN);

        assertThat(collected.starts())
                .containsExactly(
                        Instant.parse("2024-10-27T01:30:00Z"),
                        Instant.parse("2024-03-31T02:30:00Z"));
        assertThat(collected.findings).isEmpty();
    }

    @Test
    void values_that_cannot_be_are_named() throws IOException {
        collected.read(
                HEADER
                        + GOOD
                        + ",2023-01-02 06:00,,1\n"
                        + "L1,,,1\n"
                        + "L1,2023-01-02 06:00,,\n"
                        + "L1,2023-02-30 06:00,,1\n"
                        + "L1,2023-01-02 25:00,,1\n"
                        + "L1,2023-01-02,,1\n"
                        + "L1,yesterday,,1\n"
                        + "L1,2023-01-02 06:00,,one\n"
                        + "L1,2023-01-02 06:00,,-1\n",
                UTC);

        assertThat(collected.rejected)
                .extracting(RejectedRow::fault)
                .containsExactly(
                        RowFault.MISSING_VALUE,
                        RowFault.MISSING_VALUE,
                        RowFault.MISSING_VALUE,
                        RowFault.BAD_TIME,
                        RowFault.BAD_TIME,
                        RowFault.BAD_TIME,
                        RowFault.BAD_TIME,
                        RowFault.BAD_NUMBER,
                        RowFault.NEGATIVE);
        assertThat(collected.rejected.get(3).reason()).contains("2023-02-30 06:00");
    }

    @Test
    void a_finish_before_the_start_of_a_state_is_left_to_the_cleaning() throws IOException {
        collected.read(HEADER + "L1,2023-01-02 06:00,2023-01-02 05:00,1\n", UTC);

        assertThat(collected.rejected).isEmpty();
        assertThat(collected.states.getFirst().finish())
                .isEqualTo(Instant.parse("2023-01-02T05:00:00Z"));
    }

    @Test
    void blank_lines_are_no_rows() throws IOException {
        var summary = collected.read(HEADER + "\n" + GOOD + "\r\n,,,\n" + GOOD + "\n\n", UTC);

        assertThat(summary.rows()).isEqualTo(2);
        assertThat(collected.states).extracting(StatusRow::number).containsExactly(3L, 6L);
    }

    @Test
    void cancelling_stops_the_reading() throws IOException {
        var text = HEADER + GOOD.repeat(100_000);
        var settings =
                new ReadSettings(UTC.zone(), UTC.earliest(), UTC.now(), () -> true, bytes -> {});

        var summary = collected.read(text, settings);

        assertThat(summary.cancelled()).isTrue();
        assertThat(summary.accepted()).isLessThan(100_000);
    }

    private static long usedBytes() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
