package io.oeeanalytics.registry;

import java.time.LocalDate;

/**
 * What a version was trained on.
 *
 * @param fingerprint of the data, whose own room says how it is computed; equal for equal data
 */
public record TrainingData(LocalDate from, LocalDate to, String fingerprint) {
    public TrainingData {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(
                    "training data runs forwards, not from %s to %s".formatted(from, to));
        }
        Names.checkText("a fingerprint", fingerprint);
    }
}
