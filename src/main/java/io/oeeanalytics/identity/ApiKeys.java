package io.oeeanalytics.identity;

import static java.util.stream.Collectors.joining;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.oeeanalytics.base.Sha256;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens and revokes the keys of other systems, and knows them when they come in. A key is a random
 * secret of 256 bits, so its digest needs no slow hash.
 */
@Service
@Transactional(readOnly = true)
public class ApiKeys {
    static final String PREFIX = "oee_";
    private static final int SECRET_BYTES = 32;

    /** A revoked key may still open for this long; asking the database each time costs as much. */
    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    private final KeptApiKeys keys;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Cache<String, ApiKey> seen =
            Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(REMEMBERED).build();
    private final SecureRandom random = new SecureRandom();

    ApiKeys(KeptApiKeys keys, Clock clock, ApplicationEventPublisher events) {
        this.events = events;
        this.keys = keys;
        this.clock = clock;
    }

    /** Those not revoked, by name. */
    @PreAuthorize("hasRole('ADMIN')")
    public List<ApiKey> all() {
        return keys.all();
    }

    /** One that reaches every site. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public String open(String name, Set<ApiKey.Scope> scopes) {
        return open(name, scopes, SiteScope.EVERYWHERE);
    }

    /**
     * @param sites of a key that may administer: all of them
     * @return the key, which is shown this once: only its digest is kept
     */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public String open(String name, Set<ApiKey.Scope> scopes, SiteScope sites) {
        var known = name.strip();
        if (!known.matches("[\\w .-]{2,60}")) {
            throw new IllegalArgumentException(
                    "the name of a key has 2 to 60 letters, digits, spaces, dots, dashes or underscores, not '%s'"
                            .formatted(name));
        }
        if (known.startsWith(SignedTokens.PREFIX)) {
            throw new IllegalArgumentException(
                    "'%s' begins like the name of a token's bearer; choose another"
                            .formatted(known));
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key without any scope opens nothing");
        }
        if (scopes.contains(ApiKey.Scope.ADMIN) && sites.isLimited()) {
            throw new IllegalArgumentException(
                    "a key that may administer reaches every site; choose other scopes, or no site");
        }
        if (keys.all().stream().anyMatch(key -> key.name().equals(known))) {
            throw new IllegalArgumentException("there is a key '%s' already".formatted(known));
        }
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        keys.add(known, Sha256.of(token), scopes, sites, clock.instant(), SignedIn.name());
        events.publishEvent(
                new Audited(
                        AuditAction.KEY_OPENED,
                        known,
                        null,
                        "%s; %s"
                                .formatted(
                                        scopes.stream()
                                                .map(ApiKey.Scope::word)
                                                .sorted()
                                                .collect(joining(", ")),
                                        sites.words())));
        return token;
    }

    /** From now on the key opens nothing. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void revoke(int id) {
        keys.all().stream()
                .filter(key -> key.id() == id)
                .forEach(
                        key ->
                                events.publishEvent(
                                        new Audited(AuditAction.KEY_REVOKED, key.name())));
        keys.revoke(id, clock.instant());
        seen.invalidateAll();
    }

    /** The key that was shown, unless it is unknown or revoked. */
    Optional<ApiKey> known(String token) {
        var lately = seen.getIfPresent(token);
        if (lately != null || !token.startsWith(PREFIX)) {
            return Optional.ofNullable(lately);
        }
        var key = keys.withDigest(Sha256.of(token));
        key.ifPresent(one -> seen.put(token, one));
        return key;
    }

    @Transactional
    void openForDemo(String name, String token) {
        // One that an administrator revoked stays so.
        if (keys.all().stream().noneMatch(key -> key.name().equals(name))
                && !keys.isTaken(Sha256.of(token))) {
            keys.add(
                    name,
                    Sha256.of(token),
                    Set.of(ApiKey.Scope.ADMIN),
                    SiteScope.EVERYWHERE,
                    clock.instant(),
                    name);
        }
    }

    @Transactional
    void removeForDemo(String token) {
        keys.remove(Sha256.of(token));
    }
}
