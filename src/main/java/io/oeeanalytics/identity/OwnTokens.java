package io.oeeanalytics.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens (JWT, HS256) that a person's program signs in for: they say who it is and what it may do,
 * and open for a day. The key they are signed with is another one every month; a token can be
 * revoked, and a changed password or a disabled account revokes all of them.
 */
@Service
public class OwnTokens {
    /** Of an account that must have one. */
    static final String NO_SECOND_FACTOR =
            "The account needs a second factor. Sign in with a browser and set one up first.";

    /** Of the keys' ids, so that a token of ours is known from one of an identity provider. */
    private static final String OURS = "oee-";

    private static final String ISSUER = "oee-analytics";
    private static final String PERMISSIONS = "permissions";

    /** JWT tells seconds, and a password may be changed in the middle of one. */
    private static final String ISSUED_MS = "issued_ms";

    private static final int SECRET_BYTES = 32;
    private static final Duration NEW_KEY = Duration.ofDays(30);

    /**
     * A revoked token may still open for this long; asking the database each time costs as much.
     */
    private static final Duration REMEMBERED = Duration.ofSeconds(3);

    private final JooqTokens kept;
    private final Accounts accounts;
    private final Secrets secrets;
    private final SecondFactorPolicy policy;
    private final AuditTrail audit;
    private final Clock clock;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, List<JooqTokens.SigningKey>> keys =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(1)).build();
    private final Cache<String, Standing> standing =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(REMEMBERED).build();

    OwnTokens(
            JooqTokens kept,
            Accounts accounts,
            Secrets secrets,
            SecondFactorPolicy policy,
            AuditTrail audit,
            Clock clock,
            @Value("${oee.token-hours:24}") int hours) {
        if (hours < 1 || hours > 720) {
            throw new IllegalArgumentException(
                    "OEE_TOKEN_HOURS lies between 1 and 720, not " + hours);
        }
        this.kept = kept;
        this.accounts = accounts;
        this.secrets = secrets;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
        this.life = Duration.ofHours(hours);
    }

    /**
     * @param value to be sent as {@code Authorization: Bearer}
     */
    public record Issued(String value, Duration life, Set<Scope> permissions) {}

    /** What of it may have changed since it was signed. */
    private record Standing(boolean revoked, Optional<Instant> from, Optional<Account> account) {}

    /** What a person's program may do. */
    static Set<Scope> permissions(Role role) {
        return switch (role) {
            case ADMIN -> Set.of(Scope.ADMIN);
            case MANAGER -> Set.of(Scope.READ);
            case OPERATOR -> Set.of(Scope.INGEST);
        };
    }

    @Transactional
    Issued issue(Account account) {
        var key = signingKey();
        var permissions = permissions(account.role());
        var now = clock.instant();
        var words = permissions.stream().map(Scope::word).sorted().toList();
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.id()).build(),
                        new JWTClaimsSet.Builder()
                                .issuer(ISSUER)
                                .audience(ISSUER)
                                .subject(account.name())
                                .jwtID(UUID.randomUUID().toString())
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plus(life)))
                                .claim(ISSUED_MS, now.toEpochMilli())
                                .claim("scope", String.join(" ", words))
                                .claim(PERMISSIONS, words)
                                .build());
        try {
            token.sign(new MACSigner(secrets.open(key.secret())));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        audit.did(account.name(), AuditAction.TOKEN_ISSUED, String.join(", ", words));
        return new Issued(token.serialize(), life, permissions);
    }

    private JooqTokens.SigningKey signingKey() {
        var all = kept.signingKeys();
        if (!all.isEmpty()
                && all.getFirst().createdAt().plus(NEW_KEY).isAfter(clock.instant())
                && opens(all.getFirst())) {
            return all.getFirst();
        }
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var key =
                new JooqTokens.SigningKey(
                        OURS + UUID.randomUUID(), secrets.seal(secret), clock.instant());
        kept.addSigningKey(key);
        return key;
    }

    /** Keys, too, when all they signed has expired. */
    void removeExpired() {
        var now = clock.instant();
        kept.removeExpired(now, now.minus(NEW_KEY.multipliedBy(3)));
    }

    /**
     * @return nothing for what is no token of ours
     * @throws SignedTokens.Refused for one that does not open, with the reason
     */
    Optional<SignedTokens.Bearer> bearer(String text) throws SignedTokens.Refused {
        var token = own(text);
        if (token == null) {
            return Optional.empty();
        }
        var claims = checked(token);
        var account = standing(claims).account().orElseThrow(OwnTokens::worthless);
        if (policy.lacksOne(account)) {
            throw new SignedTokens.Refused(NO_SECOND_FACTOR, false);
        }
        return Optional.of(
                new SignedTokens.Bearer(
                        account.name(), permissions(account.role()), account.reach()));
    }

    /** From now on the token opens nothing, on any instance. */
    @Transactional
    void revoke(String text) throws SignedTokens.Refused {
        var token = own(text);
        if (token == null) {
            throw new SignedTokens.Refused(
                    "Only a token that was issued here can be revoked here.", false);
        }
        var claims = checked(token);
        kept.revoke(claims.getJWTID(), claims.getExpirationTime().toInstant());
        standing.invalidate(claims.getJWTID());
        audit.did(claims.getSubject(), AuditAction.TOKEN_REVOKED, claims.getJWTID());
    }

    /** Not with another SECRET_KEY; what it signed is worthless then. */
    private boolean opens(JooqTokens.SigningKey key) {
        try {
            secrets.open(key.secret());
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static @Nullable SignedJWT own(String text) {
        try {
            var token = SignedJWT.parse(text);
            var id = token.getHeader().getKeyID();
            return id != null && id.startsWith(OURS) ? token : null;
        } catch (ParseException e) {
            return null;
        }
    }

    private JWTClaimsSet checked(SignedJWT token) throws SignedTokens.Refused {
        var key =
                keys.get("all", all -> kept.signingKeys()).stream()
                        .filter(one -> one.id().equals(token.getHeader().getKeyID()))
                        .findFirst()
                        .or(() -> afresh(token.getHeader().getKeyID()))
                        .filter(this::opens)
                        .orElseThrow(OwnTokens::worthless);
        try {
            if (!token.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256)
                    || !token.verify(new MACVerifier(secrets.open(key.secret())))) {
                throw worthless();
            }
            var claims = token.getJWTClaimsSet();
            if (!claims.getAudience().contains(ISSUER)) {
                throw worthless();
            }
            if (!clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
                throw new SignedTokens.Refused(
                        "The token expired at %s. Fetch a new one."
                                .formatted(claims.getExpirationTime().toInstant()),
                        false);
            }
            var now = standing(claims);
            if (now.revoked()
                    || now.from().isEmpty()
                    || Instant.ofEpochMilli(claims.getLongClaim(ISSUED_MS))
                            .isBefore(now.from().get())) {
                throw worthless();
            }
            return claims;
        } catch (JOSEException | ParseException e) {
            throw worthless();
        }
    }

    /** Another instance may have made it a moment ago. */
    private Optional<JooqTokens.SigningKey> afresh(String id) {
        var all = kept.signingKeys();
        keys.put("all", all);
        return all.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private Standing standing(JWTClaimsSet claims) {
        return standing.get(
                claims.getJWTID(),
                id ->
                        new Standing(
                                kept.isRevoked(id),
                                kept.tokensFrom(claims.getSubject()),
                                accounts.named(claims.getSubject())
                                        .map(Accounts.Credentials::account)
                                        .filter(Account::enabled)));
    }

    private static SignedTokens.Refused worthless() {
        return new SignedTokens.Refused(
                "The token was not signed here, was changed, was revoked or is of an account that may not come in any more. Fetch a new one.",
                false);
    }
}
