package io.oeeanalytics.base;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A half-open stretch of time {@code [from, to)}; empty when both ends are the same instant. */
public record TimeRange(Instant from, Instant to) {
    public TimeRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "a time range from %s cannot end before it, at %s".formatted(from, to));
        }
    }

    public Duration duration() {
        return Duration.between(from, to);
    }

    public long millis() {
        return duration().toMillis();
    }

    public boolean isEmpty() {
        return from.equals(to);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(from) && instant.isBefore(to);
    }

    public boolean overlaps(TimeRange other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }

    /** Whether they overlap or one begins where the other ends. */
    public boolean touches(TimeRange other) {
        return !from.isAfter(other.to) && !other.from.isAfter(to);
    }

    /** The part both ranges share; empty when they only touch. */
    public Optional<TimeRange> intersection(TimeRange other) {
        if (!overlaps(other)) {
            return Optional.empty();
        }
        return Optional.of(
                new TimeRange(
                        from.isAfter(other.from) ? from : other.from,
                        to.isBefore(other.to) ? to : other.to));
    }

    /** From the earlier start to the later end of both. */
    public TimeRange hull(TimeRange other) {
        return new TimeRange(
                from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to);
    }
}
