package io.oeeanalytics.identity;

import io.oeeanalytics.identity.ApiKey.Scope;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

final class ApiKeysInMemory implements KeptApiKeys {
    private final Map<String, ApiKey> byDigest = new LinkedHashMap<>();

    @Override
    public List<ApiKey> all() {
        return List.copyOf(byDigest.values());
    }

    @Override
    public Optional<ApiKey> withDigest(byte[] digest) {
        return Optional.ofNullable(byDigest.get(Arrays.toString(digest)));
    }

    @Override
    public boolean isTaken(byte[] digest) {
        return withDigest(digest).isPresent();
    }

    @Override
    public void add(
            String name, byte[] digest, Set<Scope> scopes, SiteScope sites, Instant at, String by) {
        byDigest.put(
                Arrays.toString(digest),
                new ApiKey(byDigest.size() + 1, name, scopes, sites, at, by));
    }

    @Override
    public void revoke(int id, Instant at) {
        byDigest.values().removeIf(key -> key.id() == id);
    }

    @Override
    public void remove(byte[] digest) {
        byDigest.remove(Arrays.toString(digest));
    }
}
