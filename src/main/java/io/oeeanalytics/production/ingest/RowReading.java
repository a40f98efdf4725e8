package io.oeeanalytics.production.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the readers of all kinds have in common: the loop over rows, and what became of them. */
final class RowReading {
    private static final int TEXT_KEPT = 500;
    private static final Duration AHEAD = Duration.ofDays(1);

    /** Takes the values out of a row and hands them on. */
    @FunctionalInterface
    interface Rows {
        void take(CsvRow row) throws BadRow;
    }

    private final FileFormat format;
    private final ReadSettings settings;
    private final RowSink sink;
    private final long earliestMs;
    private final long latestMs;
    private final int neededFields;
    private final Map<RowFault, Long> rejected = new EnumMap<>(RowFault.class);
    private long accepted;
    private long findings;

    RowReading(FileFormat format, ReadSettings settings, RowSink sink) {
        this.format = format;
        this.settings = settings;
        this.sink = sink;
        this.earliestMs = settings.earliest().toEpochMilli();
        this.latestMs = settings.now().plus(AHEAD).toEpochMilli();
        this.neededFields =
                1 + format.columns().values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Reads to the end and closes the stream. */
    ReadSummary read(InputStream in, List<String> lines, Rows rows) throws IOException {
        CountedBytes bytes = new CountedBytes(in);
        LineGuard guard =
                new LineGuard(
                        new InputStreamReader(bytes, format.charset()),
                        format.separator(),
                        () -> {
                            settings.bytesRead().accept(bytes.count());
                            return settings.cancelled().getAsBoolean();
                        });
        CsvRows.read(
                guard,
                format.separator(),
                row -> {
                    if (guard.isCancelled()) {
                        return false;
                    }
                    if (row.fileLine() > format.headerLine()) {
                        take(row, guard, rows);
                    }
                    return true;
                });
        settings.bytesRead().accept(bytes.count());
        return new ReadSummary(
                accepted, rejected, findings, bytes.count(), guard.isCancelled(), lines);
    }

    private void take(CsvRow row, LineGuard guard, Rows rows) {
        boolean unfinished = guard.isUnfinished(row.ordinal());
        try {
            RowFault repair = guard.repair(row.ordinal());
            if (repair != null) {
                throw repaired(repair);
            }
            if (row.fields() != format.header().size()) {
                checkFields(row);
            }
            rows.take(row);
            accepted++;
        } catch (BadRow bad) {
            if (unfinished && isSignOfCut(bad.fault())) {
                reject(
                        row,
                        RowFault.CUT_OFF,
                        "The file seems cut off in this last row, which no line break ends: "
                                + bad.reason());
            } else if (!row.isBlank()) {
                reject(row, bad.fault(), bad.reason());
            }
        }
    }

    private void reject(CsvRow row, RowFault fault, String reason) {
        rejected.merge(fault, 1L, Long::sum);
        sink.rejected(new RejectedRow(row.fileLine(), row.text(TEXT_KEPT), fault, reason));
    }

    void finding(CsvRow row, RowFinding.Topic topic, String words) {
        findings++;
        sink.finding(new RowFinding(row.fileLine(), topic, words));
    }

    private static BadRow repaired(RowFault fault) {
        return fault == RowFault.LINE_TOO_LONG
                ? new BadRow(
                        fault,
                        "The row is longer than %d characters; is a line break missing?"
                                .formatted(LineGuard.RECORD_LIMIT))
                : new BadRow(
                        fault,
                        "A quote in this row is not closed, or text follows a closing quote.");
    }

    private void checkFields(CsvRow row) throws BadRow {
        int expected = format.header().size();
        if (row.fields() < neededFields) {
            throw new BadRow(
                    RowFault.TOO_FEW_COLUMNS,
                    "The row has %d columns, the header %d.".formatted(row.fields(), expected));
        }
        for (int field = expected; field < row.fields(); field++) {
            if (!row.isBlank(field)) {
                throw new BadRow(
                        RowFault.TOO_MANY_COLUMNS,
                        "The row has %d columns, the header %d; is a separator part of a text?"
                                .formatted(row.fields(), expected));
            }
        }
    }

    private static boolean isSignOfCut(RowFault fault) {
        return switch (fault) {
            case TOO_FEW_COLUMNS, OPEN_QUOTE, MISSING_VALUE, BAD_TIME, BAD_NUMBER -> true;
            case TOO_MANY_COLUMNS,
                    CUT_OFF,
                    LINE_TOO_LONG,
                    BAD_CODE,
                    CLOCK_GAP,
                    TOO_EARLY,
                    IN_THE_FUTURE,
                    FINISH_BEFORE_START,
                    NEGATIVE,
                    REPEATED ->
                    false;
        };
    }

    /** Reads a stamp and checks that it lies between 1990 and tomorrow. */
    long stamp(CsvRow row, FileColumn column, int field, StampParser parser, long notBefore)
            throws BadRow {
        long stamp = parser.parse(row.characters(), row.start(field), row.end(field), notBefore);
        if (stamp >= earliestMs && stamp <= latestMs && !parser.wasAmbiguous()) {
            return stamp;
        }
        String text = Words.cut(row.field(field), 60);
        if (stamp <= StampParser.LAST_FAULT) {
            throw badStamp(column, text, stamp);
        }
        checkRange(column, text, stamp);
        finding(
                row,
                RowFinding.Topic.CLOCK_TURNED_BACK,
                "%s %s is shown twice by the clock that night; taken as %s."
                        .formatted(column.header(), text, Instant.ofEpochMilli(stamp)));
        return stamp;
    }

    void checkRange(FileColumn column, String text, long ms) throws BadRow {
        if (ms < earliestMs) {
            throw new BadRow(
                    RowFault.TOO_EARLY,
                    "%s %s lies before %s, from when on facts are kept."
                            .formatted(column.header(), text, settings.earliest()));
        }
        if (ms > latestMs) {
            throw new BadRow(
                    RowFault.IN_THE_FUTURE,
                    "%s %s lies in the future; now it is %s."
                            .formatted(column.header(), text, settings.now()));
        }
    }

    BadRow badStamp(FileColumn column, String text, long fault) {
        String header = column.header();
        StampOrder order = format.order(column);
        if (text.isEmpty()) {
            return new BadRow(RowFault.MISSING_VALUE, "%s is missing.".formatted(header));
        }
        if (fault == StampParser.CLOCK_GAP) {
            return new BadRow(
                    RowFault.CLOCK_GAP,
                    "%s %s does not exist in %s: the clock was put forward over it."
                            .formatted(header, text, settings.zone()));
        }
        if (fault == StampParser.NO_SUCH_DATE) {
            return new BadRow(
                    RowFault.BAD_TIME,
                    "%s \"%s\" is no date when read as %s; are day and month swapped?"
                            .formatted(header, text, order.title()));
        }
        if (fault == StampParser.NO_SUCH_TIME) {
            return new BadRow(
                    RowFault.BAD_TIME, "%s \"%s\" has no valid time.".formatted(header, text));
        }
        if (fault == StampParser.NO_TIME_OF_DAY) {
            return new BadRow(
                    RowFault.BAD_TIME, "%s \"%s\" has no time of day.".formatted(header, text));
        }
        return new BadRow(
                RowFault.BAD_TIME,
                "%s \"%s\" is not written as %s, like %s."
                        .formatted(header, text, order.title(), order.example()));
    }
}
