package io.oeeanalytics.production.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import that was asked for in the browser: waiting, at work on some instance, or ended not long
 * ago.
 *
 * @param bytes size of the file
 * @param importId of the report; null until it is begun, and where it never got as far
 * @param failure why there is no report although it ended; else empty
 */
public record AskedImport(
        int id,
        String fileName,
        String by,
        Instant askedAt,
        long bytes,
        long bytesRead,
        Stage stage,
        boolean cancelled,
        @Nullable Integer importId,
        String failure) {
    /** How far it is. */
    public enum Stage {
        /** Another import is at work, or all instances are busy. */
        WAITING,
        READING,
        /** All rows are read; the database sorts them in. */
        STORING,
        ENDED
    }

    public boolean hasEnded() {
        return stage == Stage.ENDED;
    }
}
