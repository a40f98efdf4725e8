package io.oeeanalytics.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of this machine while it is right, and the database's, carried on from when it was last
 * told, while it is not. All instances go by one time this way: where one lived an hour ahead, it
 * would take the others' work for abandoned, let tokens end early and call events of now future
 * ones. That a clock jumped shows at once, because time that passes is counted apart from it.
 */
final class SteadyClock extends Clock {
    /** Smaller differences harm nobody, and the clock of a machine runs more smoothly. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    private final Clock own;
    private final LongSupplier nanos;
    private volatile @Nullable Told told;

    private record Told(Instant at, long nanos) {}

    /**
     * @param own which may jump
     * @param nanos which only goes forward, such as {@link System#nanoTime}
     */
    SteadyClock(Clock own, LongSupplier nanos) {
        this.own = own;
        this.nanos = nanos;
    }

    /**
     * Takes the database's word.
     *
     * @param database what its clock says now
     * @return by how much this machine's is ahead
     */
    Duration hear(Instant database) {
        told = new Told(database, nanos.getAsLong());
        return Duration.between(database, own.instant());
    }

    @Override
    public Instant instant() {
        var now = own.instant();
        var last = told;
        if (last == null) {
            return now;
        }
        var expected = last.at().plusNanos(nanos.getAsLong() - last.nanos());
        return Duration.between(expected, now).abs().compareTo(TOLERANCE) > 0 ? expected : now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        if (zone.equals(getZone())) {
            return this;
        }
        throw new UnsupportedOperationException("the house goes by UTC, not by " + zone);
    }
}
