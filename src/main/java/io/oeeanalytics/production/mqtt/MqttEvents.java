package io.oeeanalytics.production.mqtt;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.EventSources;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.FactRetention;
import io.oeeanalytics.production.events.JsonEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns what messages say into events of the plant's lines, by the rules of the public door. */
@Component
@Conditional(MqttConfigured.class)
class MqttEvents {
    /** The catalogue's own word for a line nobody hears of. */
    private static final int DOES_NOT_EXIST = 99_999;

    private static final Duration LATELY = Duration.ofDays(7);

    private final PlantModel plant;
    private final PlantSetup setup;
    private final EventSources sources;
    private final FactRetention retention;
    private final Clock clock;

    MqttEvents(
            PlantModel plant,
            PlantSetup setup,
            EventSources sources,
            FactRetention retention,
            Clock clock) {
        this.retention = retention;
        this.plant = plant;
        this.setup = setup;
        this.sources = sources;
        this.clock = clock;
    }

    /** What it asks of the plant it asks once, so it is for one batch. */
    Function<Told, Read> reader() {
        var reader = new JsonEvents(plant, setup, retention, clock.instant());
        return told -> read(told, reader);
    }

    /** What was told, or all that is wrong with it. */
    record Read(List<FactEvent> events, List<Fault> faults) {}

    private Read read(Told told, JsonEvents reader) {
        var events = new ArrayList<FactEvent>();
        var faults = new ArrayList<Fault>();
        switch (told) {
            case Told.Event event ->
                    reader.read(event.json(), event.path(), faults::add).ifPresent(events::add);
            case Told.Silence silence -> {
                for (var line : lines(silence)) {
                    unknown(line.siteId())
                            .ifPresentOrElse(
                                    status ->
                                            reader.read(
                                                            state(silence, line, status),
                                                            line.code(),
                                                            faults::add)
                                                    .ifPresent(events::add),
                                    () ->
                                            faults.add(
                                                    new Fault(
                                                            line.code(),
                                                            "its site has no status that counts as unknown, so nobody can say that nothing is known of it; add one, by PUT /api/v1/plant")));
                }
            }
        }
        return new Read(events, faults);
    }

    /** A device that is no line may come and go. */
    private List<Line> lines(Told.Silence silence) {
        Set<LineId> lately =
                silence.lines().isEmpty()
                        ? sources.lines(silence.source(), silence.at().minus(LATELY))
                        : Set.of();
        return plant.lines().stream()
                .filter(line -> silence.lines().contains(line.code()) || lately.contains(line.id()))
                .toList();
    }

    private static JsonNode state(Told.Silence silence, Line line, int status) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", silence.key())
                .put("line", line.code())
                .put("type", "state")
                .put("at", silence.at().toString())
                .put("status", status);
    }

    private Optional<Integer> unknown(int site) {
        return plant.statuses(site).values().stream()
                .filter(status -> status.category() == TimeCategory.UNKNOWN)
                .map(Status::code)
                .min(
                        Comparator.comparing((Integer code) -> code != DOES_NOT_EXIST)
                                .thenComparing(Comparator.naturalOrder()));
    }
}
