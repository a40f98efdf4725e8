package io.oeeanalytics.production.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a status log as it stands in the file, before any cleaning.
 *
 * @param number what findings refer to; the line of the file when just read
 * @param finish null when the log leaves it open; may lie before the start
 * @param name the log's own word for the status; empty when it has none
 */
public record StatusRow(
        long number,
        String line,
        @Nullable Integer shift,
        Instant start,
        @Nullable Instant finish,
        int status,
        boolean deleted,
        String name) {}
