package io.oeeanalytics.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version as it was registered; its notes and tags alone are as they are now.
 *
 * @param source where its files were said to be, empty for those of the house
 * @param runId of another system's run, or empty
 * @param changedAt when its notes were last changed, else when it was made
 */
public record ModelVersion(
        VersionId id,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String method,
        Map<String, String> parameters,
        @Nullable TrainingData training,
        @Nullable Long seed,
        String codeVersion,
        String inputSchema,
        String source,
        String runId,
        List<ModelFile> files,
        String notes,
        Map<String, String> tags) {
    public ModelVersion {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        files = List.copyOf(files);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
