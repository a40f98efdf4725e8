package io.oeeanalytics.production.events;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hands out events one by one, from a JSON array or from one object a line (NDJSON). */
final class EventStream {
    /** No field of an event is longer, so nobody makes us hold a text of megabytes. */
    private static final int LONGEST_TEXT = 10_000;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxStringLength(LONGEST_TEXT)
                                                    .maxNumberLength(40)
                                                    .maxNestingDepth(10)
                                                    .build())
                                    .build())
                    .build();

    private EventStream() {}

    /**
     * @param event takes each with its path in the request
     * @param unreadable takes what is no JSON; the stream ends there
     */
    static void read(
            InputStream body, BiConsumer<JsonNode, String> event, Consumer<Fault> unreadable)
            throws IOException {
        var in = new BufferedInputStream(body);
        int index = 0;
        try (var parser = JSON.createParser(in)) {
            var first = parser.nextToken();
            if (first == null) {
                throw new ApiProblem(
                        HttpStatus.BAD_REQUEST,
                        "The body is empty; send a JSON array of events, or one event a line.");
            }
            boolean array = first == JsonToken.START_ARRAY;
            var token = array ? parser.nextToken() : first;
            while (token != null && token != JsonToken.END_ARRAY) {
                JsonNode json = parser.readValueAsTree();
                event.accept(json, "[%d]".formatted(index));
                index++;
                token = parser.nextToken();
            }
            if (array && token == null) {
                unreadable.accept(
                        new Fault(
                                "[%d]".formatted(index),
                                "the array is not closed; was the batch cut off?"));
            }
        } catch (JacksonException e) {
            unreadable.accept(
                    new Fault(
                            "[%d]".formatted(index),
                            "is no JSON that can be taken%s: %s"
                                    .formatted(where(e), e.getOriginalMessage())));
        }
    }

    /** A text that is too long has no place. */
    private static String where(JacksonException e) {
        var place = e.getLocation();
        return place == null
                ? ""
                : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
    }
}
