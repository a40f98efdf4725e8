package io.oeeanalytics.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Files of this instance: uploads that somebody looks at, and copies of those it loads. Nothing
 * that has to survive it.
 */
@Component
public class UploadFolder {
    private static final Logger LOG = LoggerFactory.getLogger(UploadFolder.class);
    private static final Duration KEPT = Duration.ofDays(1);

    private final Path folder;
    private final Clock clock;

    public UploadFolder(@Value("${oee.data-folder}") Path dataFolder, Clock clock) {
        this.folder = dataFolder.resolve("uploads").toAbsolutePath();
        this.clock = clock;
    }

    /** A name for one; those that were forgotten, or that a dead instance left, are removed. */
    public Path newFile() throws IOException {
        Files.createDirectories(folder);
        var limit = clock.instant().minus(KEPT);
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                if (Files.exists(file)
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    remove(file);
                }
            }
        }
        return folder.resolve(UUID.randomUUID() + ".upload");
    }

    public void require(Path file) {
        if (!file.toAbsolutePath().normalize().startsWith(folder)) {
            throw new IllegalArgumentException("%s is not an uploaded file".formatted(file));
        }
    }

    public void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("An uploaded file could not be removed: {}", file, e);
        }
    }
}
