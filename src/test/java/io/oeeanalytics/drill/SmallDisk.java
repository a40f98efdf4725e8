package io.oeeanalytics.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A disk of a few megabytes, in memory, that can be filled to its last byte. Needs root. */
final class SmallDisk implements AutoCloseable {
    private static final int PIECE_BYTES = 4096;

    private final Path folder;
    private final Path ballast;

    SmallDisk(String name, int megabytes) {
        try {
            folder = Files.createTempDirectory("oee-disk-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ballast = folder.resolve("ballast");
        Programs.run(
                List.of(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=%dm,mode=0755".formatted(megabytes),
                        "oee-" + name,
                        folder.toString()),
                Map.of());
    }

    Path folder() {
        return folder;
    }

    /** To the last byte. */
    void fill() {
        var piece = new byte[PIECE_BYTES];
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException e) {
            // It is full.
        }
    }

    void makeRoom() {
        try {
            Files.deleteIfExists(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Programs.run(List.of("umount", "-l", folder.toString()), Map.of());
    }
}
