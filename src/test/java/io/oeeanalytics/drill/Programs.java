package io.oeeanalytics.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Programs of the machine, as processes of ours. */
public final class Programs {
    private static final List<String> PLACES =
            List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");

    private Programs() {}

    /** The newest PostgreSQL there is, or the program in one of the usual places. */
    public static Path find(String name) {
        var places = new ArrayList<Path>();
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            versions.sorted((one, other) -> other.compareTo(one))
                    .forEach(version -> places.add(version.resolve("bin")));
        } catch (IOException e) {
            // Not from Debian; then it is in one of the usual places.
        }
        PLACES.forEach(place -> places.add(Path.of(place)));
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        name + " is missing; ./test.sh production brings it"));
    }

    public static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** PostgreSQL refuses to run as root. */
    public static List<String> asPostgres(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        var whole = new ArrayList<>(List.of("runuser", "-u", "postgres", "--"));
        whole.addAll(command);
        return whole;
    }

    public static Process start(List<String> command, Map<String, String> settings, Path log)
            throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** To its end, which must be a good one; what it printed. */
    public static String run(List<String> command, Map<String, String> settings) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(settings);
            var process = builder.start();
            var text = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + text);
            }
            return text;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Asks every 50 ms.
     *
     * @return how long it took
     */
    public static Duration await(String what, Duration patience, BooleanSupplier isSo) {
        return await(() -> what, patience, isSo);
    }

    static Duration await(Supplier<String> what, Duration patience, BooleanSupplier isSo) {
        var began = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - began > patience.toNanos()) {
                throw new AssertionError("not within %s: %s".formatted(patience, what.get()));
            }
            LockSupport.parkNanos(50_000_000);
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    public static void stop(Process process, Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
