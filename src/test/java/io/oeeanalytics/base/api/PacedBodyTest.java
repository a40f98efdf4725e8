package io.oeeanalytics.base.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class PacedBodyTest {
    private long now;

    /** Sends so many bytes at a time, each after a pause, for ever. */
    private InputStream sender(int bytes, Duration pause) {
        return new InputStream() {
            @Override
            public int read() {
                throw new UnsupportedOperationException("one byte at a time");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                now += pause.toNanos();
                return Math.min(bytes, length);
            }
        };
    }

    private long readUntilCutOff(InputStream sender) throws IOException {
        var body = new PacedBody(sender, () -> now);
        var buffer = new byte[8192];
        long read = 0;
        try {
            while (read < 100 << 20) {
                read += body.read(buffer, 0, buffer.length);
                // Time that we take ourselves is none of the sender's.
                now += Duration.ofSeconds(2).toNanos();
            }
        } catch (ApiProblem cutOff) {
            assertThat(cutOff.status()).isEqualTo(HttpStatus.REQUEST_TIMEOUT);
            assertThat(cutOff).hasMessageContaining("4096 bytes a second");
        }
        return read;
    }

    @Test
    void one_who_drips_is_cut_off_after_the_grace() throws IOException {
        // 100 bytes a second are far too few, and show themselves after 5 seconds.
        assertThat(readUntilCutOff(sender(100, Duration.ofSeconds(1)))).isEqualTo(500);
    }

    @Test
    void one_who_keeps_the_pace_has_a_minute() throws IOException {
        // 5,000 bytes a second are enough, for 60 seconds.
        assertThat(readUntilCutOff(sender(5_000, Duration.ofSeconds(1)))).isEqualTo(300_000);
    }

    @Test
    void one_who_is_quick_is_read_to_the_end() throws IOException {
        assertThat(readUntilCutOff(sender(8_192, Duration.ofMillis(1)))).isGreaterThan(99 << 20);
    }

    @Test
    void silence_is_too_slow_and_a_broken_line_is_told_as_such() {
        assertThatThrownBy(() -> failing(new SocketTimeoutException()).read())
                .isInstanceOfSatisfying(
                        ApiProblem.class,
                        e -> assertThat(e.status()).isEqualTo(HttpStatus.REQUEST_TIMEOUT));
        assertThatThrownBy(() -> failing(new IOException("reset by peer")).read())
                .isInstanceOf(ApiProblem.class)
                .hasMessageContaining("broke off");
    }

    private PacedBody failing(IOException failure) {
        return new PacedBody(
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw failure;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw failure;
                    }
                },
                () -> now);
    }
}
