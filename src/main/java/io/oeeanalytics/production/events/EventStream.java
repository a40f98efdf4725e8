package io.oeeanalytics.production.events;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
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

    private final ReplayedBody body;
    private final BiConsumer<JsonNode, String> event;
    private final Consumer<Fault> unreadable;
    private int index;

    /** Line breaks before where the parser began. */
    private int lines;

    /** Where it had read the last whole value; null: none yet. */
    private @Nullable TokenStreamLocation read;

    private EventStream(
            InputStream body, BiConsumer<JsonNode, String> event, Consumer<Fault> unreadable) {
        this.body = new ReplayedBody(body);
        this.event = event;
        this.unreadable = unreadable;
    }

    /**
     * Where a line is broken, reading goes on with the next; where an array is, or the body broke
     * off, nobody can tell what follows.
     *
     * @param event takes each with its path in the request
     * @param unreadable takes what is no JSON
     * @return whether all that was sent came out as an event or a fault
     */
    static boolean read(
            InputStream body, BiConsumer<JsonNode, String> event, Consumer<Fault> unreadable)
            throws IOException {
        return new EventStream(body, event, unreadable).read();
    }

    private boolean read() throws IOException {
        boolean first = true;
        boolean array = false;
        while (true) {
            long from = body.place();
            read = null;
            try (var parser = JSON.createParser(body)) {
                var token = parser.nextToken();
                if (first && token == null) {
                    throw new ApiProblem(
                            HttpStatus.BAD_REQUEST,
                            "The body is empty; send a JSON array of events, or one event a line.");
                }
                array = first && token == JsonToken.START_ARRAY;
                first = false;
                if (array) {
                    return array(parser);
                }
                for (; token != null; token = parser.nextToken()) {
                    take(parser);
                    body.forgetBefore(from + located(parser).getByteOffset());
                }
                return true;
            } catch (JacksonIOException e) {
                refuse(e, Integer.MAX_VALUE);
                return false;
            } catch (JacksonException e) {
                first = false;
                if (array || (read != null && read.getByteOffset() < 0)) {
                    refuse(e, Integer.MAX_VALUE);
                    return false;
                }
                int before = (read == null ? 0 : read.getLineNr() - 1) + body.skipEmpty();
                refuse(e, before + 1);
                lines += before + body.skipLine();
            }
        }
    }

    /**
     * @return whether it was closed and nothing followed
     */
    private boolean array(JsonParser parser) {
        body.forgetBefore(Long.MAX_VALUE);
        var token = parser.nextToken();
        for (; token != null && token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            take(parser);
        }
        if (token == null) {
            refuse("the array is not closed; was the batch cut off?");
            return false;
        }
        if (parser.nextToken() != null) {
            refuse("something follows after the array; send one array, or one event a line");
            return false;
        }
        return true;
    }

    private void take(JsonParser parser) {
        JsonNode json = parser.readValueAsTree();
        event.accept(json, "[" + index + "]");
        index++;
    }

    private TokenStreamLocation located(JsonParser parser) {
        var place = parser.currentLocation();
        read = place;
        return place;
    }

    private void refuse(JacksonException e, int begun) {
        refuse(
                "is no JSON that can be taken%s: %s"
                        .formatted(where(e, begun), e.getOriginalMessage()));
    }

    private void refuse(String reason) {
        unreadable.accept(new Fault("[%d]".formatted(index), reason));
        index++;
    }

    /**
     * A text that is too long has no place.
     *
     * @param begun line in which the value began; what is cut off is noticed in a later one
     */
    private String where(JacksonException e, int begun) {
        var place = e.getLocation();
        if (place == null) {
            return "";
        }
        return begun < place.getLineNr()
                ? " (it begins in line %d and breaks in line %d, column %d)"
                        .formatted(lines + begun, lines + place.getLineNr(), place.getColumnNr())
                : " (line %d, column %d)".formatted(lines + place.getLineNr(), place.getColumnNr());
    }
}
