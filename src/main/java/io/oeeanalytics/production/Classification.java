package io.oeeanalytics.production;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person says the machine did; a layer above the log that can be taken back.
 *
 * @param finishedAt null where the stop it explains was still going on; it lasts until the line's
 *     next start
 */
public record Classification(
        int id,
        Instant startedAt,
        @Nullable Instant finishedAt,
        int status,
        Instant recordedAt,
        String recordedBy) {}
