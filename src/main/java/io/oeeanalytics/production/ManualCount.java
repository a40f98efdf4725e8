package io.oeeanalytics.production;

import java.time.Instant;

/**
 * Pieces a person reports. Scrap among pieces the machine counted as good takes their place; good
 * ones are added.
 */
public record ManualCount(
        int id, Instant countedAt, int good, int scrap, Instant recordedAt, String recordedBy) {}
