package io.oeeanalytics.production.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import io.oeeanalytics.base.Sha256;
import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.production.events.JsonEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events in JSON, as they go to {@code POST /api/v1/events}. Where one names no line, the topic
 * does, at the last {@code +} of its filter; where one has no key, its content is the key.
 */
final class PlainEvents {
    /** As in a batch by HTTP. */
    private static final int MOST_EVENTS = 10_000;

    private final String source;
    private final List<MqttTopicFilter> filters;

    PlainEvents(String host, List<String> topics) {
        source = "mqtt " + host;
        filters = topics.stream().map(MqttTopicFilter::of).toList();
    }

    Heard hear(String topic, byte[] payload) {
        var line = line(topic);
        var told = new ArrayList<Told>();
        var faults = new ArrayList<Fault>();
        JsonEvents.each(
                payload,
                (json, path) -> {
                    if (told.size() == MOST_EVENTS) {
                        throw new ApiProblem(
                                HttpStatus.CONTENT_TOO_LARGE,
                                "has more than %d events, of which the rest is not taken; send them in several messages"
                                        .formatted(MOST_EVENTS));
                    }
                    told.add(new Told.Event(source, complete(json, line), path));
                },
                faults::add);
        return new Heard(told, faults, "");
    }

    private static JsonNode complete(JsonNode json, Optional<String> line) {
        if (json instanceof ObjectNode event) {
            var content = line.orElse("") + event;
            if (!event.hasNonNull("line")) {
                line.ifPresent(code -> event.put("line", code));
            }
            if (!event.hasNonNull("key")) {
                event.put("key", Sha256.hex(content));
            }
        }
        return json;
    }

    /** Empty where no filter says which level of the topic is the line. */
    private Optional<String> line(String topic) {
        var matched = MqttTopic.of(topic);
        for (var filter : filters) {
            int level = filter.getLevels().lastIndexOf("+");
            if (level >= 0 && filter.matches(matched)) {
                return Optional.of(matched.getLevels().get(level));
            }
        }
        return Optional.empty();
    }
}
