package io.oeeanalytics.oee;

import java.time.Duration;

/**
 * Which delays a site counts as production time, so that they lower effectiveness instead of
 * availability. OEE itself does not move with it.
 *
 * @param shorterThan delays whose full length is below this are micro-stops
 */
public record MicroStops(Duration shorterThan) {
    /** ISO 22400: a delay is a delay however short. */
    public static final MicroStops ISO_STRICT = new MicroStops(Duration.ZERO);

    public MicroStops {
        if (shorterThan.isNegative()) {
            throw new IllegalArgumentException(
                    "no stop is shorter than %s; use 0 for none".formatted(shorterThan));
        }
    }

    boolean include(long lengthMs) {
        return lengthMs < shorterThan.toMillis();
    }
}
