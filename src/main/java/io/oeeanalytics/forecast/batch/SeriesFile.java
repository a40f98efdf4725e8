package io.oeeanalytics.forecast.batch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code series,t,value}; every fault is told by its line, and nothing is half read. */
final class SeriesFile {
    static final String HEADER = "series,t,value";
    private static final int COLUMNS = 3;
    private static final int MOST_FAULTS = 20;
    private static final int MOST_SHOWN = 40;

    private final Map<String, ObservedSeries> series = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final String[] cells = new String[COLUMNS];
    private @Nullable TimeNotation notation;
    private @Nullable ObservedSeries last;
    private int line;

    private SeriesFile() {}

    /** The series in the order of their first rows, each with a known value at least. */
    record Content(List<ObservedSeries> series, TimeNotation notation) {}

    static Content read(Path file) throws IOException, RefusedSeriesFile {
        var reading = new SeriesFile();
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        try (var reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder))) {
            reading.rows(reader);
        } catch (CharacterCodingException e) {
            reading.faults.add("line %d or after it: not UTF-8".formatted(reading.line));
        }
        return reading.content();
    }

    private void rows(BufferedReader reader) throws IOException {
        line = 1;
        var header = reader.readLine();
        if (header == null) {
            fault("the file is empty; it starts with " + HEADER);
            return;
        }
        if (!isHeader(header)) {
            fault("the header is %s, not '%s'".formatted(HEADER, shown(header)));
            return;
        }
        for (var row = reader.readLine();
                row != null && faults.size() < MOST_FAULTS;
                row = reader.readLine()) {
            line++;
            if (!row.isBlank()) {
                row(row);
            }
        }
    }

    private Content content() throws RefusedSeriesFile {
        if (faults.isEmpty() && series.isEmpty()) {
            line++;
            fault("there is no row under the header");
        }
        if (faults.isEmpty()) {
            for (var one : series.values()) {
                one.duplicate()
                        .ifPresent(
                                at ->
                                        faults.add(
                                                "line %d: series %s has a row with this t already"
                                                        .formatted(at, shown(one.name()))));
                one.settle();
                if (one.count() == 0) {
                    faults.add(
                            "line %d: series %s has no value in any of its rows"
                                    .formatted(one.firstLine(), shown(one.name())));
                }
            }
        }
        if (!faults.isEmpty() || notation == null) {
            int more = faults.size() - MOST_FAULTS;
            var told = new ArrayList<>(faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
            if (more > 0) {
                told.add("and %,d more".formatted(more));
            }
            throw new RefusedSeriesFile(told);
        }
        return new Content(List.copyOf(series.values()), notation);
    }

    private void row(String row) {
        int found = split(row);
        if (found != COLUMNS) {
            fault("a row has 3 columns, %s, but this one %d".formatted(HEADER, found));
            return;
        }
        var name = cells[0];
        if (name.isEmpty()) {
            fault("the series has no name");
            return;
        }
        var time = cells[1].strip();
        if (notation == null) {
            notation = TimeNotation.of(time).orElse(null);
        }
        if (notation == null) {
            fault("t is an integer or an ISO date, not '%s'".formatted(shown(time)));
            return;
        }
        var when = notation.parse(time);
        if (when.isEmpty()) {
            fault(
                    "t is %s as in the rows before, not '%s'"
                            .formatted(notation.words(), shown(time)));
            return;
        }
        var value = value(cells[2].strip());
        if (value != null) {
            of(name).add(when.getAsLong(), value, line);
        }
    }

    /** NaN for a missing value; null after a fault. */
    private @Nullable Double value(String text) {
        if (text.isEmpty()
                || text.equalsIgnoreCase("nan")
                || text.equalsIgnoreCase("na")
                || text.equalsIgnoreCase("null")) {
            return Double.NaN;
        }
        double value;
        try {
            char end = text.charAt(text.length() - 1);
            // Java would take 1d and 0x1p3 for numbers.
            boolean number = (end >= '0' && end <= '9') || end == '.';
            value =
                    number && text.indexOf('x') < 0 && text.indexOf('X') < 0
                            ? Double.parseDouble(text)
                            : Double.NaN;
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!Double.isFinite(value)) {
            fault("the value is a finite number or empty, not '%s'".formatted(shown(text)));
            return null;
        }
        return value;
    }

    private ObservedSeries of(String name) {
        if (last == null || !last.name().equals(name)) {
            last = series.computeIfAbsent(name, ObservedSeries::new);
        }
        return last;
    }

    private void fault(String words) {
        faults.add("line %d: %s".formatted(line, words));
    }

    private boolean isHeader(String row) {
        var plain = row.startsWith("\uFEFF") ? row.substring(1) : row;
        return plain.replace("\"", "").replace(" ", "").toLowerCase(Locale.ROOT).equals(HEADER);
    }

    /** Splits by RFC 4180 without line breaks inside quotes; how many columns there are. */
    private int split(String row) {
        int column = 0;
        int at = 0;
        while (at <= row.length()) {
            int end;
            String cell;
            if (at < row.length() && row.charAt(at) == '"') {
                var text = new StringBuilder();
                end = at + 1;
                while (end < row.length()
                        && (row.charAt(end) != '"'
                                || (end + 1 < row.length() && row.charAt(end + 1) == '"'))) {
                    end += row.charAt(end) == '"' ? 1 : 0;
                    text.append(row.charAt(end));
                    end++;
                }
                cell = text.toString();
                int comma = row.indexOf(',', end);
                end = comma < 0 ? row.length() : comma;
            } else {
                int comma = row.indexOf(',', at);
                end = comma < 0 ? row.length() : comma;
                cell = row.substring(at, end);
            }
            if (column < COLUMNS) {
                cells[column] = cell;
            }
            column++;
            at = end + 1;
        }
        return column;
    }

    private static String shown(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() > MOST_SHOWN ? plain.substring(0, MOST_SHOWN) + "…" : plain;
    }
}
