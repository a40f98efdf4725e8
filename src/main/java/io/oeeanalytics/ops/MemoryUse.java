package io.oeeanalytics.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much of the memory is in use that this instance may have: its container's where that has a
 * limit, else the machine's. What the kernel only keeps as a cache counts as free.
 */
final class MemoryUse {
    private final Path machine;
    private final Path container;

    MemoryUse() {
        this(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"));
    }

    MemoryUse(Path machine, Path container) {
        this.machine = machine;
        this.container = container;
    }

    /** Percent, 0 to 100; empty where the system does not tell. */
    OptionalDouble percent() {
        var limit = number(container.resolve("memory.max"));
        var used = number(container.resolve("memory.current"));
        var size = value(machine, "MemTotal:");
        if (limit.isPresent()
                && used.isPresent()
                && (size.isEmpty() || limit.getAsLong() < size.getAsLong() * 1024)) {
            long cache = value(container.resolve("memory.stat"), "inactive_file").orElse(0);
            return share(used.getAsLong() - cache, limit.getAsLong());
        }
        var available = value(machine, "MemAvailable:");
        return size.isPresent() && available.isPresent()
                ? share(size.getAsLong() - available.getAsLong(), size.getAsLong())
                : OptionalDouble.empty();
    }

    private static OptionalDouble share(long used, long all) {
        return all <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.clamp(100.0 * used / all, 0, 100));
    }

    private static OptionalLong number(Path file) {
        try {
            var text = Files.readString(file).strip();
            return text.matches("\\d{1,18}")
                    ? OptionalLong.of(Long.parseLong(text))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong value(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length >= 2 && words[0].equals(key))
                    .mapToLong(words -> Long.parseLong(words[1]))
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }
}
