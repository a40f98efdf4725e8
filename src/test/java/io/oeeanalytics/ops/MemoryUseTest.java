package io.oeeanalytics.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryUseTest {
    @TempDir private Path folder;

    @BeforeEach
    void aMachineOfFourGigabytesOfWhichOneIsFree() throws IOException {
        Files.writeString(
                folder.resolve("meminfo"),
                "MemTotal:  4194304 kB\nMemFree:    100000 kB\nMemAvailable: 1048576 kB\n");
    }

    private double percent() {
        return new MemoryUse(folder.resolve("meminfo"), folder).percent().orElseThrow();
    }

    @Test
    void of_a_machine_what_is_not_available_is_in_use() {
        assertThat(percent()).isCloseTo(75, within(1e-9));
    }

    @Test
    void of_a_container_its_limit_counts_and_what_is_only_a_cache_does_not() throws IOException {
        Files.writeString(folder.resolve("memory.max"), "1000000000\n");
        Files.writeString(folder.resolve("memory.current"), "900000000\n");
        Files.writeString(folder.resolve("memory.stat"), "anon 5\ninactive_file 400000000\n");

        assertThat(percent()).isCloseTo(50, within(1e-9));
    }

    @Test
    void a_container_without_a_limit_is_the_machine() throws IOException {
        Files.writeString(folder.resolve("memory.max"), "max\n");
        Files.writeString(folder.resolve("memory.current"), "900000000\n");

        assertThat(percent()).isCloseTo(75, within(1e-9));
    }

    @Test
    void where_the_system_does_not_tell_nothing_is_said() {
        assertThat(new MemoryUse(folder.resolve("none"), folder.resolve("none")).percent())
                .isEmpty();
    }
}
