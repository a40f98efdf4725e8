package io.oeeanalytics.base.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;

/**
 * Cuts off a sender who is too slow, because a body that is being read holds a place others wait
 * for. Only the time spent waiting for the sender counts.
 */
public final class PacedBody extends FilterInputStream {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final long BYTES_PER_SECOND = 4 << 10;
    private static final double NANOS = 1e9;

    private final LongSupplier nanos;
    private long waited;
    private long read;

    /**
     * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
     */
    public PacedBody(InputStream in, LongSupplier nanos) {
        super(in);
        this.nanos = nanos;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long before = nanos.getAsLong();
        int count;
        try {
            count = super.read(buffer, offset, length);
        } catch (SocketTimeoutException e) {
            throw tooSlow();
        } catch (IOException e) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "The batch broke off while it was read; nothing of it was stored. Send it"
                            + " again.");
        }
        waited += nanos.getAsLong() - before;
        read += Math.max(0, count);
        boolean crawls = waited > GRACE.toNanos() && read < waited / NANOS * BYTES_PER_SECOND;
        if (count >= 0 && (crawls || waited > LONGEST.toNanos())) {
            throw tooSlow();
        }
        return count;
    }

    private ApiProblem tooSlow() {
        return new ApiProblem(
                HttpStatus.REQUEST_TIMEOUT,
                "The batch came too slowly: %d bytes in %.1f seconds of waiting. At least %d bytes a second are needed and all of it within %d seconds; send smaller batches. Nothing of it was stored."
                        .formatted(read, waited / NANOS, BYTES_PER_SECOND, LONGEST.toSeconds()));
    }
}
