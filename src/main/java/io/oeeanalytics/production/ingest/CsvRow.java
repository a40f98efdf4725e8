package io.oeeanalytics.production.ingest;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;

/** The record being read. One object serves the whole file: its characters are overwritten. */
final class CsvRow extends CsvCallbackHandler<CsvRow> {
    private static final int MOST_FIELDS = 1000;
    private static final int MOST_CHARACTERS = 2 * LineGuard.RECORD_LIMIT;

    private final char separator;
    private char[] text = new char[512];
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private int length;
    private int fields;
    private long ordinal;
    private long fileLine;
    private boolean empty;

    CsvRow(char separator) {
        this.separator = separator;
    }

    /** Position among all records of the file, empty ones included, counted from 1. */
    long ordinal() {
        return ordinal;
    }

    /** Line of the file on which the record starts, counted from 1. */
    long fileLine() {
        return fileLine;
    }

    int fields() {
        return fields;
    }

    char[] characters() {
        return text;
    }

    /** First character of a field that is not blank. */
    int start(int field) {
        int at = starts[field];
        while (at < ends[field] && isSpace(text[at])) {
            at++;
        }
        return at;
    }

    /** One beyond the last character of a field that is not blank. */
    int end(int field) {
        int at = ends[field];
        while (at > starts[field] && isSpace(text[at - 1])) {
            at--;
        }
        return at;
    }

    String field(int field) {
        int start = start(field);
        return new String(text, start, Math.max(0, end(field) - start));
    }

    boolean isBlank(int field) {
        return start(field) >= end(field);
    }

    boolean isBlank() {
        for (int field = 0; field < fields; field++) {
            if (!isBlank(field)) {
                return false;
            }
        }
        return true;
    }

    String text(int most) {
        return new String(text, 0, Math.min(most, length));
    }

    /** Blank as files have it: a no-break space comes with many spreadsheet exports. */
    private static boolean isSpace(char c) {
        return c <= ' ' || c == '\u00A0';
    }

    @Override
    protected RecordType getRecordType() {
        return empty ? RecordType.EMPTY : RecordType.DATA;
    }

    @Override
    protected int getFieldCount() {
        return fields;
    }

    @Override
    protected void beginRecord(long startingLineNumber) {
        fileLine = startingLineNumber;
        ordinal++;
        fields = 0;
        length = 0;
        empty = false;
    }

    @Override
    protected void addField(char[] source, int offset, int count, boolean quoted) {
        if (fields == MOST_FIELDS || length + count + 1 > MOST_CHARACTERS) {
            return;
        }
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, 2 * fields);
            ends = Arrays.copyOf(ends, 2 * fields);
        }
        if (length + count + 1 > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, length + count + 1));
        }
        if (fields > 0) {
            text[length++] = separator;
        }
        System.arraycopy(source, offset, text, length, count);
        starts[fields] = length;
        length += count;
        ends[fields] = length;
        fields++;
    }

    @Override
    protected void setComment(char[] source, int offset, int count) {
        throw new IllegalStateException("comments are switched off, yet one was met");
    }

    @Override
    protected void setEmpty() {
        empty = true;
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }
}
