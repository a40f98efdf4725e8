package io.oeeanalytics.production.ingest;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a CSV parser within bounded memory: cuts records that are too long and closes quotes that
 * nothing closes nearby, so that the rows after them survive. Remembers which records it touched.
 *
 * <p>It follows the quoting of the parser behind it: a quote opens only at the start of a field.
 */
final class LineGuard extends Reader {
    static final int RECORD_LIMIT = 1 << 20;

    /** How far a quoted text may go on beyond the line it starts on. */
    private static final int QUOTE_LIMIT = 32 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /**
     * A record that was changed on its way, by its ordinal counted from 1, empty lines included.
     */
    record Repair(long record, RowFault fault) {}

    private enum Place {
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    private final Reader source;
    private final char separator;
    private final BooleanSupplier cancelled;
    private final Queue<Repair> repairs = new ArrayDeque<>();
    private final char[] buffer = new char[3 * QUOTE_LIMIT];
    private int position;
    private int limit;
    private boolean first = true;
    private boolean ended;
    private boolean stopped;

    private Place place = Place.PLAIN;
    private long record = 1;
    private long marked;
    private int recordLength;
    private boolean fieldStart = true;
    private boolean closes;
    private boolean skipping;
    private boolean afterReturn;
    private boolean newlineLast = true;

    LineGuard(Reader source, char separator, BooleanSupplier cancelled) {
        this.source = source;
        this.separator = separator;
        this.cancelled = cancelled;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            if (position == limit && !fill()) {
                break;
            }
            if (skipping) {
                skipToNewline();
            } else if (recordLength >= RECORD_LIMIT && !isNewline(buffer[position])) {
                mark(RowFault.LINE_TOO_LONG);
                skipping = true;
                if (place == Place.QUOTED) {
                    place = Place.AFTER_QUOTE;
                    target[offset + written++] = '"';
                }
            } else {
                int run = plainRun(length - written);
                if (run > 0) {
                    System.arraycopy(buffer, position, target, offset + written, run);
                    written += run;
                    advance(run);
                } else if (needsClosing()) {
                    mark(RowFault.OPEN_QUOTE);
                    place = Place.AFTER_QUOTE;
                    target[offset + written++] = '"';
                } else if (isStray(buffer[position])) {
                    drop(buffer[position++]);
                } else {
                    target[offset + written++] = special(buffer[position++]);
                }
            }
        }
        return written == 0 ? -1 : written;
    }

    /** Length of the run from here that changes nothing about quotes or records. */
    private int plainRun(int room) {
        int end = Math.min(limit, position + Math.min(room, RECORD_LIMIT - recordLength));
        int at = position;
        if (place == Place.AFTER_QUOTE) {
            return 0;
        }
        while (at < end) {
            char c = buffer[at];
            if (c == '"' || c == '\n' || c == '\r') {
                break;
            }
            at++;
        }
        return at - position;
    }

    private void advance(int run) {
        position += run;
        recordLength += run;
        fieldStart = buffer[position - 1] == separator;
        afterReturn = false;
        newlineLast = false;
    }

    private boolean needsClosing() throws IOException {
        if (place != Place.QUOTED || closes || !isNewline(buffer[position])) {
            return false;
        }
        closes = quoteClosesAhead();
        return !closes;
    }

    /** Whether this stands between a closing quote and the separator, where nothing may stand. */
    private boolean isStray(char c) {
        return place == Place.AFTER_QUOTE && c != '"' && c != separator && !isNewline(c);
    }

    private void mark(RowFault fault) {
        if (marked != record) {
            marked = record;
            repairs.add(new Repair(record, fault));
        }
    }

    private void drop(char c) {
        if (c != ' ' && c != '\t') {
            mark(RowFault.OPEN_QUOTE);
        }
        recordLength++;
        newlineLast = false;
        afterReturn = false;
    }

    /** Takes a quote, a line break, or any character right behind a closing quote. */
    private char special(char c) {
        boolean secondOfBreak = c == '\n' && afterReturn;
        afterReturn = c == '\r';
        newlineLast = isNewline(c);
        recordLength++;
        switch (place) {
            case PLAIN -> {
                if (c == '"' && fieldStart) {
                    place = Place.QUOTED;
                    closes = false;
                }
                fieldStart = false;
            }
            case QUOTED -> {
                if (c == '"') {
                    place = Place.AFTER_QUOTE;
                }
                return c;
            }
            case AFTER_QUOTE -> {
                if (c == '"') {
                    place = Place.QUOTED;
                } else if (c == separator) {
                    place = Place.PLAIN;
                    fieldStart = true;
                }
            }
        }
        if (newlineLast) {
            if (!secondOfBreak) {
                record++;
            }
            place = Place.PLAIN;
            fieldStart = true;
            recordLength = 0;
        }
        return c;
    }

    private void skipToNewline() {
        while (position < limit) {
            if (isNewline(buffer[position])) {
                skipping = false;
                recordLength = 0;
                return;
            }
            position++;
        }
        newlineLast = false;
    }

    /** Whether the open quote is closed soon, by a quote that a separator or line break follows. */
    private boolean quoteClosesAhead() throws IOException {
        while (limit - position < QUOTE_LIMIT && more()) {
            // the buffer fills up to the distance a quote may reach
        }
        int end = Math.min(limit, position + QUOTE_LIMIT);
        for (int at = position; at < end; at++) {
            if (buffer[at] == '"') {
                if (at + 1 == limit) {
                    return ended;
                }
                char next = buffer[at + 1];
                if (next == '"') {
                    at++;
                } else {
                    return next == separator || isNewline(next);
                }
            }
        }
        return false;
    }

    private boolean fill() throws IOException {
        if (more()) {
            return true;
        }
        if (place == Place.QUOTED && !stopped) {
            mark(RowFault.OPEN_QUOTE);
            place = Place.PLAIN;
        }
        return false;
    }

    private boolean more() throws IOException {
        if (ended) {
            return false;
        }
        if (cancelled.getAsBoolean()) {
            stopped = true;
            ended = true;
            return false;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        int count = source.read(buffer, limit, Math.min(QUOTE_LIMIT, buffer.length - limit));
        if (count < 0) {
            ended = true;
            return false;
        }
        limit += count;
        if (first && count > 0) {
            first = false;
            if (buffer[0] == BYTE_ORDER_MARK) {
                position = 1;
            }
            return position < limit || more();
        }
        return true;
    }

    /** What was done to a record; null when nothing was. Records must be asked for in order. */
    @Nullable RowFault repair(long ordinal) {
        Repair repair = repairs.peek();
        while (repair != null && repair.record() < ordinal) {
            repairs.remove();
            repair = repairs.peek();
        }
        return repair != null && repair.record() == ordinal ? repair.fault() : null;
    }

    /** Whether this is the last record and no line break ends it. */
    boolean isUnfinished(long ordinal) {
        return ended && !stopped && !newlineLast && position == limit && ordinal == record;
    }

    boolean isCancelled() {
        return stopped;
    }

    private static boolean isNewline(char c) {
        return c == '\n' || c == '\r';
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
