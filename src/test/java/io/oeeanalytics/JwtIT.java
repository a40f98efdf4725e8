package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.sun.net.httpserver.HttpServer;
import io.oeeanalytics.identity.TestTokens;
import io.oeeanalytics.plant.PlantSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Other systems come in with tokens of an identity provider. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class JwtIT {
    private static final RSAKey KEY = TestTokens.key("key");
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final HttpServer PROVIDER =
            TestTokens.provider(() -> new JWKSet(KEY), () -> 200, ASKED);

    @LocalServerPort private int port;
    @Autowired private PlantSetup setup;
    @Autowired private Clock clock;

    @DynamicPropertySource
    static void theProviderAndAnOwnDataFolder(DynamicPropertyRegistry properties)
            throws IOException {
        var folder = Files.createTempDirectory("oee-jwt").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add("oee.jwt.issuer-uri", () -> TestTokens.issuer(PROVIDER));
        properties.add("oee.jwt.audience", () -> "press-hall");
    }

    @AfterAll
    static void stop() {
        PROVIDER.stop(0);
    }

    @BeforeEach
    void aLine() {
        setup.openLine(setup.siteIn(ZoneId.of("UTC")), "JWT-1", "JWT-1");
    }

    private JWTClaimsSet.Builder claims(String scope) {
        return new JWTClaimsSet.Builder()
                .issuer(TestTokens.issuer(PROVIDER))
                .subject("gateway-7")
                .audience("press-hall")
                .claim("scope", scope)
                .expirationTime(Date.from(clock.instant().plusSeconds(300)));
    }

    private ApiClient with(String token) {
        return new ApiClient(port, token);
    }

    private ApiClient.Answer read(JWTClaimsSet.Builder claims) {
        return with(TestTokens.signed(KEY, claims.build())).get("/api/v1/plant");
    }

    @Test
    void its_subject_is_the_source_of_what_it_tells() {
        var told =
                with(TestTokens.signed(KEY, claims("ingest").build()))
                        .post(
                                "/api/v1/events",
                                """
                                [{"key": "1", "line": "JWT-1", "type": "state", "at": "2026-03-16T08:00:00Z", "status": 1}]
                                """);
        var events =
                with(TestTokens.signed(KEY, claims("read").build()))
                        .get("/api/v1/events?line=JWT-1");

        assertThat(told.status()).as(told.text()).isEqualTo(202);
        assertThat(events.json().at("/items/0/source").stringValue()).isEqualTo("jwt gateway-7");
    }

    @Test
    void one_that_is_wrong_is_refused_with_its_reason() {
        refused(
                read(claims("read").expirationTime(Date.from(clock.instant().minusSeconds(90)))),
                "expired at");
        refused(read(claims("read").audience("somebody-else")), "it must be press-hall");
        refused(
                with(TestTokens.signed(TestTokens.key("key"), claims("read").build()))
                        .get("/api/v1/plant"),
                "not signed by a key of the issuer");
        refused(
                with(new PlainJWT(claims("read").build()).serialize()).get("/api/v1/plant"),
                "not signed");
        refused(
                with(TestTokens.bySecret(
                                new JWKSet(KEY).toString(true).getBytes(StandardCharsets.UTF_8),
                                claims("read").build()))
                        .get("/api/v1/plant"),
                "is signed by HS256");
    }

    private static void refused(ApiClient.Answer answer, String reason) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(answer.json().path("detail").stringValue()).contains(reason);
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("nimbus");
    }

    @Test
    void a_scope_that_is_missing_is_named() {
        var told =
                with(TestTokens.signed(KEY, claims("read").build())).post("/api/v1/events", "[]");
        var plant =
                with(TestTokens.signed(KEY, claims("ingest read").build()))
                        .put("/api/v1/plant", "application/json", "{}");
        var none = read(claims("openid"));

        assertThat(told.status()).isEqualTo(403);
        assertThat(told.text()).contains("needs the scope ingest").contains("has read");
        assertThat(told.header("WWW-Authenticate")).contains("scope=\"ingest\"");
        assertThat(plant.text()).contains("needs the scope admin").contains("has ingest, read");
        assertThat(none.text()).contains("needs the scope read").contains("has none");
        assertThat(
                        with(TestTokens.signed(KEY, claims("admin").build()))
                                .get("/api/v1/plant")
                                .status())
                .isEqualTo(200);
    }
}
