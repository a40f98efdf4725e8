package io.oeeanalytics.production.ingest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** By which a file is known again. */
final class Fingerprint {
    private Fingerprint() {}

    /** Of the bytes and of all that decides what they become. */
    static String of(ImportRequest request) throws IOException {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            try (var in = new DigestInputStream(Files.newInputStream(request.file()), sha256)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            var format = request.format();
            var settings =
                    "%s|%s|%s|%s|%s|%s|%s|%s"
                            .formatted(
                                    format.kind(),
                                    format.charset(),
                                    format.separator(),
                                    format.decimalComma(),
                                    new TreeMap<>(format.columns()),
                                    new TreeMap<>(format.orders()),
                                    request.zone(),
                                    request.rules().stream().sorted().toList());
            sha256.update(settings.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
