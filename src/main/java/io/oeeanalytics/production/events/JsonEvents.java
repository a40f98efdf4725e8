package io.oeeanalytics.production.events;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.FactRetention;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** Reads events that came by another way than HTTP, by the very same rules. */
public final class JsonEvents {
    /** A message with more of them was never meant to be events. */
    private static final int MOST_BROKEN = 1000;

    private final EventReader reader;

    /** What it asks of the plant it asks once, so it is for a batch and not for ever. */
    public JsonEvents(PlantModel plant, PlantSetup setup, FactRetention retention, Instant now) {
        reader = new EventReader(plant, setup, Possible.at(retention, now, false));
    }

    /**
     * @param path of the event in its message
     * @param faults takes all that is wrong where the answer is empty
     */
    public Optional<FactEvent> read(JsonNode json, String path, Consumer<Fault> faults) {
        var read = reader.read(json, path);
        if (read.draft() == null) {
            read.fields().faults().forEach(faults);
            return Optional.empty();
        }
        return Optional.of(reader.settled(List.of(read.draft())).getFirst());
    }

    /**
     * Hands out the events of a message: one, an array, or one a line. Of a broken array those that
     * stand before the break: nobody waits for an answer who could send the rest again.
     *
     * @param event takes each with its path in the message
     * @param unreadable takes what is no JSON
     */
    public static void each(
            byte[] message, BiConsumer<JsonNode, String> event, Consumer<Fault> unreadable) {
        var broken = new int[1];
        try {
            EventStream.read(
                    new ByteArrayInputStream(message),
                    event,
                    fault -> {
                        if (++broken[0] > MOST_BROKEN) {
                            throw new ApiProblem(
                                    HttpStatus.UNPROCESSABLE_CONTENT,
                                    "More than %d lines are no JSON; what follows is not taken"
                                            .formatted(MOST_BROKEN));
                        }
                        unreadable.accept(fault);
                    });
        } catch (ApiProblem e) {
            unreadable.accept(new Fault("", String.valueOf(e.getMessage())));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be read", e);
        }
    }
}
