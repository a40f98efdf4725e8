package io.oeeanalytics.advisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.SystemWork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the door of agents says to whom, request by request, as the protocol demands it. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "oee.job-threads=0")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpHttpIT {
    private static final String LIST =
            "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\", \"params\": {}}";
    private static final String BOTH = "application/json, text/event-stream";

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;

    private final HttpClient http = HttpClient.newHttpClient();
    private String key;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-mcp-http").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    void openKey() {
        key = SystemWork.asAdministrator(() -> keys.open("raw", Set.of(Scope.READ)));
    }

    private HttpRequest.Builder request(BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/mcp"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Accept", BOTH)
                .POST(body);
    }

    private HttpRequest.Builder request(String body) {
        return request(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void a_request_is_answered_in_one_piece_and_without_a_session() throws Exception {
        var answer = send(request(LIST));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json");
        assertThat(answer.headers().firstValue("Mcp-Session-Id")).isEmpty();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(json(answer).at("/result/tools").size()).isEqualTo(12);
    }

    @Test
    void versions_of_the_protocol_are_agreed_upon() throws Exception {
        var agreed =
                json(
                        send(
                                request(
                                        """
                                        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
                                         "protocolVersion": "2025-06-18", "capabilities": {},
                                         "clientInfo": {"name": "raw", "version": "1"}}}""")));
        var older =
                json(
                        send(
                                request(
                                        """
                                        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
                                         "protocolVersion": "1999-01-01", "capabilities": {},
                                         "clientInfo": {"name": "raw", "version": "1"}}}""")));

        assertThat(agreed.at("/result/protocolVersion").asString()).isEqualTo("2025-06-18");
        assertThat(older.at("/result/protocolVersion").asString()).isEqualTo("2025-11-25");
        assertThat(send(request(LIST).header("MCP-Protocol-Version", "2025-11-25")).statusCode())
                .isEqualTo(200);
        var refused = send(request(LIST).header("MCP-Protocol-Version", "1999-01-01"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("2025-06-18").doesNotContain("1999");
    }

    @Test
    void pages_of_browsers_are_refused_even_where_they_took_our_name() throws Exception {
        for (var origin :
                new String[] {
                    "http://localhost:" + port, "https://evil.example", "null", "vscode-file://app"
                }) {
            assertThat(send(request(LIST).header("Origin", origin)).statusCode())
                    .as(origin)
                    .isEqualTo(403);
        }
    }

    @Test
    void other_methods_types_and_forms_are_refused() throws Exception {
        assertThat(send(request(LIST).setHeader("Accept", "application/json")).statusCode())
                .isEqualTo(400);
        assertThat(send(request(LIST).setHeader("Content-Type", "text/plain")).statusCode())
                .isEqualTo(415);
        var get = send(request(LIST).GET());
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        for (var body :
                new String[] {
                    "[" + LIST + "]",
                    "",
                    "no json",
                    "[".repeat(30_000),
                    "{\"a\":".repeat(10_000),
                    "{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}"
                }) {
            var answer = send(request(body));
            assertThat(answer.statusCode())
                    .as(body.substring(0, Math.min(60, body.length())))
                    .isEqualTo(400);
            assertThat(answer.body()).doesNotContain("Exception", "io.modelcontextprotocol");
            assertThat(json(answer).path("detail").asString()).startsWith("Post one request");
        }
        assertThat(
                        send(request(
                                        "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}"))
                                .statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_method_nobody_knows_is_an_error_of_the_protocol() throws Exception {
        for (var method :
                new String[] {"resources/list", "tools/delete", "sampling/createMessage"}) {
            var answer =
                    send(
                            request(
                                    "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"%s\"}"
                                            .formatted(method)));
            assertThat(json(answer).at("/error/code").asInt()).as(method).isEqualTo(-32601);
            assertThat(json(answer).has("result")).as(method).isFalse();
        }
        for (var body :
                new String[] {
                    LIST.replace("list", "call"),
                    LIST.replace("list\", \"params\": {}", "call\", \"params\": []"),
                    LIST.replace(
                            "list\", \"params\": {}", "call\", \"params\": {\"name\": \"none\"}"),
                    LIST.replace("1,", "{},")
                }) {
            var answer = send(request(body));
            assertThat(answer.body()).as(body).doesNotContain("\tat ", "stackTrace", "Exception:");
            assertThat(json(answer).has("result")).as(body).isFalse();
        }
    }

    @Test
    void requests_that_are_too_large_are_refused_whether_they_say_so_or_not() throws Exception {
        var large = LIST.replace("{}", "{\"a\": \"%s\"}".formatted("x".repeat(70_000)));
        var bytes = large.getBytes(StandardCharsets.UTF_8);

        var said = send(request(large));
        var chunked =
                send(request(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));

        assertThat(said.statusCode()).isEqualTo(413);
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(json(said).path("title").asString()).isEqualTo("Content Too Large");
        assertThat(send(request(LIST)).statusCode()).isEqualTo(200);
    }

    @Test
    void without_a_key_nobody_learns_what_is_here() throws Exception {
        var none = send(request(LIST).setHeader("Authorization", ""));
        var wrong = send(request(LIST).setHeader("Authorization", "Bearer oee_wrong"));
        var ingest =
                SystemWork.asAdministrator(() -> keys.open("only tells", Set.of(Scope.INGEST)));
        var lacking = send(request(LIST).setHeader("Authorization", "Bearer " + ingest));

        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("invalid_token");
        assertThat(lacking.statusCode()).isEqualTo(403);
        assertThat(lacking.body()).contains("scope read").doesNotContain("tools");
    }
}
