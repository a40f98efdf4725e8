package io.oeeanalytics.production.ingest;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text, then a line of one letter that goes on for a while, then another text. */
final class EndlessLine extends InputStream {
    private final byte[] before;
    private final byte[] after;
    private final long length;
    private long at;

    EndlessLine(String before, long lineLength, String after) {
        this.before = before.getBytes(StandardCharsets.UTF_8);
        this.after = after.getBytes(StandardCharsets.UTF_8);
        this.length = lineLength;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        if (count == 0) {
            return 0;
        }
        int read;
        if (at < before.length) {
            read = Math.min(count, before.length - (int) at);
            System.arraycopy(before, (int) at, target, offset, read);
        } else if (at < before.length + length) {
            read = (int) Math.min(count, before.length + length - at);
            Arrays.fill(target, offset, offset + read, (byte) 'x');
        } else {
            int place = (int) (at - before.length - length);
            read = Math.min(count, after.length - place);
            if (read == 0) {
                return -1;
            }
            System.arraycopy(after, place, target, offset, read);
        }
        at += read;
        return read;
    }
}
