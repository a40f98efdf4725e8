package io.oeeanalytics.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** nginx with the shipped configuration, in front of instances on loopback. */
final class Front {
    private static final Path ROOT = Path.of("").toAbsolutePath();

    private final Path folder;
    private final Path certificate;
    private final Map<String, Integer> ports;

    Front(Path folder, Map<String, Integer> ports) {
        this.folder = folder;
        this.certificate = folder.resolve("fullchain.pem");
        this.ports = ports;
    }

    /** Its certificate is made for it. */
    Process start(Path log) throws IOException {
        var shipped = ROOT.resolve("nginx");
        var own = folder.resolve("nginx");
        try (var files = Files.walk(shipped)) {
            for (var file : files.toList()) {
                Files.copy(
                        file,
                        own.resolve(shipped.relativize(file).toString()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.createDirectories(own.resolve("run"));
        var key = folder.resolve("privkey.pem");
        Programs.run(
                List.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString()),
                Map.of());
        var conf = own.resolve("conf");
        Files.writeString(
                conf.resolve("listen_http.conf"), "listen %d;".formatted(ports.get("http")));
        Files.writeString(
                conf.resolve("listen_https.conf"),
                "listen %d ssl http2;".formatted(ports.get("https")));
        Files.writeString(
                conf.resolve("listen_check.conf"),
                "listen 127.0.0.1:%d;".formatted(ports.get("check")));
        Files.writeString(
                conf.resolve("server_name.conf"),
                "server_name localhost;\nset $public_port %d;\n".formatted(ports.get("https")));
        Files.writeString(
                conf.resolve("certificates.conf"),
                "ssl_certificate %s; ssl_certificate_key %s;".formatted(certificate, key));
        Files.writeString(conf.resolve("acme.conf"), "root %s;".formatted(folder));
        instances(List.of());
        return Programs.start(
                List.of(
                        Programs.find("nginx").toString(),
                        "-p",
                        own + "/",
                        "-c",
                        own.resolve("nginx.conf").toString(),
                        "-g",
                        "daemon off;"),
                Map.of(),
                log);
    }

    /** As deploy.sh writes it, with addresses on loopback. */
    void instances(List<String> leaving) throws IOException {
        var text =
                Programs.run(
                        List.of(
                                "bash",
                                "-c",
                                ". '%s'; instances_conf 2 %s"
                                        .formatted(
                                                ROOT.resolve("db/operations.sh"),
                                                String.join(" ", leaving))),
                        Map.of());
        for (var name : Topology.WEB) {
            text = text.replace(name + ":8080 resolve", "127.0.0.1:" + ports.get(name));
        }
        Files.writeString(
                folder.resolve("nginx/conf/instances.conf"),
                text.lines()
                        .filter(line -> !line.startsWith("resolver"))
                        .collect(Collectors.joining("\n")));
    }

    /** Whoever trusts that certificate. */
    SSLContext trusting() {
        try (var in = Files.newInputStream(certificate)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "drill", CertificateFactory.getInstance("X.509").generateCertificate(in));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
