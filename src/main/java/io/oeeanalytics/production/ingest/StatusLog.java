package io.oeeanalytics.production.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads status logs. A finish that is missing or lies before its start is left to the cleaning. */
public final class StatusLog {
    private static final int NAME_KEPT = 200;

    private final FileFormat format;
    private final RowReading reading;
    private final StatusSink sink;
    private final CodeTable lines = new CodeTable("line");
    private final StampParser starts;
    private final StampParser finishes;
    private final Map<String, Long> lastStarts = new HashMap<>();

    private StatusLog(FileFormat format, ReadSettings settings, StatusSink sink) {
        if (format.kind() != FileKind.STATUS_LOG) {
            throw new IllegalArgumentException(
                    "a %s cannot be read as a status log".formatted(format.kind().title()));
        }
        this.format = format;
        this.reading = new RowReading(format, settings, sink);
        this.sink = sink;
        this.starts = new StampParser(format.order(FileColumn.START), settings.zone());
        this.finishes = new StampParser(format.order(FileColumn.FINISH), settings.zone());
    }

    /** Reads all rows and closes the stream. */
    public static ReadSummary read(
            InputStream in, FileFormat format, ReadSettings settings, StatusSink sink)
            throws IOException {
        StatusLog log = new StatusLog(format, settings, sink);
        return log.reading.read(in, log.lines.codes(), log::take);
    }

    private void take(CsvRow row) throws BadRow {
        int lineField = format.position(FileColumn.LINE).orElseThrow();
        String line =
                lines.code(lines.index(row.characters(), row.start(lineField), row.end(lineField)));
        long last = lastStarts.getOrDefault(line, StampParser.UNKNOWN);
        int startField = format.position(FileColumn.START).orElseThrow();
        long start = reading.stamp(row, FileColumn.START, startField, starts, last);
        Instant finish = finish(row, start);
        Integer status = count(row, FileColumn.STATUS);
        if (status == null) {
            throw new BadRow(
                    RowFault.MISSING_VALUE, "%s is missing.".formatted(FileColumn.STATUS.header()));
        }
        StatusRow parsed =
                new StatusRow(
                        row.fileLine(),
                        line,
                        count(row, FileColumn.SHIFT),
                        Instant.ofEpochMilli(start),
                        finish,
                        status,
                        isDeleted(row),
                        Words.cut(text(row, FileColumn.STATUS_NAME), NAME_KEPT));
        lastStarts.put(line, start);
        sink.status(parsed);
    }

    private @Nullable Instant finish(CsvRow row, long start) throws BadRow {
        int field = format.position(FileColumn.FINISH).orElse(-1);
        if (field < 0 || row.isBlank(field)) {
            return null;
        }
        return Instant.ofEpochMilli(reading.stamp(row, FileColumn.FINISH, field, finishes, start));
    }

    private @Nullable Integer count(CsvRow row, FileColumn column) throws BadRow {
        int field = format.position(column).orElse(-1);
        if (field < 0 || row.isBlank(field)) {
            return null;
        }
        return Numbers.smallCount(
                column.header(),
                row.characters(),
                row.start(field),
                row.end(field),
                format.decimalComma());
    }

    private boolean isDeleted(CsvRow row) throws BadRow {
        String flag = text(row, FileColumn.IS_DELETED).toLowerCase(Locale.ROOT);
        return switch (flag) {
            case "", "0", "0.0", "false", "f", "no", "n", "nein" -> false;
            case "1", "1.0", "true", "t", "yes", "y", "ja" -> true;
            default ->
                    throw new BadRow(
                            RowFault.BAD_NUMBER,
                            "%s \"%s\" is neither 0 nor 1."
                                    .formatted(
                                            FileColumn.IS_DELETED.header(), Words.cut(flag, 60)));
        };
    }

    private String text(CsvRow row, FileColumn column) {
        int field = format.position(column).orElse(-1);
        return field < 0 ? "" : row.field(field);
    }
}
