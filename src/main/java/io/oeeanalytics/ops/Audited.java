package io.oeeanalytics.ops;

import org.jspecify.annotations.Nullable;

/**
 * Said by whoever does something that must be found in the audit trail, in the transaction that
 * does it and by whoever is signed in.
 *
 * @param before how it was; null where there was nothing, or nothing to tell
 */
public record Audited(
        AuditAction action, String object, @Nullable String before, @Nullable String after) {
    public Audited(AuditAction action, String object) {
        this(action, object, null, null);
    }
}
