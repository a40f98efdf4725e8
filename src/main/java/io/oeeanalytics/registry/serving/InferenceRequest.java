package io.oeeanalytics.registry.serving;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question by the protocol.
 *
 * @param id given back as it came; empty for none
 * @param parameters plain values only
 * @param outputs names of those wanted; none for all
 */
record InferenceRequest(
        String id, Map<String, String> parameters, List<Input> inputs, List<String> outputs) {
    /**
     * One input as it was sent.
     *
     * @param shape null where it was left out
     */
    record Input(String name, String datatype, @Nullable List<Integer> shape, SentData data) {}

    String line() {
        return parameters.getOrDefault("line", "");
    }
}
