package io.oeeanalytics.production.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PlainEventsTest {
    private final PlainEvents plain =
            new PlainEvents("broker", List.of("oee/+/events", "hall/+/cell/+/oee", "all/#"));

    @Test
    void an_event_an_array_and_one_a_line_are_all_taken() {
        assertThat(hear("oee/P-1/events", "{'line':'A'}").told()).hasSize(1);
        assertThat(hear("oee/P-1/events", "[{'line':'A'},{'line':'B'}]").told()).hasSize(2);
        assertThat(hear("oee/P-1/events", "{'line':'A'}\n{'line':'B'}\n").told())
                .extracting(told -> ((Told.Event) told).path())
                .containsExactly("[0]", "[1]");
    }

    @Test
    void the_topic_names_the_line_where_the_event_does_not() {
        assertThat(line("oee/P-1/events", "{'good':1}")).isEqualTo("P-1");
        assertThat(line("hall/1/cell/P-2/oee", "{'good':1}")).isEqualTo("P-2");
        assertThat(line("oee/P-1/events", "{'line':'P-3'}")).isEqualTo("P-3");
        assertThat(json("all/P-1", "{'good':1}").has("line")).isFalse();
    }

    @Test
    void an_event_without_a_key_is_named_by_line_and_content() {
        var key = key("oee/P-1/events", "{'good':1}");

        assertThat(key("oee/P-1/events", "{ 'good' : 1 }")).isEqualTo(key);
        assertThat(key("oee/P-2/events", "{'good':1}")).isNotEqualTo(key);
        assertThat(key("oee/P-1/events", "{'good':2}")).isNotEqualTo(key);
        assertThat(key("oee/P-1/events", "{'key':'mine'}")).isEqualTo("mine");
    }

    @Test
    void what_is_no_json_is_told_with_its_place_and_what_stands_before_it_is_taken() {
        var heard = hear("oee/P-1/events", "[{'good':1}, oops]");

        assertThat(heard.told()).hasSize(1);
        assertThat(heard.faults()).extracting(Fault::path).containsExactly("[1]");
        var lines = hear("oee/P-1/events", "{'good':1}\noops\n{'good':2}");
        assertThat(lines.told()).hasSize(2);
        assertThat(lines.faults()).extracting(Fault::path).containsExactly("[1]");
        assertThat(hear("oee/P-1/events", "").faults()).hasSize(1);
    }

    @Test
    void a_message_with_too_many_events_is_taken_as_far_as_a_batch_goes() {
        var heard = hear("oee/P-1/events", "[" + "{'good':1},".repeat(10_001) + "{'good':2}]");

        assertThat(heard.told()).hasSize(10_000);
        assertThat(heard.faults())
                .extracting(Fault::reason)
                .containsExactly(
                        "has more than 10000 events, of which the rest is not taken; send them in several messages");
    }

    private Heard hear(String topic, String payload) {
        return plain.hear(topic, payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode json(String topic, String payload) {
        return ((Told.Event) hear(topic, payload).told().getFirst()).json();
    }

    private String line(String topic, String payload) {
        return json(topic, payload).get("line").stringValue();
    }

    private String key(String topic, String payload) {
        return json(topic, payload).get("key").stringValue();
    }
}
