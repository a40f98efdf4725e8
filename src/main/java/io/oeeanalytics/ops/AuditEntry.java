package io.oeeanalytics.ops;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that was done or refused.
 *
 * @param id counts from 1 without gaps; 0 of one not written yet
 * @param origin the address it came from, or - where there was none
 * @param after how it is now; of what was refused: why
 */
public record AuditEntry(
        long id,
        Instant at,
        String who,
        String origin,
        AuditAction action,
        String object,
        Optional<String> before,
        Optional<String> after,
        boolean refused) {}
