package io.oeeanalytics.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.sun.net.httpserver.HttpServer;
import io.oeeanalytics.identity.ApiKey.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedTokensTest {
    private static final Instant NOW = Instant.parse("2026-03-16T08:00:00Z");
    private static final RSAKey KEY = TestTokens.key("first");
    private static final RSAKey OTHER = TestTokens.key("second");

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer provider;
    private volatile JWKSet published = new JWKSet(KEY);
    private volatile int status = 200;
    private Instant now = NOW;
    private String issuer = "";

    private final Clock clock =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };

    @BeforeEach
    void aProvider() {
        provider = TestTokens.provider(() -> published, () -> status, asked);
        issuer = TestTokens.issuer(provider);
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    private SignedTokens tokens() {
        return new SignedTokens(new JwtSettings(issuer, "", "", "oee-analytics"), clock);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject("gateway 7")
                .audience(List.of("other", "oee-analytics"))
                .claim("scope", "openid ingest read")
                .expirationTime(Date.from(NOW.plusSeconds(300)));
    }

    private String signed(JWTClaimsSet.Builder claims) {
        return TestTokens.signed(KEY, claims.build());
    }

    private void refused(String token, String reason) {
        assertThatThrownBy(() -> tokens().bearer(token))
                .isInstanceOfSatisfying(
                        SignedTokens.Refused.class, e -> assertThat(e.isPassing()).isFalse())
                .hasMessageContaining(reason);
    }

    @Test
    void a_token_of_the_provider_is_taken_with_its_scopes() throws Exception {
        var bearer = tokens().bearer(signed(claims()));

        assertThat(bearer.name()).isEqualTo("jwt gateway 7");
        assertThat(bearer.scopes()).containsExactlyInAnyOrder(Scope.INGEST, Scope.READ);
    }

    @Test
    void scopes_stand_in_scope_or_scp_as_words_or_as_a_list() throws Exception {
        var list = claims().claim("scope", null).claim("scp", List.of("admin", "read"));
        var words = claims().claim("scope", null).claim("scp", " read  ");
        var none = claims().claim("scope", "READ administer").claim("scp", 7);

        assertThat(tokens().bearer(signed(list)).scopes())
                .containsExactlyInAnyOrder(Scope.ADMIN, Scope.READ);
        assertThat(tokens().bearer(signed(words)).scopes()).containsExactly(Scope.READ);
        assertThat(tokens().bearer(signed(none)).scopes()).isEmpty();
    }

    @Test
    void its_time_its_issuer_its_audience_and_its_subject_are_looked_at() throws Exception {
        refused(signed(claims().expirationTime(Date.from(NOW.minusSeconds(61)))), "expired at");
        refused(signed(claims().expirationTime(null)), "never expires");
        refused(signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(61)))), "counts only from");
        refused(signed(claims().issuer("https://elsewhere")), "issuer (iss)");
        refused(signed(claims().audience("somebody-else")), "another audience");
        refused(signed(claims().audience((String) null)), "another audience");
        refused(signed(claims().subject(null)), "subject (sub)");
        refused(signed(claims().subject("a\nb")), "subject (sub)");
        refused(signed(claims().subject("x".repeat(201))), "subject (sub)");
        assertThat(
                        tokens().bearer(
                                        signed(
                                                claims().expirationTime(
                                                                Date.from(NOW.minusSeconds(59)))
                                                        .notBeforeTime(
                                                                Date.from(NOW.plusSeconds(59))))))
                .isNotNull();
    }

    @Test
    void a_signature_counts_only_by_a_key_of_the_provider() {
        var stranger = TestTokens.key("first");

        refused(TestTokens.signed(OTHER, claims().build()), "not signed by a key of the issuer");
        refused(TestTokens.signed(stranger, claims().build()), "not signed by a key of the issuer");
        var token = signed(claims());
        var parts = token.split("\\.");
        var more =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(
                                new String(
                                                Base64.getUrlDecoder().decode(parts[1]),
                                                StandardCharsets.UTF_8)
                                        .replace("ingest", "admin ")
                                        .getBytes(StandardCharsets.UTF_8));
        refused(parts[0] + "." + more + "." + parts[2], "was changed");
        refused(parts[0] + "." + parts[1] + ".", "");
    }

    @Test
    void no_signature_and_no_shared_secret_is_taken() throws Exception {
        refused(new PlainJWT(claims().build()).serialize(), "not signed");
        // Who takes the public key for a secret can be told anything by anybody.
        refused(
                TestTokens.bySecret(KEY.toRSAPublicKey().getEncoded(), claims().build()),
                "is signed by HS256; taken are");
        refused("oee-typo", "neither a known key (oee_…) nor a token");
        refused("a.b.c", "neither a known key");
        refused(
                TestTokens.signed(KEY, JWSAlgorithm.RS256, "logout+jwt", claims().build()),
                "is of type logout+jwt");
    }

    @Test
    void an_access_token_of_rfc_9068_is_taken() throws Exception {
        assertThat(
                        tokens().bearer(
                                        TestTokens.signed(
                                                KEY,
                                                JWSAlgorithm.PS256,
                                                "at+jwt",
                                                claims().build()))
                                .name())
                .isEqualTo("jwt gateway 7");
    }

    @Test
    void a_provider_that_is_away_is_asked_when_a_token_comes_and_again_later() throws Exception {
        status = 500;
        var tokens = tokens();
        assertThat(asked).hasValue(0);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> tokens.bearer(signed(claims())))
                    .isInstanceOfSatisfying(
                            SignedTokens.Refused.class, e -> assertThat(e.isPassing()).isTrue())
                    .hasMessageContaining("the issuer does not answer");
        }
        assertThat(asked).as("questions while it is away").hasValue(1);
        status = 200;
        now = now.plusSeconds(10);
        assertThat(tokens.bearer(signed(claims()))).isNotNull();
        status = 500;
        now = now.plusSeconds(200);
        assertThat(tokens.bearer(signed(claims()))).as("by the keys known last").isNotNull();
    }

    /**
     * Whoever holds a corner of the provider's pages could otherwise lead us to keys of her own.
     */
    @Test
    void a_provider_that_sends_elsewhere_is_not_followed() throws Exception {
        var elsewhere = TestTokens.provider(() -> new JWKSet(KEY), () -> 200, new AtomicInteger());
        provider.removeContext("/keys");
        provider.createContext(
                "/keys",
                exchange -> {
                    exchange.getResponseHeaders()
                            .add("Location", TestTokens.issuer(elsewhere) + "/keys");
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        try {
            assertThatThrownBy(() -> tokens().bearer(signed(claims())))
                    .isInstanceOf(SignedTokens.Refused.class)
                    .hasMessageContaining("the issuer does not answer");
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void a_new_key_is_fetched_and_made_up_ones_do_not_make_us_ask_for_ever() throws Exception {
        var tokens = tokens();
        tokens.bearer(signed(claims()));
        int first = asked.get();
        published = new JWKSet(OTHER);
        now = now.plus(Duration.ofSeconds(11));

        assertThat(tokens.bearer(TestTokens.signed(OTHER, claims().build()))).isNotNull();
        int second = asked.get();
        for (int i = 0; i < 20; i++) {
            var madeUp =
                    TestTokens.signed(TestTokens.renamed(KEY, "made up " + i), claims().build());
            assertThatThrownBy(() -> tokens.bearer(madeUp)).hasMessageContaining("not signed by");
        }

        assertThat(second).isGreaterThan(first);
        assertThat(asked).hasValue(second);
    }

    @Test
    void a_key_in_a_file_is_enough(@TempDir Path folder) throws Exception {
        var file = folder.resolve("key.pem");
        Files.writeString(file, TestTokens.pem(KEY));
        var settings = new JwtSettings("", "", file.toString(), "oee-analytics");
        var tokens = new SignedTokens(settings, clock);

        assertThat(tokens.bearer(signed(claims())).name()).isEqualTo("jwt gateway 7");
        assertThatThrownBy(() -> tokens.bearer(TestTokens.signed(OTHER, claims().build())))
                .hasMessageContaining("not signed by");
        assertThatThrownBy(
                        () ->
                                tokens.bearer(
                                        TestTokens.bySecret(
                                                TestTokens.pem(KEY)
                                                        .getBytes(StandardCharsets.UTF_8),
                                                claims().build())))
                .hasMessageContaining("is signed by HS256; taken are RS256");
        assertThat(asked).hasValue(0);
    }

    @Test
    void settings_that_cannot_be_meant_are_refused_by_name(@TempDir Path folder) {
        assertThatThrownBy(() -> new JwtSettings("http://login.example.com", "", "", "a"))
                .hasMessageContaining("oee.jwt.issuer-uri")
                .hasMessageContaining("https://");
        assertThatThrownBy(() -> new JwtSettings("", "", folder.resolve("none").toString(), "a"))
                .hasMessageContaining("oee.jwt.public-key");
        assertThatThrownBy(() -> new JwtSettings("https://login.example.com", "", "", " "))
                .hasMessageContaining("oee.jwt.audience");
    }

    @Test
    void without_a_provider_no_token_is_taken() {
        var none = new SignedTokens(new JwtSettings("", "", "", "oee-analytics"), clock);

        assertThatThrownBy(() -> none.bearer(signed(claims())))
                .hasMessageContaining("no tokens (JWT) are taken here");
    }
}
