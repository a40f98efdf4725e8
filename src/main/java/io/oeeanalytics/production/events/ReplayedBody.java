package io.oeeanalytics.production.events;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A body that can be read again from the value on that is being read, because a parser that finds
 * one broken may have swallowed lines after it.
 */
final class ReplayedBody extends InputStream {
    private final InputStream in;

    /** What was read and may be read again; it begins at that place of the body. */
    private byte[] kept = new byte[16 << 10];

    private long start;
    private int end;
    private int next;

    /** From here on of the body it is kept. */
    private long needed;

    ReplayedBody(InputStream in) {
        this.in = in;
    }

    /** How far the body was read by whoever reads. */
    long place() {
        return start + next;
    }

    /** What lies before that place is not asked for again. */
    void forgetBefore(long place) {
        needed = place;
    }

    @Override
    public int read() throws IOException {
        return next < end || fill() ? kept[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(kept, next, into, offset, count);
        next += count;
        return count;
    }

    /**
     * Goes back to what is kept, and there over spaces and empty lines.
     *
     * @return how many line breaks lie between
     */
    int skipEmpty() throws IOException {
        next = (int) (needed - start);
        int breaks = 0;
        for (int one = read(); one >= 0; one = read()) {
            if (one != ' ' && one != '\t' && one != '\r' && one != '\n') {
                next--;
                break;
            }
            breaks += one == '\n' ? 1 : 0;
            forgetBefore(place());
        }
        return breaks;
    }

    /**
     * Goes on to the next line.
     *
     * @return 1; 0 at the end
     */
    int skipLine() throws IOException {
        for (int one = read(); one >= 0; one = read()) {
            forgetBefore(place());
            if (one == '\n') {
                return 1;
            }
        }
        return 0;
    }

    private boolean fill() throws IOException {
        int gone = (int) (Math.min(needed, place()) - start);
        if (gone > 0) {
            System.arraycopy(kept, gone, kept, 0, end - gone);
            start += gone;
            end -= gone;
            next -= gone;
        }
        if (end == kept.length) {
            kept = Arrays.copyOf(kept, 2 * kept.length);
        }
        int count = in.read(kept, end, kept.length - end);
        end += Math.max(0, count);
        return count > 0;
    }
}
