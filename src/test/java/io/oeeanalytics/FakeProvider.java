package io.oeeanalytics;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.oeeanalytics.base.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider whose people are always signed in: it describes itself, sends codes and gives
 * tokens for them to the client it knows, once, to whoever has the verifier of their challenge.
 */
final class FakeProvider {
    static final String CLIENT = "oee";
    static final String SECRET = "secret of the client";

    private final HttpServer server;
    private final RSAKey key;
    private final RSAKey otherKey;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    private volatile String subject = "";
    private volatile Map<String, Object> claims = Map.of();
    private volatile UnaryOperator<JWTClaimsSet.Builder> change = UnaryOperator.identity();
    private volatile boolean forging;
    private volatile @Nullable CountDownLatch silence;
    private volatile boolean sendsOn;
    private final AtomicInteger sentOn = new AtomicInteger();

    FakeProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("1").algorithm(JWSAlgorithm.RS256).generate();
            otherKey = new RSAKeyGenerator(2048).keyID("1").generate();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (JOSEException | IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/.well-known/openid-configuration", this::describe);
        server.createContext(
                "/keys", call -> answer(call, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/authorise", this::authorise);
        server.createContext("/token", this::token);
        server.createContext(
                "/elsewhere",
                call -> {
                    sentOn.incrementAndGet();
                    answer(call, 400, "{}");
                });
        server.start();
    }

    String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    /** Whoever comes next is this person. */
    void is(String subject, Map<String, Object> claims) {
        this.subject = subject;
        this.claims = claims;
        this.change = UnaryOperator.identity();
        this.forging = false;
        this.sendsOn = false;
        speak();
    }

    /** Takes codes and says nothing of them, until it speaks. */
    void fallSilent() {
        silence = new CountDownLatch(1);
    }

    void speak() {
        var ending = silence;
        silence = null;
        if (ending != null) {
            ending.countDown();
        }
    }

    /** Wants codes, and the secret with them, somewhere else. */
    void sendOn() {
        sendsOn = true;
    }

    int sentOn() {
        return sentOn.get();
    }

    /** Something is wrong with the tokens from now on. */
    void change(UnaryOperator<JWTClaimsSet.Builder> change) {
        this.change = change;
    }

    /** Signs with a key that is not among those it shows. */
    void forge() {
        forging = true;
    }

    private void describe(HttpExchange call) throws IOException {
        answer(
                call,
                200,
                """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorise",
                 "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys",
                 "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"],
                 "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                 "code_challenge_methods_supported": ["S256"]}"""
                        .formatted(issuer()));
    }

    private void authorise(HttpExchange call) throws IOException {
        var asked = parameters(call.getRequestURI().getRawQuery());
        boolean right =
                "code".equals(asked.get("response_type"))
                        && CLIENT.equals(asked.get("client_id"))
                        && List.of(asked.getOrDefault("scope", "").split(" ", -1))
                                .contains("openid")
                        && "S256".equals(asked.get("code_challenge_method"))
                        && asked.containsKey("code_challenge")
                        && asked.containsKey("state")
                        && asked.containsKey("nonce");
        if (!right) {
            answer(call, 400, asked.toString());
            return;
        }
        var code = UUID.randomUUID().toString();
        codes.put(code, asked);
        call.getResponseHeaders()
                .add(
                        "Location",
                        asked.get("redirect_uri") + "?code=" + code + "&state=" + state(asked));
        answer(call, 302, "");
    }

    private static String state(Map<String, String> asked) {
        return URLEncoder.encode(String.valueOf(asked.get("state")), StandardCharsets.UTF_8);
    }

    private void token(HttpExchange call) throws IOException {
        var silent = silence;
        if (silent != null) {
            try {
                silent.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (sendsOn) {
            call.getResponseHeaders().add("Location", issuer() + "/elsewhere");
            answer(call, 307, "");
            return;
        }
        var sent =
                parameters(
                        new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var asked = codes.remove(sent.getOrDefault("code", ""));
        if (asked == null
                || !isClient(call)
                || !"authorization_code".equals(sent.get("grant_type"))
                || !Objects.equals(asked.get("redirect_uri"), sent.get("redirect_uri"))
                || !Objects.equals(
                        asked.get("code_challenge"),
                        challenge(sent.getOrDefault("code_verifier", "")))) {
            answer(call, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        answer(
                call,
                200,
                "{\"access_token\": \"x\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \"%s\"}"
                        .formatted(signed(String.valueOf(asked.get("nonce")))));
    }

    private String signed(String nonce) {
        var now = Instant.now();
        var told =
                new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience(CLIENT)
                        .subject(subject)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("nonce", nonce);
        claims.forEach(told::claim);
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(),
                        change.apply(told).build());
        try {
            token.sign(new RSASSASigner(forging ? otherKey : key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    /** RFC 6749, 2.3.1: name and secret are form-encoded before they are joined. */
    private static boolean isClient(HttpExchange call) {
        var header = String.valueOf(call.getRequestHeaders().getFirst("Authorization"));
        var parts =
                new String(
                                Base64.getDecoder().decode(header.replaceFirst("^Basic ", "")),
                                StandardCharsets.UTF_8)
                        .split(":", 2);
        return parts.length == 2
                && decoded(parts[0]).equals(CLIENT)
                && decoded(parts[1]).equals(SECRET);
    }

    /** RFC 7636, 4.2. */
    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier));
    }

    private static Map<String, String> parameters(String text) {
        var parameters = new HashMap<String, String>();
        for (var pair : text.split("&", -1)) {
            int at = pair.indexOf('=');
            parameters.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange call, int status, String text) throws IOException {
        try (call) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            call.getResponseBody().write(bytes);
        }
    }
}
