package io.oeeanalytics.ops;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the audit trail are asked for.
 *
 * @param words that stand in who, what or where, in any case; empty: all
 * @param from from this instant on
 * @param to before this instant
 */
public record AuditQuestion(
        Optional<AuditAction> action,
        boolean refusedOnly,
        String words,
        Optional<Instant> from,
        Optional<Instant> to) {}
