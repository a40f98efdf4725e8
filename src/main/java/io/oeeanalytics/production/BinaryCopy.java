package io.oeeanalytics.production;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"): a third
 * of the server's work is saved over text.
 */
public final class BinaryCopy {
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
    };
    private static final int SECONDS_TO_2000 = 946_684_800;
    private static final int DAYS_TO_2000 = 10_957;

    /** What a row may take at most; texts are kept short by whoever writes them. */
    private static final int ROW_SPACE = 1024;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    public BinaryCopy(OutputStream out) {
        this.out = out;
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    public void row(int columns) throws IOException {
        if (buffer.remaining() < ROW_SPACE) {
            flush();
        }
        buffer.putShort((short) columns);
    }

    public void integer(int value) {
        buffer.putInt(Integer.BYTES).putInt(value);
    }

    public void integer(@Nullable Integer value) {
        if (value == null) {
            nothing();
        } else {
            integer(value.intValue());
        }
    }

    public void small(short value) {
        buffer.putInt(Short.BYTES).putShort(value);
    }

    public void number(@Nullable Long value) {
        if (value == null) {
            nothing();
        } else {
            buffer.putInt(Long.BYTES).putLong(value);
        }
    }

    /**
     * @param value has fewer than 100 characters, so that it fits the space kept for a row
     */
    public void text(@Nullable String value) {
        if (value == null) {
            nothing();
        } else {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            buffer.putInt(bytes.length).put(bytes);
        }
    }

    public void date(LocalDate value) {
        buffer.putInt(Integer.BYTES).putInt(Math.toIntExact(value.toEpochDay() - DAYS_TO_2000));
    }

    /** A timestamptz to the microsecond. */
    public void timestamp(@Nullable Instant value) {
        if (value == null) {
            nothing();
        } else {
            buffer.putInt(Long.BYTES)
                    .putLong(
                            (value.getEpochSecond() - SECONDS_TO_2000) * 1_000_000
                                    + value.getNano() / 1000);
        }
    }

    public void nothing() {
        buffer.putInt(-1);
    }

    /** A timestamptz: microseconds since 2000-01-01 UTC. */
    public void timestamp(long epochMillis) {
        buffer.putInt(Long.BYTES).putLong((epochMillis - SECONDS_TO_2000 * 1000L) * 1000L);
    }

    public void end() throws IOException {
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
