package io.oeeanalytics.oee;

import java.time.Instant;

/** Instants as whole milliseconds: cut once on entry, lengths then add up without remainder. */
final class Millis {
    /**
     * Far beyond any plant, near enough that lengths cannot overflow: open-ended states end here.
     */
    private static final long FAR_SECONDS = 1_000_000_000_000L;

    private Millis() {}

    static long of(Instant instant) {
        long seconds = Math.clamp(instant.getEpochSecond(), -FAR_SECONDS, FAR_SECONDS);
        return seconds * 1000 + instant.getNano() / 1_000_000;
    }
}
