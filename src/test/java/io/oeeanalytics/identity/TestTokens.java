package io.oeeanalytics.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** An identity provider on this machine, and what it and others sign. */
public final class TestTokens {
    private TestTokens() {}

    public static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static RSAKey renamed(RSAKey key, String id) {
        return new RSAKey.Builder(key).keyID(id).build();
    }

    public static String signed(RSAKey key, JWTClaimsSet claims) {
        return signed(key, JWSAlgorithm.RS256, "JWT", claims);
    }

    static String signed(RSAKey key, JWSAlgorithm algorithm, String type, JWTClaimsSet claims) {
        try {
            var token =
                    new SignedJWT(
                            new JWSHeader.Builder(algorithm)
                                    .keyID(key.getKeyID())
                                    .type(new JOSEObjectType(type))
                                    .build(),
                            claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String bySecret(byte[] secret, JWTClaimsSet claims) {
        try {
            var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(RSAKey key) {
        try {
            return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                    .formatted(
                            Base64.getMimeEncoder()
                                    .encodeToString(key.toRSAPublicKey().getEncoded()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Describes itself and its keys, and counts how often it was asked. */
    public static HttpServer provider(
            Supplier<JWKSet> keys, IntSupplier status, AtomicInteger asked) {
        var server = here();
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> {
                    asked.incrementAndGet();
                    answer(
                            exchange,
                            status.getAsInt(),
                            "{\"issuer\": \"%1$s\", \"jwks_uri\": \"%1$s/keys\"}"
                                    .formatted(issuer(server)));
                });
        server.createContext(
                "/keys",
                exchange -> answer(exchange, status.getAsInt(), keys.get().toString(true)));
        server.start();
        return server;
    }

    private static HttpServer here() {
        try {
            return HttpServer.create(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String issuer(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
