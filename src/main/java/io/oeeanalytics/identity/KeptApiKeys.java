package io.oeeanalytics.identity;

import io.oeeanalytics.identity.ApiKey.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of other systems, kept by their digests. */
interface KeptApiKeys {
    /** Those not revoked, by name. */
    List<ApiKey> all();

    Optional<ApiKey> withDigest(byte[] digest);

    /** Whether there is such a key, revoked or not. */
    boolean isTaken(byte[] digest);

    void add(String name, byte[] digest, Set<Scope> scopes, SiteScope sites, Instant at, String by);

    void revoke(int id, Instant at);

    /** As if it had never been. */
    void remove(byte[] digest);
}
