package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** What a collector of traces receives, by OTLP over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "logging.structured.format.console=json")
class TracesIT {
    static {
        // Else the form that the first application of this JVM gave its log stays.
        LoggingSystem.get(TracesIT.class.getClassLoader()).cleanUp();
        System.clearProperty("CONSOLE_LOG_STRUCTURED_FORMAT");
    }

    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int SERVER = 2;

    private static final List<byte[]> RECEIVED = new CopyOnWriteArrayList<>();
    private static final HttpServer COLLECTOR = collector();
    private static int opened;

    @LocalServerPort private int port;
    @Autowired private PlantSetup setup;
    @Autowired private ApiKeys keys;
    @Autowired private DataSource database;

    private Line line;
    private String machine;
    private String trace;

    @DynamicPropertySource
    static void collectorAndFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-traces").toString();
        properties.add("oee.data-folder", () -> folder);
        properties.add(
                "oee.traces.endpoint",
                () -> "http://127.0.0.1:" + COLLECTOR.getAddress().getPort());
    }

    private static HttpServer collector() {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/traces", TracesIT::receive);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void receive(HttpExchange exchange) throws IOException {
        try (exchange;
                var body = new GZIPInputStream(exchange.getRequestBody())) {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
                    .isEqualTo("application/x-protobuf");
            RECEIVED.add(body.readAllBytes());
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @AfterAll
    static void stopCollector() {
        COLLECTOR.stop(0);
    }

    @BeforeEach
    void aMachineThatTraces() {
        opened++;
        line = setup.openLine(setup.siteIn(ZoneId.of("UTC")), "TR-" + opened, "Line");
        machine =
                SystemWork.asAdministrator(
                        () -> keys.open("tracing " + opened, Set.of(Scope.INGEST)));
        trace = "%032x".formatted(0xabcdef00 + opened);
    }

    private record Span(
            String trace,
            String id,
            String parent,
            String name,
            int kind,
            Map<String, String> attributes) {
        boolean isStatement() {
            return attributes.containsKey("db.query.text");
        }
    }

    /** By the numbers of trace.proto: resource_spans 1, scope_spans 2, spans 2. */
    private static List<Span> spans() {
        return RECEIVED.stream()
                .map(TracesIT::fields)
                .flatMap(request -> parts(request, 1))
                .flatMap(resource -> parts(resource, 2))
                .flatMap(scope -> parts(scope, 2))
                .map(TracesIT::span)
                .toList();
    }

    private static UnknownFieldSet fields(byte[] message) {
        try {
            return UnknownFieldSet.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<UnknownFieldSet> parts(UnknownFieldSet message, int number) {
        return message.getField(number).getLengthDelimitedList().stream()
                .map(part -> fields(part.toByteArray()));
    }

    private static Span span(UnknownFieldSet span) {
        var attributes = new HashMap<String, String>();
        parts(span, 9)
                .forEach(
                        pair ->
                                parts(pair, 2)
                                        .forEach(
                                                value ->
                                                        attributes.put(
                                                                text(pair, 1), text(value, 1))));
        return new Span(
                hex(span, 1),
                hex(span, 2),
                hex(span, 4),
                text(span, 5),
                span.getField(6).getVarintList().getFirst().intValue(),
                attributes);
    }

    private static ByteString first(UnknownFieldSet message, int number) {
        var all = message.getField(number).getLengthDelimitedList();
        return all.isEmpty() ? ByteString.EMPTY : all.getFirst();
    }

    private static String text(UnknownFieldSet message, int number) {
        return first(message, number).toStringUtf8();
    }

    private static String hex(UnknownFieldSet message, int number) {
        return HexFormat.of().formatHex(first(message, number).toByteArray());
    }

    private List<Span> ofThisTrace() {
        return spans().stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private Span request() {
        await().atMost(SOON)
                .until(() -> ofThisTrace().stream().anyMatch(span -> span.kind() == SERVER));
        return ofThisTrace().stream()
                .filter(span -> span.kind() == SERVER)
                .findFirst()
                .orElseThrow();
    }

    private int tell(String key) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + port + "/api/v1/events"))
                                .header("Authorization", "Bearer " + machine)
                                .header("traceparent", "00-%s-00f067aa0ba902b7-01".formatted(trace))
                                .POST(
                                        BodyPublishers.ofString(
                                                """
                                                [{"key":"%s","line":"%s","type":"count","at":"2026-03-16T08:00:00Z","good":1}]
                                                """
                                                        .formatted(key, line.code())))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** What was sent is in no span, whether as a value of a statement or in words of a failure. */
    private void holdsNothingSecret(String key) {
        assertThat(RECEIVED)
                .noneMatch(
                        body -> {
                            var text = new String(body, StandardCharsets.ISO_8859_1);
                            return text.contains(key) || text.contains(machine);
                        });
    }

    @Test
    void a_request_goes_on_with_the_trace_of_its_sender_and_tells_its_statements()
            throws Exception {
        assertThat(tell("value-of-a-statement")).isEqualTo(202);

        var request = request();
        assertThat(request.name()).isEqualTo("http post /api/v1/events");
        assertThat(request.parent()).isEqualTo("00f067aa0ba902b7");
        assertThat(request.attributes()).containsEntry("status", "202");
        await().atMost(SOON).until(() -> ofThisTrace().stream().anyMatch(Span::isStatement));
        assertThat(ofThisTrace().stream().filter(Span::isStatement))
                .allMatch(span -> !span.parent().isEmpty())
                .anyMatch(span -> span.attributes().getOrDefault("db.query.text", "").contains("?"))
                .anyMatch(span -> span.name().equals("insert"));
        holdsNothingSecret("value-of-a-statement");
    }

    @Test
    void a_failure_is_found_in_the_log_by_its_trace(CapturedOutput output) throws Exception {
        var database = JdbcClient.create(this.database);
        int from = output.getOut().length();
        database.sql(
                        "alter table production.event add constraint fault check (good is null) not valid")
                .update();
        try {
            assertThat(tell("value-of-a-failure")).isEqualTo(500);
        } finally {
            database.sql("alter table production.event drop constraint fault").update();
        }

        assertThat(request().attributes()).containsEntry("status", "500");
        assertThat(
                        output.getOut()
                                .substring(from)
                                .lines()
                                .filter(line -> line.contains("A request failed"))
                                .map(line -> JsonMapper.shared().readTree(line)))
                .singleElement()
                .satisfies(
                        written -> assertThat(written.at("/trace/id").asString()).isEqualTo(trace));
        holdsNothingSecret("value-of-a-failure");
    }

    @Test
    void jobs_and_their_statements_are_traces_of_their_own() {
        await().atMost(SOON)
                .untilAsserted(
                        () -> {
                            var job =
                                    spans().stream()
                                            .filter(span -> span.name().equals("job job-history"))
                                            .findFirst()
                                            .orElseThrow();
                            assertThat(spans())
                                    .anyMatch(
                                            span ->
                                                    span.isStatement()
                                                            && span.parent().equals(job.id()));
                        });
    }

    @Test
    void what_monitoring_asks_is_not_traced() throws Exception {
        new ApiClient(port, machine).get("/actuator/health");
        tell("after");
        request();

        assertThat(spans()).extracting(Span::name).noneMatch(name -> name.contains("actuator"));
    }
}
