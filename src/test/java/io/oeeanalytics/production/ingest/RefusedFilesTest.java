package io.oeeanalytics.production.ingest;

import static io.oeeanalytics.production.ingest.Collected.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class RefusedFilesTest {
    private static final String STATUS_HEADER = "LINE,START,FINISH,STATUS\n";
    private static final String STATUS_ROW = "LINE-01,2023-01-02 06:00,2023-01-02 06:05,11\n";

    @Test
    void a_zip_archive_named_csv_is_refused() throws IOException {
        var archive = zip("status.csv", STATUS_HEADER + STATUS_ROW);

        assertThatThrownBy(() -> probe(archive))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("zip archive")
                .hasMessageContaining("Unpack it");
    }

    @Test
    void a_workbook_named_csv_is_refused() throws IOException {
        var workbook = zip("xl/workbook.xml", "<workbook/>");

        assertThatThrownBy(() -> probe(workbook))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("Excel workbook (.xlsx)")
                .hasMessageContaining("save the sheet as CSV");
    }

    @Test
    void a_gzip_archive_is_refused() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(STATUS_HEADER.getBytes(StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> probe(bytes.toByteArray()))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("gzip archive");
    }

    @Test
    void random_bytes_are_refused() {
        var bytes = new byte[20_000];
        new Random(7).nextBytes(bytes);
        // A first letter no known format starts with.
        bytes[0] = 'Q';

        assertThatThrownBy(() -> probe(bytes))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("no text");
    }

    @Test
    void a_web_page_saved_in_place_of_the_file_is_refused() {
        assertThatThrownBy(() -> probe("<!DOCTYPE html><html><body>Sign in</body></html>"))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("web page");
    }

    @Test
    void an_empty_file_is_refused() {
        assertThatThrownBy(() -> probe(""))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> probe("\r\n \r\n\t\n"))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> probe("\uFEFF"))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("empty");
    }

    @Test
    void a_header_alone_is_a_problem() throws IOException {
        var guess = probe(STATUS_HEADER);

        assertThat(guess.kind()).isEqualTo(FileKind.STATUS_LOG);
        assertThat(guess.problems()).anyMatch(words -> words.contains("no rows below it"));
        assertThatThrownBy(guess::format).isInstanceOf(RefusedFile.class);
    }

    @Test
    void rows_without_header_are_a_problem_that_shows_the_first_row() throws IOException {
        var guess = probe(STATUS_ROW + STATUS_ROW);

        assertThat(guess.problems())
                .singleElement()
                .asString()
                .contains("no header")
                .contains("LINE-01, 2023-01-02 06:00");
    }

    @Test
    void a_separator_nobody_uses_is_refused_with_the_first_line() {
        var text = (STATUS_HEADER + STATUS_ROW).replace(',', '~');

        assertThatThrownBy(() -> probe(text))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("Only one column")
                .hasMessageContaining("LINE~START~FINISH~STATUS");
    }

    @Test
    void a_missing_column_is_named_with_its_other_names() throws IOException {
        var guess =
                probe(
                        "LINE,SHIFT,START,FINISH,IS_DELETED\n"
                                + "L1,1,2023-01-02 06:00,2023-01-02 07:00,0\n");

        assertThat(guess.kind()).isEqualTo(FileKind.STATUS_LOG);
        assertThat(guess.problems())
                .singleElement()
                .asString()
                .contains("needs the column STATUS")
                .contains("STATUS_CODE");
        assertThatThrownBy(guess::format).isInstanceOf(RefusedFile.class);
    }

    @Test
    void columns_of_no_known_kind_are_shown() throws IOException {
        var guess = probe("colour,size\nred,1\nblue,2\n");

        assertThat(guess.kind()).isNull();
        assertThat(guess.problems()).singleElement().asString().contains("colour, size");
    }

    @Test
    void a_first_line_of_two_gigabytes_is_refused_after_its_beginning() {
        var line = new EndlessLine("LINE,START,FINISH,STATUS", 2L << 30, "\n");

        assertThatThrownBy(() -> FileProbe.probe(line))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("no line break");
    }

    @Test
    void a_format_must_not_use_one_column_twice() {
        var format = Map.of(FileColumn.LINE, 0, FileColumn.START, 1, FileColumn.FINISH, 1);

        assertThatThrownBy(
                        () ->
                                new FileFormat(
                                        FileKind.PIECE_LOG,
                                        StandardCharsets.UTF_8,
                                        ',',
                                        false,
                                        1,
                                        List.of("LINE", "TIME"),
                                        format,
                                        Map.of(
                                                FileColumn.START,
                                                StampOrder.YEAR_FIRST,
                                                FileColumn.FINISH,
                                                StampOrder.YEAR_FIRST)))
                .isInstanceOf(RefusedFile.class)
                .hasMessageContaining("\"TIME\"")
                .hasMessageContaining("cannot be both");
    }

    private static byte[] zip(String name, String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
