package io.oeeanalytics.oee;

import io.oeeanalytics.plant.MicroStopBucket;
import io.oeeanalytics.plant.Settings;
import java.time.Duration;

/**
 * Which delays are too short to be asked a reason for, and whether they lower effectiveness instead
 * of availability. OEE itself does not move with either.
 *
 * @param shorterThan delays whose full length is below this are micro-stops
 */
public record MicroStops(Duration shorterThan, MicroStopBucket bucket) {
    /** ISO 22400: a delay is a delay however short. */
    public static final MicroStops ISO_STRICT = new MicroStops(Duration.ZERO);

    public MicroStops {
        if (shorterThan.isNegative()) {
            throw new IllegalArgumentException(
                    "no stop is shorter than %s; use 0 for none".formatted(shorterThan));
        }
    }

    /** Micro-stops that count as production time. */
    public MicroStops(Duration shorterThan) {
        this(shorterThan, MicroStopBucket.PERFORMANCE);
    }

    static MicroStops of(Settings settings) {
        return new MicroStops(settings.microStop(), settings.bucket());
    }

    boolean include(long lengthMs) {
        return lengthMs < shorterThan.toMillis();
    }

    boolean areProduction() {
        return bucket == MicroStopBucket.PERFORMANCE;
    }
}
