package io.oeeanalytics.production.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    private final List<String> read = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    private boolean read(String body) throws IOException {
        return read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private boolean read(InputStream body) throws IOException {
        return EventStream.read(
                body,
                (json, path) -> read.add(path + " " + json.path("key").asString("?")),
                faults::add);
    }

    /** The fifth of a thousand lines is cut off, in any of the ways a line can be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"key\":\"k4",
                "{\"key\":\"k4\"",
                "{\"key\":\"k4\",",
                "{\"key\":\"k4\",\"more\":",
                "{\"key\":\"k4\",\"more\":[",
                "\"key\":\"k4\"}",
                "}",
                "]",
                "oops",
                "{\"key\":\"k4\"}}",
                "{\"key\":1e999999999999999999999999999999999999999999}"
            })
    void a_broken_line_is_one_fault_and_the_lines_after_it_are_read(String broken)
            throws IOException {
        var body =
                IntStream.range(0, 1000)
                        .mapToObj(
                                n -> n == 4 ? broken : "{\"key\":\"k%d\",\"good\":1}".formatted(n))
                        .collect(Collectors.joining("\n"));

        boolean told = read(body);

        assertThat(told).isTrue();
        assertThat(read).contains("[3] k3");
        assertThat(read.stream().map(word -> word.replaceAll(".* ", "")))
                .containsSubsequence("k3", "k5", "k6", "k998", "k999");
        assertThat(faults).isNotEmpty();
        assertThat(faults.getFirst().reason())
                .containsPattern("line 5|length \\(43\\) exceeds the maximum");
        // What is too much in a line is found when something of it is read already.
        boolean tooMuch = broken.endsWith("}}") || broken.startsWith("\"key");
        assertThat(read.size() + faults.size()).isEqualTo(tooMuch ? 1001 : 1000);
    }

    @Test
    void places_of_later_faults_count_all_lines_of_the_body() throws IOException {
        read(
                "{\"key\":\"a\"}\r\n{\"key\":\r\n\r\n{\"key\":\"c\"}\n{\"key\":\"d\n{\"key\":\"e\"}\n");

        assertThat(read).containsExactly("[0] a", "[2] c", "[4] e");
        assertThat(faults).extracting(Fault::path).containsExactly("[1]", "[3]");
        assertThat(faults.getLast().reason()).contains("(line 5, column");
    }

    @Test
    void a_text_of_megabytes_costs_its_own_line_only() throws IOException {
        read(
                "{\"key\":\"a\"}\n{\"key\":\"%s\"}\n{\"key\":\"c\"}\n"
                        .formatted("x".repeat(3_000_000)));

        assertThat(read).containsExactly("[0] a", "[2] c");
        assertThat(faults).extracting(Fault::path).containsExactly("[1]");
    }

    @Test
    void an_event_may_stretch_over_lines_where_none_is_broken() throws IOException {
        read("{\n  \"key\": \"a\"\n}\n{\n  \"key\": \"b\"\n}\n");

        assertThat(read).containsExactly("[0] a", "[1] b");
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"key\":\"a\"},{\"key\":oops},{\"key\":\"c\"}]",
                "[{\"key\":\"a\"},{\"key\":\"b\"",
                "[{\"key\":\"a\"},{\"key\":\"b\"}",
                "[{\"key\":\"a\"},{\"key\":\"b\"}]\n[{\"key\":\"c\"}]"
            })
    void what_follows_in_a_broken_array_cannot_be_told(String body) throws IOException {
        assertThat(read(body)).isFalse();
        assertThat(faults).hasSize(1);
    }

    @Test
    void what_follows_where_the_sender_broke_off_cannot_be_told() throws IOException {
        var body = "{\"key\":\"a\"}\n{\"key\":\"b\"".getBytes(StandardCharsets.UTF_8);
        var broken =
                new InputStream() {
                    private int next;

                    @Override
                    public int read() throws IOException {
                        if (next == body.length) {
                            throw new EOFException("Unexpected end of ZLIB input stream");
                        }
                        return body[next++];
                    }
                };

        assertThat(read(broken)).isFalse();
        assertThat(faults).hasSize(1);
    }

    @Test
    void a_message_of_nothing_but_broken_lines_is_given_up() {
        var message = "x\n".repeat(100_000).getBytes(StandardCharsets.UTF_8);

        JsonEvents.each(message, (json, path) -> read.add(path), faults::add);

        assertThat(faults).hasSizeLessThan(2_000);
    }

    @Test
    void of_a_message_with_a_broken_array_the_events_before_the_break_are_handed_out() {
        JsonEvents.each(
                "[{\"key\":\"a\"},{\"key\":".getBytes(StandardCharsets.UTF_8),
                (json, path) -> read.add(path),
                faults::add);

        assertThat(read).containsExactly("[0]");
        assertThat(faults).extracting(Fault::path).containsExactly("[1]");
    }

    @Test
    void an_empty_body_is_refused() {
        assertThatThrownBy(() -> read(" \n ")).isInstanceOf(ApiProblem.class);
    }
}
