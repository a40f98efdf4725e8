package io.oeeanalytics.production.mqtt;

import java.time.Instant;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Something a message says, before anybody asked the plant whether it has such a line. */
sealed interface Told {
    /** Whose keys and counters they are. */
    String source();

    /**
     * An event in the form of {@code POST /api/v1/events}.
     *
     * @param path of it in the message
     */
    record Event(String source, JsonNode json, String path) implements Told {}

    /**
     * From then on nobody knows what the lines do.
     *
     * @param lines their codes; empty: those the source told of lately
     */
    record Silence(String source, String key, Instant at, Set<String> lines) implements Told {}
}
