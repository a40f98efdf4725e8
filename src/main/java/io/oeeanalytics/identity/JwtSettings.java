package io.oeeanalytics.identity;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.stereotype.Component;

/** Whose signed tokens are taken; without an issuer, an address of keys or a key, nobody's. */
@Component
record JwtSettings(
        @Nullable String issuer,
        @Nullable String keysAt,
        @Nullable RSAPublicKey key,
        String audience) {
    @Autowired
    JwtSettings(
            @Value("${oee.jwt.issuer-uri:}") String issuer,
            @Value("${oee.jwt.jwk-set-uri:}") String keysAt,
            @Value("${oee.jwt.public-key:}") String keyFile,
            @Value("${oee.jwt.audience:oee-analytics}") String audience) {
        this(
                set(issuer).map(one -> address("oee.jwt.issuer-uri", one).toString()).orElse(null),
                set(keysAt).map(one -> address("oee.jwt.jwk-set-uri", one).toString()).orElse(null),
                set(keyFile).map(JwtSettings::key).orElse(null),
                audience);
    }

    JwtSettings {
        if (key != null && keysAt != null) {
            throw new IllegalArgumentException(
                    "set oee.jwt.public-key or oee.jwt.jwk-set-uri, not both");
        }
        boolean taken = issuer != null || keysAt != null || key != null;
        if (taken && audience.isBlank()) {
            throw new IllegalArgumentException(
                    "oee.jwt.audience is empty: tokens made for anybody would be taken");
        }
    }

    boolean areTaken() {
        return issuer != null || keysAt != null || key != null;
    }

    /** Keys that came over an open line could be anybody's. */
    static URI address(String setting, String text) {
        var address = URI.create(text);
        var host = String.valueOf(address.getHost());
        boolean here = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        if (!"https".equals(address.getScheme()) && !("http".equals(address.getScheme()) && here)) {
            throw new IllegalArgumentException(
                    "%s is an address that begins with https:// (http:// only on this machine), not '%s'"
                            .formatted(setting, text));
        }
        return address;
    }

    private static Optional<String> set(String value) {
        return Optional.of(value.strip()).filter(text -> !text.isEmpty());
    }

    private static RSAPublicKey key(String file) {
        try (var in = Files.newInputStream(Path.of(file))) {
            return Optional.ofNullable(RsaKeyConverters.x509().convert(in)).orElseThrow();
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "oee.jwt.public-key names a file with an RSA public key in PEM (BEGIN PUBLIC KEY); '%s' cannot be read as one"
                            .formatted(file),
                    e);
        }
    }
}
