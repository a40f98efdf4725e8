package io.oeeanalytics.production.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"): a third
 * of the server's work is saved over text.
 */
final class BinaryCopy {
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
    };
    private static final int SECONDS_TO_2000 = 946_684_800;
    private static final int ROW_SPACE = 256;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    BinaryCopy(OutputStream out) {
        this.out = out;
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    void row(int columns) throws IOException {
        if (buffer.remaining() < ROW_SPACE) {
            flush();
        }
        buffer.putShort((short) columns);
    }

    void integer(int value) {
        buffer.putInt(Integer.BYTES).putInt(value);
    }

    void nothing() {
        buffer.putInt(-1);
    }

    /** A timestamptz: microseconds since 2000-01-01 UTC. */
    void timestamp(long epochMillis) {
        buffer.putInt(Long.BYTES).putLong((epochMillis - SECONDS_TO_2000 * 1000L) * 1000L);
    }

    void end() throws IOException {
        if (buffer.remaining() < Short.BYTES) {
            flush();
        }
        buffer.putShort((short) -1);
        flush();
    }

    private void flush() throws IOException {
        out.write(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
