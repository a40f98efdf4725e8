package io.oeeanalytics.production;

import java.time.Instant;

/**
 * How much of the facts is looked at: what had arrived by an instant, and what people had said by
 * another. Files count from when they were loaded until they were taken back.
 *
 * @param facts what machines and files told
 * @param words what people said of it: reasons and counts
 */
public record KnownAt(Instant facts, Instant words) {
    private static final Instant EVER = Instant.parse("9999-01-01T00:00:00Z");

    /** Everything that has come. */
    public static final KnownAt NOW = new KnownAt(EVER, EVER);

    /** All that was known at that instant. */
    public static KnownAt at(Instant instant) {
        return new KnownAt(instant, instant);
    }

    boolean isAllFacts() {
        return facts.equals(EVER);
    }
}
