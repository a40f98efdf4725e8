package io.oeeanalytics.plant;

import java.time.Duration;

/**
 * How a site wants its time accounted for.
 *
 * @param microStop delays shorter than this are micro-stops; zero is ISO 22400 to the letter
 * @param startUp rejects made within this long after a set-up or a start are start-up rejects
 */
public record Settings(
        Duration microStop, MicroStopBucket bucket, Duration startUp, OeeDefinition definition) {
    /** Those of a site that decided nothing. */
    public static final Settings STANDARD =
            new Settings(
                    Duration.ZERO,
                    MicroStopBucket.PERFORMANCE,
                    Duration.ZERO,
                    OeeDefinition.ISO_22400);

    public Settings {
        if (microStop.isNegative() || startUp.isNegative()) {
            throw new IllegalArgumentException(
                    "micro-stops below %s and a start-up of %s: neither can be shorter than 0"
                            .formatted(microStop, startUp));
        }
    }
}
