package io.oeeanalytics.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model under whose name versions are numbered.
 *
 * @param notes in Markdown
 * @param newest number of the newest version that is not withdrawn, 0 where there is none
 */
public record RegisteredModel(
        String name,
        Instant createdAt,
        String createdBy,
        Instant changedAt,
        String notes,
        Map<String, String> tags,
        int newest) {
    public RegisteredModel {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
