package io.oeeanalytics.registry.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.NewFile;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.ServingFixtures;
import io.oeeanalytics.registry.scoring.OnnxFixtures;
import io.oeeanalytics.registry.scoring.TribuoFixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Models asked as other systems ask them. What is served is y = 2·x0 + 3·x1 + 1. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ServingIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static int named;

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;
    @Autowired private Registry registry;
    @Autowired private Aliases aliases;
    @Autowired private DataSource database;

    private final HttpClient http = HttpClient.newHttpClient();
    private String model;
    private String reader;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-serving").toString();
        properties.add("oee.data-folder", () -> folder);
        // Room for some fifteen small models.
        properties.add("oee.serving.cache-mb", () -> 1);
    }

    @BeforeEach
    void key() {
        model = "scrap-" + ++named;
        reader = key(Scope.READ);
    }

    private String key(Scope scope) {
        return asAdministrator(
                () -> keys.open("serving %s %d".formatted(scope, ++named), Set.of(scope)));
    }

    private static <T> T asAdministrator(Callable<T> work) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ada", "ROLE_ADMIN"));
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private void register(String path, byte[] bytes) {
        registry.register(ServingFixtures.of(model, new NewFile(path, bytes)));
    }

    private void promote(String line, int version) {
        asAdministrator(() -> aliases.override(Seat.champion(model, line), version, "a test"));
    }

    private record Answer(int status, String type, String text, String retryAfter) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        String error() {
            return json().path("error").asString("");
        }
    }

    private Answer send(HttpRequest.Builder request, String key) {
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body(),
                    answer.headers().firstValue("Retry-After").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private Answer get(String path) {
        return send(request(path), reader);
    }

    private Answer infer(String path, String body) {
        return send(
                request("/v2/models/" + path + "/infer")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.replace('\'', '"'))),
                reader);
    }

    private Answer predict(String path, String type, String body) {
        return predict(request(path).header("Content-Type", type), body);
    }

    private Answer predict(HttpRequest.Builder request, String body) {
        return send(request.POST(BodyPublishers.ofString(body)), reader);
    }

    private String predictions(int version) {
        return "/api/v1/models/%s/versions/%d/predictions".formatted(model, version);
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text.replace('\'', '"'));
    }

    /** 2·1 + 3·2 + 1 = 9 and 2·0.5 + 3·(−1) + 1 = −1. */
    @Test
    void the_champion_answers_by_the_protocol() {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1));
        register("model.onnx", OnnxFixtures.linear(0, 0, 7));
        promote("", 1);
        promote("LINE-03", 2);

        var flat =
                infer(
                        model,
                        "{'id': 'q-1', 'parameters': {'other': [1]}, 'inputs': [{'name': 'x',"
                                + " 'shape': [2, 2], 'datatype': 'FP32', 'data': [1, 2, 0.5, -1]}],"
                                + " 'extra': {'a': [1]}}");
        var nested =
                infer(
                        model,
                        "{'inputs': [{'data': [[1, 2]], 'datatype': 'INT64', 'shape': [1, 2],"
                                + " 'name': 'x'}], 'outputs': [{'name': 'y'}]}");
        var ofLine =
                infer(
                        model,
                        "{'parameters': {'line': 'LINE-03'}, 'inputs': [{'name': 'x', 'shape': [1,"
                                + " 2], 'datatype': 'BOOL', 'data': [true, false]}]}");

        assertThat(flat.status()).as(flat.text()).isEqualTo(200);
        assertThat(flat.json())
                .isEqualTo(
                        json(
                                "{'model_name': '%s', 'model_version': '1', 'id': 'q-1', 'outputs': [{'name': 'y', 'datatype': 'FP32', 'shape': [2, 1], 'data': [9.0, -1.0]}]}"
                                        .formatted(model)));
        assertThat(nested.json().at("/outputs/0/data/0").doubleValue()).isEqualTo(9);
        assertThat(ofLine.json().at("/outputs/0/data/0").doubleValue()).isEqualTo(7);
        assertThat(ofLine.json().path("model_version").stringValue()).isEqualTo("2");
        assertThat(
                        infer(
                                        model + "/versions/2",
                                        "{'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype':"
                                                + " 'FP64', 'data': [1, 1]}]}")
                                .json()
                                .at("/outputs/0/data/0")
                                .doubleValue())
                .isEqualTo(7);
    }

    @Test
    void what_curl_and_gzip_send_is_taken_as_well() throws IOException {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1));
        var question =
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [1, 2], \"datatype\": \"FP32\","
                        + " \"data\": [1, 2]}]}";
        var path = "/v2/models/" + model + "/versions/1/infer";
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(question.getBytes(StandardCharsets.UTF_8));
        }

        var form =
                predict(
                        request(path).header("Content-Type", "application/x-www-form-urlencoded"),
                        question);
        var unpacked =
                send(
                        request(path)
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(packed.toByteArray())),
                        reader);
        var other = predict(request(path).header("Content-Encoding", "br"), question);
        var binary =
                predict(request(path).header("Inference-Header-Content-Length", "80"), question);
        var cut = infer(model + "/versions/1", question.substring(0, 70));

        assertThat(form.json().at("/outputs/0/data/0").doubleValue()).isEqualTo(9);
        assertThat(unpacked.json().at("/outputs/0/data/0").doubleValue()).isEqualTo(9);
        assertThat(other.status()).isEqualTo(415);
        assertThat(binary.status()).isEqualTo(400);
        assertThat(binary.error()).contains("not served");
        assertThat(cut.status()).as(cut.text()).isEqualTo(400);
    }

    @Test
    void a_model_of_tribuo_reads_its_features_by_name() {
        register("model.tribuo", TribuoFixtures.linear());
        promote("", 1);

        var about = get("/v2/models/" + model);
        var answer =
                infer(
                        model,
                        "{'inputs': [{'name': 'speed', 'shape': [2], 'datatype': 'FP64', 'data':"
                                + " [2, -1]}, {'name': 'load', 'shape': [2, 1], 'datatype': 'FP64',"
                                + " 'data': [1, 0.5]}]}");

        assertThat(about.json())
                .isEqualTo(
                        json(
                                "{'name': '%s', 'versions': ['1'], 'platform': 'tribuo_protobuf', 'inputs': [{'name': 'load', 'datatype': 'FP64', 'shape': [-1, 1]}, {'name': 'speed', 'datatype': 'FP64', 'shape': [-1, 1]}], 'outputs': [{'name': 'oee', 'datatype': 'FP64', 'shape': [-1, 1]}]}"
                                        .formatted(model)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var data = answer.json().at("/outputs/0/data");
        assertThat(data.get(0).doubleValue()).isCloseTo(9, within(1e-9));
        assertThat(data.get(1).doubleValue()).isCloseTo(-1, within(1e-9));
    }

    @Test
    void server_and_models_describe_themselves() {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1, "load,speed"));
        register("model.json", "{}".getBytes(StandardCharsets.UTF_8));
        promote("", 1);

        assertThat(get("/v2").json().path("name").stringValue()).isEqualTo("oee-analytics");
        assertThat(get("/v2/models/" + model).json())
                .isEqualTo(
                        json(
                                "{'name': '%s', 'versions': ['2', '1'], 'platform': 'onnxruntime_onnx', 'inputs': [{'name': 'x', 'datatype': 'FP32', 'shape': [-1, 2], 'parameters': {'columns': ['load', 'speed']}}], 'outputs': [{'name': 'y', 'datatype': 'FP32', 'shape': [-1, 1]}]}"
                                        .formatted(model)));
        assertThat(get("/v2/models/" + model + "/ready").json())
                .isEqualTo(json("{'name': '%s', 'version': '1', 'ready': true}".formatted(model)));
        assertThat(get("/v2/models/" + model + "/versions/1/ready").status()).isEqualTo(200);
        var unservable = get("/v2/models/" + model + "/versions/2/ready");
        assertThat(unservable.status()).isEqualTo(409);
        assertThat(unservable.error()).contains("has no ONNX");
    }

    @Test
    void health_needs_no_key_and_everything_else_does() {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1));
        promote("", 1);
        var path = "/v2/models/" + model;

        assertThat(send(request("/v2/health/live"), "").json()).isEqualTo(json("{'live': true}"));
        assertThat(send(request("/v2/health/ready"), "").json()).isEqualTo(json("{'ready': true}"));
        for (var asked : List.of("/v2", path, path + "/ready", path + "/infer", "/v2/nothing")) {
            var stranger = send(request(asked), "");
            assertThat(stranger.status()).as(asked).isEqualTo(401);
            assertThat(stranger.error()).contains("Bearer");
            assertThat(stranger.type()).startsWith("application/json");
            assertThat(send(request(asked), key(Scope.INGEST)).status()).as(asked).isEqualTo(403);
        }
        var body =
                "{\"inputs\": [{\"name\": \"x\", \"shape\": [1, 2], \"datatype\": \"FP32\","
                        + " \"data\": [1, 2]}]}";
        for (var scope : Scope.values()) {
            int expected = scope == Scope.INGEST ? 403 : 200;
            var posted =
                    send(request(path + "/infer").POST(BodyPublishers.ofString(body)), key(scope));
            assertThat(posted.status()).as(scope + posted.text()).isEqualTo(expected);
            var table =
                    send(
                            request(predictions(1))
                                    .header("Content-Type", "text/csv")
                                    .POST(BodyPublishers.ofString("x[0],x[1]\n1,2\n")),
                            key(scope));
            assertThat(table.status()).as(scope + table.text()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    nothing | no JSON
                    [] | a JSON object
                    {} | no 'inputs'
                    {'inputs': 1} | is a list
                    {'inputs': [{'shape': [1]}]} | no 'name'
                    {'inputs': [{'name': 'z', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1, 2]}]} | Input 'x': it is missing; the model reads x
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP16', 'data': [1, 2]}]} | not 'FP16'
                    {'inputs': [{'name': 'x', 'datatype': 'FP32', 'data': [1, 2]}]} | has no 'shape'
                    {'inputs': [{'name': 'x', 'shape': [2], 'datatype': 'FP32', 'data': [1, 2]}]} | its shape is [2], the model reads [-1, 2]
                    {'inputs': [{'name': 'x', 'shape': [2, 2], 'datatype': 'FP32', 'data': [1, 2]}]} | has 4 values, its data 2
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': [[1], [2]]}]} | nested as [2, 1]
                    {'inputs': [{'name': 'x', 'shape': [2, 2], 'datatype': 'FP32', 'data': [[1, 2], [3]]}]} | lists of 2 and of 1
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1, [2]]}]} | mixes values and lists
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1, null]}]} | value 1 is null
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'INT32', 'data': [1, 0.5]}]} | value 1, 0.5, is no INT32
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP64', 'data': [1, 1e300]}]} | 1.0E300 is no FP32
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': ['a', 'b']}]} | are no texts
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'BYTES', 'data': ['a', 'b']}]} | it is BYTES, the model reads FP32
                    {'inputs': [{'name': 'x', 'shape': [0, 2], 'datatype': 'FP32', 'data': []}]} | no rows
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1, 2]}], 'outputs': [{'name': 'q'}]} | Output 'q': the model answers y
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1, 2]}], 'outputs': [{'name': 'y', 'parameters': {'binary_data': true}}]} | binary data
                    {'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1, 2]}, {'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1, 2]}]} | sent twice
                    """)
    void questions_that_do_not_fit_are_told_why(String body, String reason) {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1));
        promote("", 1);

        var answer = infer(model, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.error()).contains(reason);
        assertThat(answer.json().size()).isOne();
    }

    @Test
    void what_is_not_there_is_told_with_what_to_do() {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1));
        var question =
                "{'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1, 2]}]}";

        var none = infer(model, question);
        assertThat(none.status()).isEqualTo(409);
        assertThat(none.error()).contains("no champion of " + model).contains("/versions/<number>");
        assertThat(get("/v2/models/" + model + "/ready").status()).isEqualTo(409);
        assertThat(infer("nobody", question).status()).isEqualTo(404);
        assertThat(infer(model + "/versions/9", question).status()).isEqualTo(404);
        assertThat(infer(model + "/versions/newest", question).error()).contains("are numbers");
        assertThat(get("/v2/repository/index").error()).contains("There is nothing for GET");
        assertThat(get("/v2/models/" + model + "/infer").status()).isEqualTo(404);
        assertThat(
                        send(
                                        request("/v2/models/" + model + "/versions/1/infer")
                                                .header("Accept", "text/html")
                                                .POST(
                                                        BodyPublishers.ofString(
                                                                question.replace('\'', '"'))),
                                        reader)
                                .status())
                .isEqualTo(406);
        assertThat(
                        infer(
                                        model,
                                        question.replace(
                                                "'inputs'",
                                                "'parameters': {'line': 'L-9'}, 'inputs'"))
                                .error())
                .contains("on line L-9");
    }

    @Test
    void bytes_changed_in_the_database_are_never_a_model() throws SQLException {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1.5f));
        promote("", 1);
        var other = HexFormat.of().formatHex(OnnxFixtures.linear(2, 3, 666));
        try (var connection = database.getConnection();
                var sql = connection.createStatement()) {
            sql.execute("alter table registry.artefact_chunk disable trigger artefact_chunk_stays");
            sql.execute(
                    "update registry.artefact_chunk set bytes = decode('%s', 'hex') where digest = (select digest from registry.version_file f join registry.version v on v.id = f.version_id join registry.model m on m.id = v.model_id where m.name = '%s')"
                            .formatted(other, model));
            sql.execute("alter table registry.artefact_chunk enable trigger artefact_chunk_stays");
        }

        var answer =
                infer(
                        model,
                        "{'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data': [1,"
                                + " 2]}]}");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).contains("not given out");
        assertThat(get("/v2/models/" + model + "/ready").status()).isEqualTo(500);
    }

    @Test
    void hostile_models_are_refused_and_say_why() {
        register("model.onnx", OnnxFixtures.readingFile("../../etc/passwd"));
        // Whole fields, so that it is protobuf, but not all of them.
        var whole = OnnxFixtures.linear(2, 3, 1);
        register("model.onnx", Arrays.copyOf(whole, 2));
        register("model.pb", whole);
        registry.register(
                ServingFixtures.of(
                        model, new NewFile("a.onnx", whole), new NewFile("b.onnx", whole)));

        assertThat(get("/v2/models/" + model + "/versions/1").error())
                .contains("reads other files");
        assertThat(get("/v2/models/" + model + "/versions/2").error()).contains("no ONNX model");
        assertThat(get("/v2/models/" + model + "/versions/3").error())
                .contains("no model of Tribuo");
        assertThat(get("/v2/models/" + model + "/versions/4").error()).contains("several models");
        for (int version = 1; version <= 4; version++) {
            assertThat(get("/v2/models/" + model + "/versions/" + version).status()).isEqualTo(409);
            assertThat(predict(predictions(version), "text/csv", "x[0],x[1]\n1,2\n").status())
                    .isEqualTo(409);
        }
    }

    @Test
    void too_much_at_once_is_refused() {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1));
        promote("", 1);
        var values = "1,".repeat(1_000_001) + "1";

        var answer =
                infer(
                        model,
                        "{'inputs': [{'name': 'x', 'shape': [500001, 2], 'datatype': 'FP32', 'data': [%s]}]}"
                                .formatted(values));
        var rows =
                infer(
                        model,
                        "{'inputs': [{'name': 'x', 'shape': [100001, 2], 'datatype': 'FP32', 'data': [%s]}]}"
                                .formatted("1,".repeat(200_001) + "1"));
        var bytes = infer(model, " ".repeat(17 << 20));
        var table = predict(predictions(1), "text/csv", "x[0],x[1]\n" + "1,2\n".repeat(100_001));
        var row =
                predict(
                        predictions(1),
                        "application/x-ndjson",
                        "{\"x[0]\": \"%s\"}".formatted("1".repeat(300_000)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(rows.status()).isEqualTo(400);
        assertThat(rows.error()).contains("at most 100000 rows");
        assertThat(bytes.status()).isEqualTo(413);
        assertThat(table.status()).isEqualTo(413);
        assertThat(row.status()).isEqualTo(413);
    }

    @Test
    void a_table_comes_back_with_its_predictions() throws IOException {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1, "load,speed"));
        var csv = "day,speed,load\n2026-03-16,2,1\n\"a, b\",-1,0.5\n";

        var asCsv = predict(predictions(1), "text/csv; charset=utf-8", csv);
        var asJson =
                predict(
                        request(predictions(1))
                                .header("Content-Type", "text/csv")
                                .header("Accept", "application/x-ndjson"),
                        csv);
        var ndjson =
                predict(
                        predictions(1),
                        "application/x-ndjson",
                        "{\"load\": 1, \"speed\": 2, \"note\": {\"a\": [1]}}\n\n"
                                + "{\"speed\": -1, \"load\": 0.5}");
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(csv.getBytes(StandardCharsets.UTF_8));
        }
        var unpacked =
                send(
                        request(predictions(1))
                                .header("Content-Type", "text/csv")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(packed.toByteArray())),
                        reader);

        assertThat(asCsv.status()).as(asCsv.text()).isEqualTo(200);
        assertThat(asCsv.type()).startsWith("text/csv");
        assertThat(asCsv.text())
                .isEqualTo("day,speed,load,prediction\n2026-03-16,2,1,9.0\n\"a, b\",-1,0.5,-1.0\n");
        assertThat(unpacked.text()).isEqualTo(asCsv.text());
        assertThat(asJson.text())
                .isEqualTo(
                        "{\"day\":\"2026-03-16\",\"speed\":\"2\",\"load\":\"1\",\"prediction\":9.0}\n"
                                + "{\"day\":\"a,"
                                + " b\",\"speed\":\"-1\",\"load\":\"0.5\",\"prediction\":-1.0}\n");
        assertThat(ndjson.text())
                .isEqualTo(
                        "{\"load\":1,\"speed\":2,\"note\":{\"a\":[1]},\"prediction\":9.0}\n"
                                + "{\"speed\":-1,\"load\":0.5,\"prediction\":-1.0}\n");
    }

    /** Row i is load i and speed 2i, so 8i + 1. */
    @Test
    void a_long_table_is_answered_in_order() {
        register("model.tribuo", TribuoFixtures.linear());
        var rows = new StringBuilder("load,speed\n");
        for (int i = 0; i < 5_000; i++) {
            rows.append(i).append(',').append(2 * i).append('\n');
        }

        var lines = predict(predictions(1), "text/csv", rows.toString()).text().lines().toList();

        assertThat(lines).hasSize(5_001);
        for (int i = 0; i < 5_000; i++) {
            assertThat(Double.parseDouble(lines.get(i + 1).split(",", -1)[2]))
                    .isCloseTo(8 * i + 1, within(1e-6));
        }
    }

    @Test
    void faults_of_a_table_name_row_and_column_and_nothing_is_answered() {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1, "load,speed"));

        var faults = predict(predictions(1), "text/csv", "load,speed\n1,2\n1,\n0x10,2\n1e99,NaN\n");
        var missing = predict(predictions(1), "application/x-ndjson", "{\"load\": \"1\"}");
        var ragged = predict(predictions(1), "text/csv", "load,speed\n1,2\n1,2,3\n");
        var noJson =
                predict(predictions(1), "application/x-ndjson", "{\"load\": 1, \"speed\": 2}\n{");
        var taken = predict(predictions(1), "text/csv", "load,speed,prediction\n1,2,3\n");

        assertThat(faults.status()).isEqualTo(422);
        assertThat(faults.type()).startsWith("application/problem+json");
        assertThat(errors(faults))
                .containsExactlyInAnyOrder(
                        "[1].speed: is missing (line 3)",
                        "[2].load: is no FP32: \"0x10\" (line 4)",
                        "[3].load: is no FP32: \"1e99\" (line 5)",
                        "[3].speed: is no FP32: \"NaN\" (line 5)");
        assertThat(errors(missing))
                .containsExactly(
                        "[0].load: is no FP32: \"1\" (line 1)", "[0].speed: is missing (line 1)");
        assertThat(errors(ragged))
                .containsExactly("[1]: has 3 fields, the first line has 2 (line 3)");
        assertThat(errors(noJson))
                .singleElement()
                .asString()
                .startsWith("[1]: is no JSON (line 2)");
        assertThat(errors(taken)).singleElement().asString().startsWith("[0].prediction");
    }

    private static List<String> errors(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(
                        one ->
                                one.path("path").stringValue()
                                        + ": "
                                        + one.path("reason").stringValue())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json|{}|415",
                "text/csv||400",
                "text/csv|load,speed|400",
                "text/csv|load,load\n1,2|400",
                "text/csv|load,speed\n\"1,2|422",
            })
    void tables_that_cannot_be_read_are_refused(String told) {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1, "load,speed"));
        var parts = told.split("\\|", -1);

        var answer = predict(predictions(1), parts[0], parts[1]);

        assertThat(answer.status() + "").as(answer.text()).isEqualTo(parts[2]);
        assertThat(answer.type()).startsWith("application/problem+json");
    }

    @Test
    void the_examples_of_the_description_are_answered_as_they_say() throws IOException {
        register("model.onnx", OnnxFixtures.linear(2, 3, 1, "load,speed"));
        try (var in = ServingIT.class.getResourceAsStream("/openapi.yaml")) {
            var operation =
                    new YAMLMapper()
                            .readTree(in)
                            .path("paths")
                            .path("/api/v1/models/{name}/versions/{version}/predictions")
                            .path("post");
            for (var type : List.of("text/csv", "application/x-ndjson")) {
                var body = operation.path("requestBody").path("content").path(type);
                var answer = operation.path("responses").path("200").path("content").path(type);

                var came = predict(predictions(1), type, body.path("example").stringValue());

                assertThat(came.text()).isEqualTo(answer.path("example").stringValue());
            }
        }
    }

    @Test
    void eight_ask_at_once_for_more_models_than_are_kept() throws Exception {
        for (int i = 1; i <= 24; i++) {
            register("model.onnx", OnnxFixtures.linear(i, 3, 1));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            var calls =
                    IntStream.range(0, 8)
                            .<Callable<String>>mapToObj(
                                    thread ->
                                            () ->
                                                    IntStream.rangeClosed(1, 24)
                                                            .mapToObj(
                                                                    i ->
                                                                            asked(
                                                                                    1
                                                                                            + (i
                                                                                                            + thread
                                                                                                                    * 3)
                                                                                                    % 24))
                                                            .filter(fault -> !fault.isEmpty())
                                                            .collect(Collectors.joining("\n")))
                            .toList();

            for (var future : threads.invokeAll(calls)) {
                assertThat(future.get()).isEmpty();
            }
        }
    }

    /** i·10 + 3·2 + 1. */
    private String asked(int version) {
        var answer =
                infer(
                        model + "/versions/" + version,
                        "{'inputs': [{'name': 'x', 'shape': [1, 2], 'datatype': 'FP32', 'data':"
                                + " [10, 2]}]}");
        return answer.status() == 200
                        && answer.json().at("/outputs/0/data/0").doubleValue() == 10 * version + 7
                ? ""
                : version + ": " + answer.text();
    }
}
