package io.oeeanalytics.base.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;

/** Refuses a body that is larger than it may be, also when it was small before it was unpacked. */
public final class BoundedBody extends FilterInputStream {
    private final long most;
    private long read;

    public BoundedBody(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int more) {
        read += more;
        if (read > most) {
            throw new ApiProblem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "The batch has more than %d MB; send it in several.".formatted(most >> 20));
        }
    }
}
