package io.oeeanalytics.bench;

import io.oeeanalytics.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * From the start of the packaged program to the first view that can be used ({@code GET /health}
 * answers 200), as it is packaged against the one jar that holds everything. On one database that
 * is kept, and in turns, so that whatever else the machine does meets both alike.
 */
public final class StartBench {
    private static final int RUNS = Integer.getInteger("oee.bench.runs", 15);
    private static final double GOAL = 1.8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private StartBench() {}

    public static void main(String[] arguments) throws Exception {
        var app = Path.of("target/app");
        if (!Files.exists(app.resolve("classes.aot"))) {
            throw new IllegalStateException("there is no AOT cache; ./run.sh build makes it");
        }
        var data = Files.createTempDirectory("oee-bench-start");
        var packaged =
                List.of(
                        "-XX:AOTCache=" + app.resolve("classes.aot"),
                        "-jar",
                        app.resolve("oee-analytics.jar").toString());
        var jar = List.of("-jar", "target/oee-analytics.jar");
        start(jar, data);
        var with = new ArrayList<Double>();
        var without = new ArrayList<Double>();
        for (int run = 0; run < RUNS; run++) {
            with.add(start(packaged, data));
            without.add(start(jar, data));
            System.out.printf("%2d  %.1f s  %.1f s%n", run + 1, with.getLast(), without.getLast());
        }
        double ours = median(with);
        double reference = median(without);
        System.out.printf(
                "start, median of %d: with its cache %.2f s, one jar %.2f s, ratio %.2f (at least %.1f)%n",
                RUNS, ours, reference, reference / ours, GOAL);
        System.exit(reference / ours >= GOAL ? 0 : 1);
    }

    private static double median(List<Double> seconds) {
        return seconds.stream().sorted().toList().get(seconds.size() / 2);
    }

    private static double start(List<String> program, Path data)
            throws IOException, InterruptedException {
        int port = FreePorts.next();
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(program);
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolve("start.log").toFile());
        builder.environment().put("OEE_DATA", data.resolve("data").toString());
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        builder.environment().put("DATABASE_URL", "");
        var began = System.nanoTime();
        var process = builder.start();
        try (var http = HttpClient.newHttpClient()) {
            var question =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health"))
                            .timeout(Duration.ofSeconds(5))
                            .build();
            while (!answers(http, question)) {
                if (!process.isAlive() || System.nanoTime() - began > PATIENCE.toNanos()) {
                    throw new IllegalStateException(
                            "it did not start: " + Files.readString(data.resolve("start.log")));
                }
                LockSupport.parkNanos(20_000_000);
            }
            return (System.nanoTime() - began) / 1e9;
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static boolean answers(HttpClient http, HttpRequest question)
            throws InterruptedException {
        try {
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
