package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.drift.Drift;
import java.time.Instant;

/**
 * A drift that goes on.
 *
 * @param foundAt when a night first found it
 */
public record FoundDrift(Instant foundAt, Drift drift) {}
