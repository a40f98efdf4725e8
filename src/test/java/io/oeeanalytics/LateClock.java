package io.oeeanalytics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Starts at an instant shortly after what a test tells of, and goes on from there. With the
 * machine's own, all months until today would be accounted as well, more of them every month.
 */
final class LateClock {
    private LateClock() {}

    static Clock startingAt(Instant start) {
        var machine = Clock.systemUTC();
        return Clock.offset(machine, Duration.between(machine.instant(), start));
    }
}
