package io.oeeanalytics;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Debian's mosquitto on two free ports, one of them encrypted, keeping its sessions on disk; it
 * asks for a password.
 */
public final class Mosquitto implements AutoCloseable {
    public static final String USER = "oee";
    public static final String PASSWORD = "a secret: 50%";

    private final Path folder;
    private final int port;
    private final int encryptedPort;
    private @Nullable Process process;

    public Mosquitto(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = folder;
        this.port = FreePorts.next();
        this.encryptedPort = FreePorts.next();
        writeCertificate();
        Files.writeString(folder.resolve("passwords"), USER + ":" + digest(PASSWORD) + "\n");
        Files.writeString(
                folder.resolve("mosquitto.conf"),
                """
                listener %d 127.0.0.1
                listener %d 127.0.0.1
                certfile %s/broker.pem
                keyfile %s/key.pem
                allow_anonymous false
                password_file %s/passwords
                persistence true
                persistence_location %s/
                autosave_on_changes true
                autosave_interval 1
                max_queued_messages 0
                log_dest stderr
                """
                                .formatted(port, encryptedPort, folder, folder, folder, folder)
                        // Started by root it would become another user, who may not read the
                        // folder.
                        + (System.getProperty("user.name").equals("root") ? "user root\n" : ""));
    }

    public int port() {
        return port;
    }

    int encryptedPort() {
        return encryptedPort;
    }

    /** Of the broker, signed by itself. */
    Path certificate() {
        return folder.resolve("broker.pem");
    }

    public void start() throws IOException {
        process =
                new ProcessBuilder(program(), "-c", folder.resolve("mosquitto.conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("mosquitto.log").toFile()))
                        .start();
        await().atMost(Duration.ofSeconds(20)).until(this::isListening);
    }

    /** With SIGKILL: it has no chance to write anything down. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private boolean isListening() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("mosquitto ended; see " + folder + "/mosquitto.log");
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String program() {
        var named = System.getenv("OEE_MOSQUITTO");
        return named != null && !named.isEmpty()
                ? named
                : Stream.of(
                                "/usr/sbin/mosquitto",
                                "/usr/local/sbin/mosquitto",
                                "/usr/bin/mosquitto")
                        .filter(program -> Files.isExecutable(Path.of(program)))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "mosquitto is missing: ./test.sh brings it, or set OEE_MOSQUITTO"));
    }

    private void writeCertificate()
            throws IOException, GeneralSecurityException, InterruptedException {
        var file = folder.resolve("broker.p12");
        int made =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "broker",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=broker",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "of a test",
                                "-keystore",
                                file.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (made != 0) {
            throw new IllegalStateException("keytool ended with " + made);
        }
        var store = KeyStore.getInstance(file.toFile(), "of a test".toCharArray());
        Files.writeString(
                certificate(), pem("CERTIFICATE", store.getCertificate("broker").getEncoded()));
        Files.writeString(
                folder.resolve("key.pem"),
                pem("PRIVATE KEY", store.getKey("broker", "of a test".toCharArray()).getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(what, Base64.getMimeEncoder().encodeToString(content), what);
    }

    /** As mosquitto_passwd writes it. */
    private static String digest(String password) throws GeneralSecurityException {
        var salt = "twelve bytes".getBytes(StandardCharsets.UTF_8);
        var key =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                        .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 101, 512))
                        .getEncoded();
        var base64 = Base64.getEncoder();
        return "$7$101$%s$%s".formatted(base64.encodeToString(salt), base64.encodeToString(key));
    }
}
