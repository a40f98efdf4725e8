package io.oeeanalytics.advisor.talk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpServer;
import dev.langchain4j.exception.TimeoutException;
import io.oeeanalytics.advisor.search.Embeddings;
import io.oeeanalytics.advisor.search.Embeddings.Cut;
import io.oeeanalytics.advisor.search.Passage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The embeddings of Gemini, from a server that speaks as it does. */
class GeminiEmbeddingsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void passages_go_there_with_the_key_and_come_back_of_length_one() throws IOException {
        List<JsonNode> asked = new ArrayList<>();
        List<String> where = new ArrayList<>();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var request = JSON.readTree(exchange.getRequestBody().readAllBytes());
                    asked.add(request);
                    where.add(
                            exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("x-goog-api-key"));
                    var vectors =
                            IntStream.range(0, request.path("requests").size())
                                    .mapToObj(i -> "{\"values\":[3,%d]}".formatted(4 * (i + 1)))
                                    .toList();
                    byte[] answer =
                            "{\"embeddings\":[%s]}"
                                    .formatted(String.join(",", vectors))
                                    .getBytes(UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        try {
            var base = "http://127.0.0.1:%d/v1beta".formatted(server.getAddress().getPort());
            var chosen =
                    ModelConfiguration.embeddings(
                            ModelSettings.parse("a-key", "gemini-embedding-001", base, "", "", ""),
                            ModelLimits.USUAL);
            var cut =
                    new Cut(
                            "Manual",
                            List.of(
                                    new Passage("7", 0, 1, "Seals", "The mandrel is violet."),
                                    new Passage("7", 1, 2, "Grease", "Two strokes each.")));

            var indexed = new Embeddings(chosen.model()).of(List.of(cut)).getFirst();

            assertThat(chosen.name()).isEqualTo("gemini-embedding-001/768");
            assertThat(where)
                    .containsExactly(
                            "/v1beta/models/gemini-embedding-001:batchEmbedContents a-key");
            assertThat(asked.getFirst().path("requests").get(0).toString())
                    .contains("The mandrel is violet.")
                    .contains("768");
            assertThat(indexed.get(0).vector()[0]).isCloseTo(0.6f, within(1e-6f));
            assertThat(indexed.get(0).vector()[1]).isCloseTo(0.8f, within(1e-6f));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_server_that_falls_silent_after_its_head_is_left_in_time() throws IOException {
        var until = new CountDownLatch(1);
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write("{\"embeddings\":[".getBytes(UTF_8));
                    exchange.getResponseBody().flush();
                    try {
                        until.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.close();
                });
        server.start();
        try {
            var base = "http://127.0.0.1:%d/v1beta".formatted(server.getAddress().getPort());
            var limits =
                    new ModelLimits(Duration.ofMillis(500), Duration.ofMillis(1), 5, 8, 20_000, 1);
            var chosen =
                    ModelConfiguration.embeddings(
                            ModelSettings.parse("a-key", "gemini-embedding-001", base, "", "", ""),
                            limits);
            var cut = new Cut("Manual", List.of(new Passage("7", 0, 1, "Seals", "Violet.")));

            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () ->
                            assertThatThrownBy(
                                            () -> new Embeddings(chosen.model()).of(List.of(cut)))
                                    .isInstanceOf(TimeoutException.class));
        } finally {
            until.countDown();
            server.stop(0);
        }
    }
}
