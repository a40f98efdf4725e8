package io.oeeanalytics.identity;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * A key another system comes in with, without its secret.
 *
 * @param sites whose rows it reaches
 */
public record ApiKey(
        int id,
        String name,
        Set<Scope> scopes,
        SiteScope sites,
        Instant createdAt,
        String createdBy) {
    /** What a key may do. */
    public enum Scope {
        /** Tell of events. */
        INGEST,
        /** Read figures, events and the plant model. */
        READ,
        /** Change the plant model; includes the others. */
        ADMIN;

        /** As it stands in a token. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ApiKey {
        scopes = Set.copyOf(scopes);
    }
}
