package io.oeeanalytics.production.mqtt;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Gathers what one Sparkplug message says, as events of the public form. */
final class SparkplugTelling {
    private final String source;
    private final List<Told> told = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private String rebirth = "";

    SparkplugTelling(String source) {
        this.source = source;
    }

    void state(String key, String line, Instant at, long status, String path) {
        told(source, event(key, line, "state", at).put("status", status), path);
    }

    void product(String key, String line, Instant at, String product, String path) {
        told(source, event(key, line, "product", at).put("product", product), path);
    }

    /**
     * @param counters of one width
     * @param apart they are no part of the line's main reading, so they are a source of their own
     */
    void reading(
            String key,
            String line,
            Instant at,
            Map<SparkplugRole, Long> counters,
            OptionalLong width,
            boolean apart) {
        var event = event(key, line, "counter", at);
        counters.forEach((role, shown) -> event.put(role.field(), shown));
        width.ifPresent(values -> event.put("width", values));
        told(apart ? "%s, counters to %d".formatted(source, width.orElse(0)) : source, event, line);
    }

    void silence(String key, Instant at, Set<String> lines) {
        told.add(new Told.Silence(source, key, at, lines));
    }

    void refuse(String path, String reason) {
        faults.add(new Fault(path, reason));
    }

    void askRebirth(String node) {
        rebirth = node;
    }

    Heard heard() {
        return new Heard(List.copyOf(told), List.copyOf(faults), rebirth);
    }

    private void told(String source, ObjectNode event, String path) {
        told.add(new Told.Event(source, event, path));
    }

    private static ObjectNode event(String key, String line, String type, Instant at) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", key)
                .put("line", line)
                .put("type", type)
                .put("at", at.toString());
    }
}
