package io.oeeanalytics.registry.scoring;

import java.time.Duration;

/**
 * What one prediction may take.
 *
 * @param cells of all inputs together, and of all outputs together
 * @param time looked at between rows or operators, so a single operator may pass it
 */
public record ScoringLimits(int rows, int cells, Duration time) {
    public static final ScoringLimits USUAL =
            new ScoringLimits(100_000, 1_000_000, Duration.ofSeconds(10));

    public ScoringLimits {
        if (rows < 1 || cells < rows || !time.isPositive()) {
            throw new IllegalArgumentException(
                    "nothing can be predicted with %d rows, %d cells and %s"
                            .formatted(rows, cells, time));
        }
    }
}
