package io.oeeanalytics.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import io.oeeanalytics.identity.ApiKey.Scope;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/**
 * Knows who comes in with a token (JWT) that an identity provider signed. Only signatures by a
 * private key count: with a shared secret, who can check a token could make one.
 */
@Component
class SignedTokens {
    /**
     * What a token says of its bearer.
     *
     * @param sites whose rows the bearer reaches
     */
    record Bearer(String name, Set<Scope> scopes, SiteScope sites) {}

    /** Why a token opens nothing. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean passing;

        Refused(String reason, boolean passing) {
            super(reason);
            this.passing = passing;
        }

        /** Whether the same token may be taken later. */
        boolean isPassing() {
            return passing;
        }
    }

    /** Before their subjects: no key is named so. */
    static final String PREFIX = "jwt ";

    private static final Duration CLOCK_ERROR = Duration.ofSeconds(60);
    private static final int LONGEST_SUBJECT = 200;
    private static final List<String> TYPES = List.of("JWT", "at+jwt", "application/at+jwt");

    private final JwtSettings settings;
    private final Clock clock;
    private final Set<JWSAlgorithm> algorithms;
    private final @Nullable NimbusJwtDecoder decoder;

    SignedTokens(JwtSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        // A single key is an RSA key, and its file does not say more.
        var taken =
                settings.key() == null
                        ? EnumSet.allOf(SignatureAlgorithm.class)
                        : EnumSet.of(SignatureAlgorithm.RS256);
        this.algorithms =
                taken.stream()
                        .map(one -> JWSAlgorithm.parse(one.getName()))
                        .collect(Collectors.toUnmodifiableSet());
        this.decoder = settings.areTaken() ? decoder(settings, taken, clock) : null;
    }

    private static NimbusJwtDecoder decoder(
            JwtSettings settings, Set<SignatureAlgorithm> taken, Clock clock) {
        var decoder =
                settings.key() == null
                        ? NimbusJwtDecoder.withJwkSource(
                                        new IssuerKeys(settings.issuer(), settings.keysAt(), clock))
                                .jwsAlgorithms(names -> names.addAll(taken))
                                .build()
                        : NimbusJwtDecoder.withPublicKey(settings.key())
                                .signatureAlgorithm(SignatureAlgorithm.RS256)
                                .build();
        // What it claims is checked below, with words for each.
        decoder.setJwtValidator(jwt -> OAuth2TokenValidatorResult.success());
        return decoder;
    }

    Bearer bearer(String token) throws Refused {
        if (decoder == null) {
            throw refused("The key is unknown or was revoked, and no tokens (JWT) are taken here.");
        }
        var signed = signed(token);
        var header = signed.getHeader();
        if (!algorithms.contains(header.getAlgorithm())) {
            throw refused(
                    "The token is signed by %s; taken are %s."
                            .formatted(
                                    shown(header.getAlgorithm().getName()),
                                    algorithms.stream()
                                            .map(JWSAlgorithm::getName)
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
        }
        if (header.getType() != null
                && TYPES.stream().noneMatch(header.getType().getType()::equalsIgnoreCase)) {
            throw refused(
                    "The token is of type %s; an access token is JWT or at+jwt."
                            .formatted(shown(header.getType().getType())));
        }
        try {
            return bearer(decoder.decode(token));
        } catch (BadJwtException e) {
            throw refused("The token is not signed by a key of the issuer, or was changed.");
        } catch (JwtException e) {
            throw new Refused(
                    "The token cannot be checked: the issuer does not answer. Send the request again later; nothing was changed.",
                    true);
        }
    }

    private static SignedJWT signed(String token) throws Refused {
        try {
            if (JWTParser.parse(token) instanceof SignedJWT signed) {
                return signed;
            }
        } catch (ParseException e) {
            throw refused("What was sent is neither a known key (oee_…) nor a token (JWT).");
        }
        throw refused("The token is not signed.");
    }

    private Bearer bearer(Jwt jwt) throws Refused {
        var now = clock.instant();
        if (jwt.getExpiresAt() == null) {
            throw refused("The token never expires; it needs exp.");
        }
        if (now.isAfter(jwt.getExpiresAt().plus(CLOCK_ERROR))) {
            throw refused(
                    "The token expired at %s; the server's clock says %s. Fetch a new one."
                            .formatted(jwt.getExpiresAt(), now));
        }
        if (jwt.getNotBefore() != null && now.isBefore(jwt.getNotBefore().minus(CLOCK_ERROR))) {
            throw refused(
                    "The token counts only from %s on; the server's clock says %s."
                            .formatted(jwt.getNotBefore(), now));
        }
        if (settings.issuer() != null && !settings.issuer().equals(jwt.getClaimAsString("iss"))) {
            throw refused(
                    "The token's issuer (iss) is another than %s.".formatted(settings.issuer()));
        }
        if (jwt.getAudience() == null || !jwt.getAudience().contains(settings.audience())) {
            throw refused(
                    "The token was made for another audience (aud); it must be %s."
                            .formatted(settings.audience()));
        }
        var subject = jwt.getSubject();
        if (subject == null || !subject.matches("[^\\p{Cntrl}]{1,%d}".formatted(LONGEST_SUBJECT))) {
            throw refused(
                    "The token's subject (sub) must have 1 to %d characters: it names the source of what is sent."
                            .formatted(LONGEST_SUBJECT));
        }
        return new Bearer(PREFIX + subject, scopes(jwt), SiteScope.EVERYWHERE);
    }

    /** Those of others are no concern of ours. */
    private static Set<Scope> scopes(Jwt jwt) {
        return Stream.of("scope", "scp")
                .flatMap(claim -> words(jwt.getClaims().get(claim)))
                .flatMap(
                        word ->
                                Arrays.stream(Scope.values())
                                        .filter(scope -> scope.word().equals(word)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.strip().split("\\s+"));
            case Collection<?> several -> several.stream().map(String::valueOf);
            case null, default -> Stream.empty();
        };
    }

    /** A name out of a header anybody can write. */
    private static String shown(String name) {
        return name.replaceAll("[^\\w+/.-]", "?").substring(0, Math.min(20, name.length()));
    }

    private static Refused refused(String reason) {
        return new Refused(reason, false);
    }
}
