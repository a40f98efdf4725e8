package io.oeeanalytics.registry.serving;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads tables row by row; none of their rows may be longer than a quarter of a megabyte. */
final class TableReader {
    private static final int LONGEST = 256 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private TableReader() {}

    static void read(InputStream body, TableForm form, Consumer<SentRow> rows) throws IOException {
        switch (form) {
            case CSV -> csv(body, rows);
            case NDJSON -> ndjson(body, rows);
        }
    }

    private static void csv(InputStream body, Consumer<SentRow> rows) throws IOException {
        var text = new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder());
        try (var records =
                CsvReader.builder()
                        .skipEmptyLines(true)
                        // Told below, with the row.
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(true)
                        .maxBufferSize(LONGEST)
                        .ofCsvRecord(text)) {
            @Nullable List<String> header = null;
            int index = 0;
            for (var record : records) {
                if (header == null) {
                    header = header(record);
                } else {
                    rows.accept(row(header, record, index++));
                }
            }
        } catch (CsvParseException | UncheckedIOException e) {
            throw readable(e);
        } catch (CharacterCodingException e) {
            throw notUtf8();
        }
    }

    /** What was wrong with the body comes wrapped. */
    private static RuntimeException readable(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ApiProblem problem) {
                return problem;
            }
            if (cause instanceof CharacterCodingException) {
                return notUtf8();
            }
        }
        return new ApiProblem(
                HttpStatus.BAD_REQUEST, "The body is no CSV that can be read: " + e.getMessage());
    }

    private static ApiProblem notUtf8() {
        return new ApiProblem(HttpStatus.BAD_REQUEST, "The body is not in UTF-8.");
    }

    private static List<String> header(CsvRecord record) {
        var names = new ArrayList<>(record.getFields());
        names.set(0, names.getFirst().replaceFirst("^\uFEFF", ""));
        names.replaceAll(String::strip);
        if (names.stream().distinct().count() < names.size()) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "Two columns have one name; the first line is %s."
                            .formatted(String.join(",", names)));
        }
        return names;
    }

    private static SentRow row(List<String> header, CsvRecord record, int index) {
        var fields = JSON.createObjectNode();
        for (int i = 0; i < Math.min(header.size(), record.getFieldCount()); i++) {
            fields.put(header.get(i), record.getField(i));
        }
        var row = new SentRow(index, record.getStartingLineNumber(), true, fields);
        if (record.getFieldCount() != header.size()) {
            throw refused(
                    row.fault(
                            "",
                            "has %d fields, the first line has %d"
                                    .formatted(record.getFieldCount(), header.size())));
        }
        return row;
    }

    private static void ndjson(InputStream body, Consumer<SentRow> rows) throws IOException {
        var in = new BufferedInputStream(body);
        int index = 0;
        long number = 0;
        for (var line = line(in); line != null; line = line(in)) {
            number++;
            if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
                rows.accept(new SentRow(index, number, false, object(line, index, number)));
                index++;
            }
        }
    }

    private static ObjectNode object(byte[] line, int index, long number) {
        try {
            if (JSON.readTree(line) instanceof ObjectNode object) {
                return object;
            }
            throw refused(new Fault("[%d]".formatted(index), "is no object (line " + number + ")"));
        } catch (JacksonException e) {
            throw refused(
                    new Fault(
                            "[%d]".formatted(index),
                            "is no JSON (line %d): %s".formatted(number, e.getOriginalMessage())));
        }
    }

    private static byte @Nullable [] line(BufferedInputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        var line = new ByteArrayOutputStream();
        while (next >= 0 && next != '\n') {
            if (line.size() == LONGEST) {
                throw new ApiProblem(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "A row has more than %d KiB.".formatted(LONGEST / 1024));
            }
            line.write(next);
            next = in.read();
        }
        return line.toByteArray();
    }

    /** Rows after one that cannot be read cannot be counted on either. */
    private static ApiProblem refused(Fault fault) {
        return new ApiProblem(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "Nothing was predicted; a row cannot be read.",
                List.of(fault));
    }
}
