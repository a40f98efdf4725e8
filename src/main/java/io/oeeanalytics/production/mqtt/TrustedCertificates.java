package io.oeeanalytics.production.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of a plant's own authority, which Java does not know. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /** Trusts those in the file, in PEM, and no others. */
    static TrustManagerFactory read(Path file) {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null);
            int number = 0;
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(String.valueOf(number++), certificate);
            }
            if (number == 0) {
                throw new IllegalArgumentException(
                        "MQTT_CA_FILE %s has no certificate".formatted(file));
            }
            var trusted =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            return trusted;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "MQTT_CA_FILE %s cannot be read as certificates in PEM: %s"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
