package io.oeeanalytics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** That of the machine, and time that passes when a test says so. */
final class MovableClock extends Clock {
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

    void pass(Duration time) {
        passed.accumulateAndGet(time, Duration::plus);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(passed.get());
    }

    @Override
    public ZoneId getZone() {
        return Clock.systemUTC().getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks for another zone");
    }
}
