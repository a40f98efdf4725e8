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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What deploy.sh sets up in containers, as processes on loopback. */
final class Topology implements AutoCloseable {
    static final Duration START = Duration.ofMinutes(4);
    static final List<String> WEB = List.of("app1", "app2");
    static final String WORKER = "worker";

    /** Not started by itself. */
    static final String SECOND_WORKER = "worker2";

    private static final Path ROOT = Path.of("").toAbsolutePath();

    private final Path folder;
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final Front front;
    private final HttpClient house = HttpClient.newHttpClient();
    private final Site site;

    /** The administrator that the command opened. */
    final String administratorPassword;

    /** To the database and to Redis, where the site has them. */
    private final Map<String, FaultyLine> lines = new LinkedHashMap<>();

    /**
     * How a drill's machines differ from the usual ones.
     *
     * @param databaseFolder where PostgreSQL's files lie; empty: with everything else
     * @param faultyLines whether instances reach PostgreSQL and Redis over lines that can be spoilt
     * @param settings of each instance, besides the usual ones
     */
    record Site(
            Optional<Path> databaseFolder,
            boolean faultyLines,
            Map<String, Map<String, String>> settings) {
        static final Site USUAL = new Site(Optional.empty(), false, Map.of());
    }

    private Topology(Site site) throws IOException {
        this.site = site;
        folder = Files.createTempDirectory("oee-topology");
        // PostgreSQL and nginx work as others.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var name : List.of("postgres", "redis", "https", "http", "check")) {
            ports.put(name, FreePorts.next());
        }
        for (var name : List.of("app1", "app2", WORKER, SECOND_WORKER)) {
            ports.put(name, FreePorts.next());
            ports.put(name + "-house", FreePorts.next());
        }
        if (site.faultyLines()) {
            for (var server : List.of("postgres", "redis")) {
                lines.put(server, new FaultyLine(ports.get(server)));
            }
        }
        secrets();
        postgres();
        startRedis();
        command("migrate");
        administratorPassword = command("first-administrator").strip().split(" / ")[1];
        WEB.forEach(this::start);
        start(WORKER);
        front = new Front(folder, ports);
        processes.put("nginx", front.start(log("nginx")));
        WEB.forEach(this::awaitReady);
        awaitReady(WORKER);
    }

    static Topology up() {
        return up(Site.USUAL);
    }

    static Topology up(Site site) {
        try {
            return new Topology(site);
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
                    .sslContext(front.trusting())
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

    /** Over which instances reach {@code postgres} or {@code redis}. */
    FaultyLine line(String server) {
        return lines.get(server);
    }

    private int reachedAt(String server) {
        return lines.containsKey(server) ? lines.get(server).port() : ports.get(server);
    }

    // --- the database

    private Path databaseFolder() {
        return site.databaseFolder().orElse(folder.resolve("postgres"));
    }

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
        var data = databaseFolder();
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
                databaseFolder().resolve("server.log").toString(),
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
                                databaseFolder().toString(),
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

    void order(String statement) {
        try (var connection = database();
                var order = connection.createStatement()) {
            order.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the statement ended with the connection it was asked over. */
    boolean databaseFails(String statement) {
        try {
            order(statement);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** As whatever keeps a container running: starts PostgreSQL again where it ended. */
    void superviseDatabase() {
        if (databaseFails("select 1")) {
            try {
                startPostgres();
            } catch (IllegalStateException e) {
                // It recovers by itself already, and a second one is refused.
                Programs.await("PostgreSQL is back", START, () -> !databaseFails("select 1"));
            }
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
                "postgresql://oee_app@127.0.0.1:%d/oee_analytics".formatted(reachedAt("postgres")));
        settings.put(
                "DATABASE_MIGRATE_URL",
                "postgresql://oee_owner@127.0.0.1:%d/oee_analytics"
                        .formatted(ports.get("postgres")));
        settings.put("REDIS_URL", "redis://127.0.0.1:" + reachedAt("redis"));
        settings.put("OEE_DATA", folder.resolve("data-" + name).toString());
        settings.put("OEE_OLDEST_EVENT_DAYS", "0");
        settings.put("OEE_LOG_FORMAT", "json");
        settings.put("OEE_MIGRATE", "false");
        settings.put("OEE_JOB_THREADS", name.startsWith(WORKER) ? "2" : "0");
        if (WEB.contains(name)) {
            settings.put("OEE_INSTANCE", name);
        } else {
            settings.put("SPRING_PROFILES_ACTIVE", WORKER);
        }
        if (ports.containsKey(name)) {
            settings.put("SERVER_PORT", ports.get(name).toString());
            settings.put("OEE_MANAGEMENT_PORT", ports.get(name + "-house").toString());
        }
        settings.putAll(site.settings().getOrDefault(name, Map.of()));
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

    /** What both instances say of whether they are ready. */
    boolean webIs(int status) {
        return WEB.stream().allMatch(name -> health(name, "ready") == status);
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

    /** Bytes of objects that are still in use. */
    long heap(String name) {
        Programs.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(processes.get(name).pid()),
                        "GC.run"),
                Map.of());
        return (long) meter(name, "jvm_memory_used_bytes", "area=\"heap\"");
    }

    private URI house(String name, String path) {
        return URI.create("http://127.0.0.1:" + ports.get(name + "-house") + path);
    }

    void kill(String name) {
        processes.get(name).destroyForcibly();
        Programs.await(name + " is dead", START, () -> !processes.get(name).isAlive());
    }

    long pid(String name) {
        return processes.get(name).pid();
    }

    /** Such as STOP, which freezes it, and CONT, which wakes it. */
    void signal(String name, String signal) {
        Programs.run(
                List.of("kill", "-" + signal, String.valueOf(processes.get(name).pid())), Map.of());
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

    /** Takes instances out of the pool, or none. */
    void drain(String... leaving) {
        try {
            front.instances(List.of(leaving));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        signal("nginx", "HUP");
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroy);
        for (var process : processes.values()) {
            Programs.stop(process, Duration.ofSeconds(40));
        }
        lines.values().forEach(FaultyLine::close);
        stopPostgres();
    }
}
