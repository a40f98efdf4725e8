package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FewRefusalsTest {
    private Instant now = Instant.parse("2026-03-02T08:00:00Z");
    private final FewRefusals refusals =
            new FewRefusals(
                    new Clock() {
                        @Override
                        public Instant instant() {
                            return now;
                        }

                        @Override
                        public ZoneOffset getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(java.time.ZoneId zone) {
                            return this;
                        }
                    });

    @Test
    void the_first_are_written_the_others_counted_and_told_of_later() {
        for (int i = 0; i < FewRefusals.MOST; i++) {
            assertThat(refusals.next("key")).hasValue(0);
        }
        for (int i = 0; i < 7; i++) {
            assertThat(refusals.next("key")).isEmpty();
        }

        now = now.plus(FewRefusals.WHILE);

        assertThat(refusals.next("key")).hasValue(7);
        assertThat(refusals.next("key")).hasValue(0);
    }

    @Test
    void nobody_is_left_out_because_of_another() {
        for (int i = 0; i <= FewRefusals.MOST; i++) {
            refusals.next("key");
        }
        now = now.plus(Duration.ofMinutes(1));

        assertThat(refusals.next("key")).isEmpty();
        assertThat(refusals.next("other")).hasValue(0);
    }
}
