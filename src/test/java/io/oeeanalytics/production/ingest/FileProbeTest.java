package io.oeeanalytics.production.ingest;

import static io.oeeanalytics.production.ingest.Collected.UTC;
import static io.oeeanalytics.production.ingest.Collected.probe;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileProbeTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private final Collected collected = new Collected();

    @Test
    void american_stamps_are_settled_by_a_day_above_twelve() throws IOException {
        var text = "LINE,START,STATUS\nL1,1/2/23 6:00,1\nL1,1/31/23 10:33,11\n";

        var guess = probe(text);

        assertThat(guess.orders()).containsEntry(FileColumn.START, StampOrder.MONTH_FIRST);
        assertThat(guess.ambiguous()).isEmpty();
        assertThat(read(text))
                .containsExactly(
                        Instant.parse("2023-01-02T06:00:00Z"),
                        Instant.parse("2023-01-31T10:33:00Z"));
    }

    @Test
    void american_stamps_may_have_am_and_pm() throws IOException {
        var text = "LINE,START,STATUS\nL1,1/31/2023 12:05 AM,1\nL1,1/31/2023 12:05:30 pm,11\n";

        assertThat(read(text))
                .containsExactly(
                        Instant.parse("2023-01-31T00:05:00Z"),
                        Instant.parse("2023-01-31T12:05:30Z"));
    }

    @Test
    void european_stamps_are_settled_by_dots_or_a_day_above_twelve() throws IOException {
        var dotted = "LINE;START;STATUS\nL1;02.01.2023 06:00;1\n";
        var slashed = "LINE;START;STATUS\nL1;31/01/2023 06:00;1\nL1;01/02/2023 06:00;1\n";

        assertThat(probe(dotted).orders()).containsEntry(FileColumn.START, StampOrder.DAY_FIRST);
        assertThat(probe(dotted).ambiguous()).isEmpty();
        assertThat(probe(slashed).orders()).containsEntry(FileColumn.START, StampOrder.DAY_FIRST);
        assertThat(read(slashed))
                .containsExactly(
                        Instant.parse("2023-01-31T06:00:00Z"),
                        Instant.parse("2023-02-01T06:00:00Z"));
    }

    @Test
    void iso_stamps_are_read_with_t_blank_fraction_and_offset() throws IOException {
        var text =
                "LINE,START,STATUS\nL1,2023-01-02T06:00,1\nL1,2023-01-02 06:00:01.5,1\n"
                        + "L1,2023-01-02T06:00:02.123456Z,1\nL1,2023-01-02T08:00:03+0200,1\n";

        assertThat(read(text))
                .containsExactly(
                        Instant.parse("2023-01-02T06:00:00Z"),
                        Instant.parse("2023-01-02T06:00:01.500Z"),
                        Instant.parse("2023-01-02T06:00:02.123Z"),
                        Instant.parse("2023-01-02T06:00:03Z"));
    }

    @Test
    void stamps_nothing_settles_are_ambiguous_until_someone_decides() throws IOException {
        var text = "LINE,START,STATUS\nL1,01/02/2023 06:00,1\nL1,03/04/2023 06:00,1\n";

        var guess = probe(text);

        assertThat(guess.ambiguous()).containsExactly(FileColumn.START);
        assertThat(guess.warnings())
                .anyMatch(words -> words.contains("Day and month of \"START\" could be swapped"));
        var decided = guess.format().withOrder(FileColumn.START, StampOrder.DAY_FIRST);
        collected.read(Collected.bytes(text, StandardCharsets.UTF_8), decided, UTC);
        assertThat(collected.starts())
                .containsExactly(
                        Instant.parse("2023-02-01T06:00:00Z"),
                        Instant.parse("2023-04-03T06:00:00Z"));
    }

    @Test
    void one_column_settles_the_other() throws IOException {
        var guess = probe("LINE,START,FINISH\nL1,12/1/2023 23:59,13/1/2023 0:01\n");

        assertThat(guess.ambiguous()).isEmpty();
        assertThat(guess.orders())
                .containsEntry(FileColumn.START, StampOrder.DAY_FIRST)
                .containsEntry(FileColumn.FINISH, StampOrder.DAY_FIRST);
    }

    @Test
    void byte_order_marks_and_charsets_are_recognised() throws IOException {
        var text = "Linie;Beginn;STATUS;Gelöscht\nKühlung;02.01.2023 06:00;1;0\n";

        for (var charset :
                List.of(
                        StandardCharsets.UTF_8,
                        StandardCharsets.UTF_16LE,
                        StandardCharsets.UTF_16BE)) {
            var bytes = ("\uFEFF" + text).getBytes(charset);
            var each = new Collected();

            each.read(bytes, UTC);

            assertThat(probe(bytes).charset()).isEqualTo(charset);
            assertThat(each.states).extracting(StatusRow::line).containsExactly("KÜHLUNG");
        }
    }

    @Test
    void text_that_is_not_utf_8_is_read_as_windows_1252_with_a_warning() throws IOException {
        var bytes =
                "Linie;Beginn;STATUS;Gelöscht\nKühlung;02.01.2023 06:00;1;1\n".getBytes(WINDOWS);

        collected.read(bytes, UTC);

        assertThat(probe(bytes).charset()).isEqualTo(WINDOWS);
        assertThat(probe(bytes).warnings()).anyMatch(words -> words.contains("Windows-1252"));
        assertThat(collected.states)
                .singleElement()
                .matches(row -> row.line().equals("KÜHLUNG") && row.deleted());
    }

    @Test
    void quoted_fields_may_hold_separators_quotes_and_line_breaks() throws IOException {
        var text =
                "LINE,START,STATUS,STATUS_NAME\n"
                        + "L1,2023-01-02 06:00,11,\"Meeting,\nthen \"\"talk\"\"\"\n"
                        + "\"L1\",\"2023-01-02 06:05\",\"1\",Production\n";

        collected.read(text, UTC);

        assertThat(collected.rejected).isEmpty();
        assertThat(collected.states)
                .extracting(StatusRow::name)
                .containsExactly("Meeting,\nthen \"talk\"", "Production");
        assertThat(collected.states).extracting(StatusRow::number).containsExactly(2L, 4L);
    }

    @Test
    void semicolons_come_with_decimal_commas() throws IOException {
        var text =
                "Linie;Datum;PLANNED_SECONDS;RUN_SECONDS;OUTPUT;CYCLE_TIME_SECONDS;Verfügbarkeit\n"
                        + "L1;02.01.2023;28.800,5;14400,25;1.177;11,0;0,5\n";

        var guess = probe(text);
        collected.read(text, UTC);

        assertThat(guess.separator()).isEqualTo(';');
        assertThat(guess.decimalComma()).isTrue();
        assertThat(collected.days)
                .singleElement()
                .satisfies(
                        day -> {
                            assertThat(day.planned().toMillis()).isEqualTo(28_800_500);
                            assertThat(day.run().toMillis()).isEqualTo(14_400_250);
                            assertThat(day.output()).isEqualTo(1177);
                            assertThat(day.idealCycleSeconds()).hasValue(11.0);
                            assertThat(day.availability()).hasValue(0.5);
                        });
    }

    @Test
    void tabs_and_bars_separate_too() throws IOException {
        var text = "LINE,START,FINISH\nL1,2023-01-02 06:00:00,2023-01-02 06:00:05\n";

        assertThat(probe(text.replace(',', '\t')).separator()).isEqualTo('\t');
        assertThat(probe(text.replace(',', '|')).separator()).isEqualTo('|');
    }

    @Test
    void lines_above_the_header_are_skipped_with_a_warning() throws IOException {
        var text = "Export of plant 7,,\n\nLINE,START,STATUS\nL1,2023-01-02 06:00,1\n";

        var guess = probe(text);

        assertThat(guess.headerLine()).isEqualTo(3);
        assertThat(guess.warnings()).anyMatch(words -> words.contains("line 3"));
        assertThat(read(text)).hasSize(1);
    }

    @Test
    void columns_chosen_by_hand_are_taken() throws IOException {
        var text = "a,b,c\nL1,2023-01-02 06:00,2023-01-02 06:05\n";

        var guess =
                FileProbe.probe(
                        Collected.bytes(text, StandardCharsets.UTF_8),
                        FileKind.PIECE_LOG,
                        Map.of(FileColumn.LINE, 0, FileColumn.START, 1, FileColumn.FINISH, 2));

        assertThat(guess.problems()).isEmpty();
        assertThat(guess.format().kind()).isEqualTo(FileKind.PIECE_LOG);
    }

    private List<Instant> read(String text) throws IOException {
        collected.read(text, UTC);
        assertThat(collected.rejected).isEmpty();
        return collected.starts();
    }
}
