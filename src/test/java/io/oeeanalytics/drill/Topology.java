package io.oeeanalytics.drill;

import io.oeeanalytics.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What deploy.sh sets up in containers, as processes on loopback. */
final class Topology implements AutoCloseable {
    static final Duration START = Duration.ofMinutes(4);
    static final List<String> WEB = List.of("app1", "app2");
    private static final String WORKER = "worker";
    private static final Path ROOT = Path.of("").toAbsolutePath();

    private final Path folder;
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final SSLContext trusting;
    private final HttpClient house = HttpClient.newHttpClient();

    /** The administrator that the command opened. */
    final String administratorPassword;

    private Topology() throws IOException {
        folder = Files.createTempDirectory("oee-topology");
        // PostgreSQL and nginx work as others.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var name : List.of("postgres", "redis", "https", "http", "check")) {
            ports.put(name, FreePorts.next());
        }
        for (var name : List.of("app1", "app2", WORKER)) {
            ports.put(name, FreePorts.next());
            ports.put(name + "-house", FreePorts.next());
        }
        secrets();
        postgres();
        startRedis();
        command("migrate");
        administratorPassword = command("first-administrator").strip().split(" / ")[1];
        WEB.forEach(this::start);
        start(WORKER);
        trusting = nginx();
        WEB.forEach(this::awaitReady);
        awaitReady(WORKER);
    }

    static Topology up() {
        try {
            return new Topology();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address(String path) {
        return URI.create("https://localhost:" + ports.get("https") + path);
    }

    Path folder() {
        return folder;
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** A client that trusts the certificate; from an address of its own, since limits go by it. */
    HttpClient.Builder client(int number) {
        try {
            return HttpClient.newBuilder()
                    .sslContext(trusting)
                    .localAddress(
                            InetAddress.getByAddress(
                                    new byte[] {
                                        127, 1, (byte) (number / 250), (byte) (1 + number % 250)
                                    }))
                    .connectTimeout(Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- the database

    private void secrets() throws IOException {
        var secrets = Files.createDirectories(folder.resolve("secrets"));
        for (var name :
                List.of(
                        "DATABASE_PASSWORD",
                        "DATABASE_MIGRATE_PASSWORD",
                        "DATABASE_READ_PASSWORD")) {
            Files.writeString(secrets.resolve(name), "drill-" + name);
        }
        Files.writeString(
                secrets.resolve("SECRET_KEY"), "of a drill, and long enough for that purpose");
    }

    private void postgres() throws IOException {
        var data = folder.resolve("postgres");
        Programs.run(
                List.of(
                        "bash",
                        "-c",
                        "mkdir '%1$s'; [ \"$(id -u)\" != 0 ] || chown postgres '%1$s'"
                                .formatted(data)),
                Map.of());
        Programs.run(
                Programs.asPostgres(
                        List.of(
                                Programs.find("initdb").toString(),
                                "-D",
                                data.toString(),
                                "-U",
                                "postgres",
                                "--auth=trust",
                                "--encoding=UTF8")),
                Map.of());
        startPostgres();
        Programs.run(
                List.of("bash", ROOT.resolve("db/roles.sh").toString()),
                Map.of(
                        "OEE_SECRETS",
                        folder.resolve("secrets").toString(),
                        "PGHOST",
                        "127.0.0.1",
                        "PGPORT",
                        ports.get("postgres").toString(),
                        "PGUSER",
                        "postgres"));
    }

    void startPostgres() {
        server(
                "start",
                "-t",
                "60",
                "-l",
                folder.resolve("postgres/server.log").toString(),
                "-o",
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=120"
                        .formatted(ports.get("postgres")));
    }

    void stopPostgres() {
        server("stop", "-m", "fast");
    }

    private void server(String act, String... words) {
        var command =
                new ArrayList<>(
                        List.of(
                                Programs.find("pg_ctl").toString(),
                                act,
                                "-D",
                                folder.resolve("postgres").toString(),
                                "-w"));
        command.addAll(List.of(words));
        Programs.run(Programs.asPostgres(command), Map.of());
    }

    /** As the superuser, for what a drill wants to know. */
    Connection database() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/oee_analytics?user=postgres"
                        .formatted(ports.get("postgres")));
    }

    Connection as(String role, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/oee_analytics".formatted(ports.get("postgres")),
                role,
                password);
    }

    long count(String question) {
        try (var connection = database();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- Redis

    void startRedis() {
        try {
            processes.put(
                    "redis",
                    Programs.start(
                            List.of(
                                    Programs.find("redis-server").toString(),
                                    "--port",
                                    ports.get("redis").toString(),
                                    "--bind",
                                    "127.0.0.1",
                                    "--save",
                                    "",
                                    "--dir",
                                    folder.toString()),
                            Map.of(),
                            log("redis")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // --- instances

    private Map<String, String> settings(String name) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("OEE_SECRETS", folder.resolve("secrets").toString());
        settings.put(
                "DATABASE_URL",
                "postgresql://oee_app@127.0.0.1:%d/oee_analytics".formatted(ports.get("postgres")));
        settings.put(
                "DATABASE_MIGRATE_URL",
                "postgresql://oee_owner@127.0.0.1:%d/oee_analytics"
                        .formatted(ports.get("postgres")));
        settings.put("REDIS_URL", "redis://127.0.0.1:" + ports.get("redis"));
        settings.put("OEE_DATA", folder.resolve("data-" + name).toString());
        settings.put("OEE_OLDEST_EVENT_DAYS", "0");
        settings.put("OEE_LOG_FORMAT", "json");
        settings.put("OEE_MIGRATE", "false");
        settings.put("OEE_JOB_THREADS", name.equals(WORKER) ? "2" : "0");
        if (WEB.contains(name)) {
            settings.put("OEE_INSTANCE", name);
        } else {
            settings.put("SPRING_PROFILES_ACTIVE", WORKER);
        }
        if (ports.containsKey(name)) {
            settings.put("SERVER_PORT", ports.get(name).toString());
            settings.put("OEE_MANAGEMENT_PORT", ports.get(name + "-house").toString());
        }
        return settings;
    }

    private static List<String> java() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xmx640m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        var classpath = System.getProperty("oee.drill.classpath", "");
        if (classpath.isEmpty()) {
            var app = ROOT.resolve("target/app");
            if (Files.exists(app.resolve("classes.aot"))) {
                command.add("-XX:AOTCache=" + app.resolve("classes.aot"));
            }
            command.addAll(List.of("-jar", app.resolve("oee-analytics.jar").toString()));
        } else {
            command.addAll(List.of("-cp", classpath, "io.oeeanalytics.Application"));
        }
        return command;
    }

    String command(String... words) {
        var command = java();
        command.addAll(List.of(words));
        try {
            var builder = new ProcessBuilder(command).redirectError(log("commands").toFile());
            builder.environment().putAll(settings("commands"));
            if (words[0].equals("migrate")) {
                // As in production, where only the owner's password is there.
                builder.environment().remove("DATABASE_URL");
                builder.environment().put("OEE_SECRETS", ownersSecrets().toString());
            }
            var process = builder.start();
            var text = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "%s failed: %s %s"
                                .formatted(
                                        List.of(words), text, Files.readString(log("commands"))));
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path ownersSecrets() throws IOException {
        var secrets = Files.createDirectories(folder.resolve("secrets-of-the-owner"));
        Files.copy(
                folder.resolve("secrets/DATABASE_MIGRATE_PASSWORD"),
                secrets.resolve("DATABASE_MIGRATE_PASSWORD"),
                StandardCopyOption.REPLACE_EXISTING);
        return secrets;
    }

    void start(String name) {
        try {
            processes.put(name, Programs.start(java(), settings(name), log(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady(String name) {
        Programs.await(
                () -> "%s is ready; its last words: %s".formatted(name, lastWords(name)),
                START,
                () -> {
                    if (!processes.get(name).isAlive()) {
                        throw new AssertionError(
                                "%s ended instead of starting; its last words: %s"
                                        .formatted(name, lastWords(name)));
                    }
                    return health(name, "ready") == 200;
                });
    }

    /** What is left for the report when the folder is gone. */
    private String lastWords(String name) {
        try {
            var text = Files.readString(log(name));
            return text.substring(Math.max(0, text.length() - 3000));
        } catch (IOException e) {
            return "none";
        }
    }

    /** Status, or 0 where nobody answers. */
    int health(String name, String group) {
        try {
            return house.send(
                            HttpRequest.newBuilder(house(name, "/actuator/health/" + group))
                                    .timeout(Duration.ofSeconds(4))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** The sum of a meter's series; empty labels: all of them. */
    double meter(String name, String meter, String labels) {
        try {
            var text =
                    house.send(
                                    HttpRequest.newBuilder(house(name, "/actuator/prometheus"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            return text.lines()
                    .filter(line -> line.matches(meter + "[{ ].*") && line.contains(labels))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private URI house(String name, String path) {
        return URI.create("http://127.0.0.1:" + ports.get(name + "-house") + path);
    }

    void kill(String name) {
        processes.get(name).destroyForcibly();
        Programs.await(name + " is dead", START, () -> !processes.get(name).isAlive());
    }

    /**
     * SIGTERM, as an update does it.
     *
     * @return how long it took to leave
     */
    Duration leave(String name) {
        var began = System.nanoTime();
        Programs.stop(processes.get(name), Duration.ofMinutes(1));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    // --- nginx

    private SSLContext nginx() throws IOException {
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
        var certificate = folder.resolve("fullchain.pem");
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
        processes.put(
                "nginx",
                Programs.start(
                        List.of(
                                Programs.find("nginx").toString(),
                                "-p",
                                own + "/",
                                "-c",
                                own.resolve("nginx.conf").toString(),
                                "-g",
                                "daemon off;"),
                        Map.of(),
                        log("nginx")));
        return trust(certificate);
    }

    /** As deploy.sh writes it, with addresses on loopback. */
    private void instances(List<String> leaving) throws IOException {
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
        for (var name : WEB) {
            text = text.replace(name + ":8080 resolve", "127.0.0.1:" + ports.get(name));
        }
        Files.writeString(
                folder.resolve("nginx/conf/instances.conf"),
                text.lines()
                        .filter(line -> !line.startsWith("resolver"))
                        .collect(Collectors.joining("\n")));
    }

    /** Takes instances out of the pool, or none. */
    void drain(String... leaving) {
        try {
            instances(List.of(leaving));
            new ProcessBuilder("kill", "-HUP", String.valueOf(processes.get("nginx").pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SSLContext trust(Path certificate) {
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

    @Override
    public void close() {
        processes.values().forEach(Process::destroy);
        for (var process : processes.values()) {
            Programs.stop(process, Duration.ofSeconds(40));
        }
        stopPostgres();
    }
}
