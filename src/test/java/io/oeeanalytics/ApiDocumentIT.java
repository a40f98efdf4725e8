package io.oeeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.RegistryFixtures;
import io.oeeanalytics.registry.Seat;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the public doors, held against the doors. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ApiDocumentIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** What no two runs have alike. */
    private static final List<String> OF_THE_RUN =
            List.of("arrivedAt", "next", "calendar", "cycles", "statuses", "settings");

    private static int opened;

    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-api-document").toString();
        properties.add("oee.data-folder", () -> folder);
        // Nobody is there, but the door that says so is.
        properties.add("oee.mqtt.url", () -> "mqtt://127.0.0.1:1");
    }

    private ApiClient client(String name, Scope... scopes) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_ADMIN"));
        try {
            return new ApiClient(port, keys.open(name, Set.of(scopes)));
        } finally {
            SecurityContextHolder.clearContext();
        }
    }

    private ApiClient client(Scope... scopes) {
        return client("document " + ++opened, scopes);
    }

    private JsonNode document() {
        return new ApiClient(port, "").get("/api/v1/openapi").json();
    }

    @Test
    void anybody_reads_it_as_json_or_yaml() {
        var stranger = new ApiClient(port, "");

        var json = stranger.get("/api/v1/openapi");
        var yaml = stranger.get("/api/v1/openapi.yaml");
        var chosen = stranger.get("/api/v1/openapi", "application/yaml");

        assertThat(json.status()).isEqualTo(200);
        assertThat(json.header("Content-Type")).startsWith("application/json");
        assertThat(json.header("Cache-Control")).contains("max-age=300");
        assertThat(json.header("Vary")).containsIgnoringCase("accept");
        assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
        assertThat(chosen.text()).isEqualTo(yaml.text());
        assertThat(new YAMLMapper().readTree(yaml.text())).isEqualTo(json.json());
        assertThat(json.json().path("openapi").stringValue()).startsWith("3.1.");
    }

    @Test
    void every_door_is_described_and_nothing_else() {
        var doors = new TreeMap<String, Set<String>>();
        mappings.getHandlerMethods()
                .forEach(
                        (mapping, door) ->
                                mapping.getPatternValues().stream()
                                        .filter(path -> path.startsWith("/api"))
                                        // MLflow's protocol is described by MLflow.
                                        .filter(path -> !path.matches("/api/[23]\\.0/.*"))
                                        .forEach(
                                                path ->
                                                        mapping.getMethodsCondition()
                                                                .getMethods()
                                                                .forEach(
                                                                        method ->
                                                                                doors.put(
                                                                                        method + " "
                                                                                                + path,
                                                                                        parameters(
                                                                                                door)))));
        var described = new TreeMap<String, Set<String>>();
        operations()
                .forEach(
                        operation ->
                                described.put(
                                        operation.method + " " + operation.path,
                                        operation.parameters("query").values().stream()
                                                .map(ApiDocumentIT::told)
                                                .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(doors).isNotEmpty().isEqualTo(described);
    }

    /** With what stands for it when it is left out. */
    private static Set<String> parameters(HandlerMethod door) {
        return Arrays.stream(door.getMethodParameters())
                .filter(one -> one.hasParameterAnnotation(RequestParam.class))
                .map(
                        one -> {
                            var asked =
                                    Objects.requireNonNull(
                                            one.getParameterAnnotation(RequestParam.class));
                            var name =
                                    asked.name().isEmpty()
                                            ? one.getParameter().getName()
                                            : asked.name();
                            var left = asked.defaultValue();
                            return left.equals(ValueConstants.DEFAULT_NONE) || left.isEmpty()
                                    ? name
                                    : name + "=" + left;
                        })
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String told(JsonNode parameter) {
        var left = parameter.path("schema").path("default");
        var name = parameter.path("name").stringValue();
        return left.isMissingNode() ? name : name + "=" + left.asString();
    }

    /** In the order of the document: the plant is put before its events are told. */
    @Test
    void every_example_is_answered_as_it_says() {
        var system = client("press-hall gateway", Scope.ADMIN);
        var sent = new ArrayList<String>();
        for (var operation : operations()) {
            for (var name : operation.examples()) {
                var answer = operation.send(system, name);
                var as = operation.method + " " + operation.path + ", example " + name;
                var response = operation.responseOf(name);
                assertThat(answer.status() + "")
                        .as(as + ": " + answer.text())
                        .isEqualTo(response.status);
                assertThat(answer.header("Content-Type")).as(as).startsWith(response.type);
                assertThat(faults(response.schema, answer.json())).as(as).isEmpty();
                if (response.example != null) {
                    assertThat(faults(response.schema, response.example)).as(as).isEmpty();
                    assertThat(general(answer.json()))
                            .as(as + ": " + answer.text())
                            .isEqualTo(general(response.example));
                }
                sent.add(as);
            }
        }

        assertThat(sent).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void requests_that_are_examples_of_202_fit_their_schema_and_those_of_422_are_json() {
        for (var operation : operations()) {
            operation
                    .bodies()
                    .forEach(
                            (name, body) -> {
                                if (operation.responseOf(name).status.startsWith("2")
                                        && !name.equals("aFaultLeftOut")) {
                                    assertThat(faults(operation.bodySchema(), body))
                                            .as(operation.path + " " + name)
                                            .isEmpty();
                                }
                            });
        }
        var negative = operation("POST", "/api/v1/events");
        assertThat(
                        faults(
                                negative.bodySchema(),
                                Objects.requireNonNull(negative.bodies().get("negativeCount"))))
                .isNotEmpty();
    }

    /** Of a day whose shift is closed, and edited after. */
    @Test
    void what_comes_out_fits_what_is_described(@Autowired DataSource database) throws SQLException {
        var system = client(Scope.ADMIN);
        putAndTellOfADay(system);
        var day = "?line=FIT-1&from=2026-03-16";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> items(system, "/api/v1/shift-reports" + day).size() == 1);
        var known = items(system, "/api/v1/shift-reports" + day).get(0).path("frozenAt");
        say(
                system,
                "{'key':'w','line':'FIT-1','type':'classification','at':'2026-03-16T10:00:00Z','status':11,'by':'olga'}");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> items(system, "/api/v1/edits?from=2026-03-16").size() == 1);

        // The job that looks now and then whether forecasts are to be made looks now.
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "update ops.scheduled_task set execution_time = now() where task_name ="
                            + " 'forecast-resume' and not picked");
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> items(system, "/api/v1/forecasts?line=FIT-1").size() == 1);

        for (var address :
                List.of(
                        "/api/v1/plant",
                        "/api/v1/oee?from=2026-03-01&to=2026-03-31&by=shift",
                        "/api/v1/oee%s&by=hour&definition=six_big_losses".formatted(day),
                        "/api/v1/oee%s&by=product&definition=PLANNED_STOPS_INSIDE".formatted(day),
                        "/api/v1/oee%s&definition=SEMI_E79&compare=true".formatted(day),
                        "/api/v1/oee%s&knownAt=%s".formatted(day, known.stringValue()),
                        "/api/v1/losses%s&level=1".formatted(day),
                        "/api/v1/why" + day,
                        "/api/v1/why%s&beforeFrom=2026-03-16&definition=semi_e79".formatted(day),
                        "/api/v1/why%s&against=target".formatted(day),
                        "/api/v1/shift-reports" + day,
                        "/api/v1/shift-reports%s&shift=1".formatted(day),
                        "/api/v1/edits?from=2026-03-16",
                        "/api/v1/forecasts?line=FIT-1",
                        "/api/v1/forecasts/total?line=FIT-1&days=3",
                        "/api/v1/mqtt")) {
            var answer = system.get(address);
            assertThat(answer.status()).as(address + answer.text()).isEqualTo(200);
            assertThat(
                            faults(
                                    operation("GET", address.replaceFirst("\\?.*", ""))
                                            .schema("200"),
                                    answer.json()))
                    .as(address + answer.text())
                    .isEmpty();
        }
        assertThat(
                        items(system, "/api/v1/shift-reports%s&shift=1".formatted(day))
                                .get(0)
                                .path("changes")
                                .size())
                .isOne();
    }

    @Test
    void models_come_out_as_described(@Autowired Registry registry) {
        var model = "described";
        var first = registry.register(RegistryFixtures.version(model, 0.04));
        var second = registry.register(RegistryFixtures.version(model, 0.02));
        registry.offer(first, Seat.champion(model, ""));
        var before = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        await().until(() -> Instant.now().isAfter(before.plusMillis(1)));
        registry.offer(second, Seat.champion(model, ""));
        var system = client(Scope.READ);
        var models = system.get("/api/v1/models");
        var page = system.get("/api/v1/models/described?limit=1");
        var rest = system.get("/api/v1/models/described?limit=1&before=2");
        var now = system.get("/api/v1/models/described/champion");
        var then = system.get("/api/v1/models/described/champion?on=" + before);

        assertThat(faults(operation("GET", "/api/v1/models").schema("200"), models.json()))
                .isEmpty();
        var one = operation("GET", "/api/v1/models/{name}").schema("200");
        assertThat(faults(one, page.json())).as(page.text()).isEmpty();
        assertThat(faults(one, rest.json())).isEmpty();
        assertThat(page.json().path("next").intValue()).isEqualTo(2);
        assertThat(rest.json().path("next").isNull()).isTrue();
        assertThat(rest.json().at("/versions/0/version").intValue()).isEqualTo(1);
        var champion = operation("GET", "/api/v1/models/{name}/champion").schema("200");
        assertThat(faults(champion, now.json())).as(now.text()).isEmpty();
        assertThat(now.json().path("version").intValue()).isEqualTo(2);
        assertThat(then.json().path("version").intValue()).isEqualTo(1);
        problem(system.get("/api/v1/models/described/champion?on=2020-01-01"), 404);
        problem(system.get("/api/v1/models/described/champion?line=NOWHERE"), 404);
        problem(system.get("/api/v1/models/nobody"), 404);
        problem(system.get("/api/v1/models/described/champion?on=yesterday"), 400);
        problem(system.get("/api/v1/models/described?limit=0"), 400);
    }

    private void putAndTellOfADay(ApiClient system) {
        var plant =
                """
                {'sites': [{'name': 'Fit', 'zone': 'UTC', 'areas': ['Hall 1'],
                  'settings': [{'microStopSeconds': 60, 'microStopBucket': 'AVAILABILITY'},
                    {'validFrom': '2026-03-02', 'startUpSeconds': 600, 'definition': 'SEMI_E79'}],
                  'statuses': [{'code': 23, 'name': 'Jam', 'category': 'DELAY', 'group': 'Failure/Feed',
                    'validFrom': '2026-03-01T06:00:00Z'}],
                  'weeks': [{'validFrom': '2026-01-01', 'cycleDays': 1, 'shifts': [
                    {'day': 1, 'number': 1, 'start': '08:00', 'end': '12:00', 'team': 'A'}]}],
                  'exceptions': [{'date': '2026-03-20', 'kind': 'EXTRA', 'reason': 'backlog', 'shifts': [
                    {'number': 2, 'start': '13:00', 'end': '15:00'}]}],
                  'lines': [
                    {'code': 'FIT-1', 'area': 'Hall 1', 'units': [{'code': 'A', 'constraint': true}, {'code': 'B'}],
                      'idealCycles': [{'unit': 'A', 'seconds': 60}],
                      'exceptions': [{'date': '2026-03-21', 'kind': 'CLOSED'}]},
                    {'code': 'FIT-2', 'statusLine': 'FIT-1'}]}]}
                """
                        .replace('\'', '"');
        assertThat(faults(operation("PUT", "/api/v1/plant").bodySchema(), JSON.readTree(plant)))
                .isEmpty();
        var put = system.put("/api/v1/plant", "application/json", plant);
        assertThat(put.status()).as(put.text()).isEqualTo(200);
        say(
                system,
                "{'key':'s1','line':'FIT-1','type':'state','at':'2026-03-16T08:00:00Z','status':1}",
                "{'key':'s2','line':'FIT-1','type':'state','at':'2026-03-16T10:00:00Z','status':23,'unit':'B'}",
                "{'key':'s3','line':'FIT-1','type':'state','at':'2026-03-16T10:30:00Z','status':1}",
                "{'key':'s4','line':'FIT-1','type':'state','at':'2026-03-16T12:00:00Z','status':90}",
                "{'key':'p1','line':'FIT-1','type':'product','at':'2026-03-16T08:00:00Z','product':'X','order':'WO-1'}",
                "{'key':'c1','line':'FIT-1','type':'count','at':'2026-03-16T11:00:00Z','good':90,'scrap':10}");
    }

    private static void say(ApiClient system, String... events) {
        var told =
                system.post(
                        "/api/v1/events",
                        "[%s]".formatted(String.join(",", events)).replace('\'', '"'));
        assertThat(told.status()).as(told.text()).isEqualTo(202);
    }

    private static JsonNode items(ApiClient system, String address) {
        return system.get(address).json().path("items");
    }

    @Test
    void every_operation_opens_with_the_scope_it_names_and_with_no_other() {
        for (var operation : operations()) {
            var scopes = operation.scopes();
            for (var scope : List.of(Scope.INGEST, Scope.READ)) {
                int status = operation.bare(client(scope)).status();
                if (scopes.isEmpty() || scopes.equals(List.of(word(scope)))) {
                    assertThat(status).as(operation.path + scope).isNotIn(401, 403);
                } else {
                    assertThat(status).as(operation.path + scope).isEqualTo(403);
                }
            }
            int stranger = operation.bare(new ApiClient(port, "")).status();
            assertThat(stranger == 401).as(operation.path).isEqualTo(!operation.isPublic());
        }
        assertThat(client(Scope.READ).put("/api/v1/plant", "application/json", "{}").text())
                .contains("needs the scope admin")
                .contains("has read");
    }

    private static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    @Test
    void what_there_is_no_door_for_is_a_problem_too() {
        var system = client(Scope.ADMIN);

        problem(system.get("/api/v1/nothing"), 404);
        problem(system.get("/api/v2/events"), 404);
        problem(system.send("DELETE", "/api/v1/plant", "application/json", ""), 405);
        problem(system.send("PUT", "/api/v1/events", "application/json", "[]"), 405);
        problem(system.get("/api/v1/oee?from=2026-03-16", "text/html"), 406);
        problem(system.get("/api/v1/events", "image/png"), 406);
        problem(system.get("/api/v1/plant", "text/html"), 406);
        problem(system.get("/api/v1/plant;a=b"), 400);
        problem(system.post("/api/v1/events", "application/x-www-form-urlencoded", "a=b"), 415);
        problem(new ApiClient(port, "").get("/api/v1/nothing"), 401);
        problem(new ApiClient(port, "oee_unknown").get("/api/v1/oee"), 401);
        assertThat(new ApiClient(port, "oee_unknown").get("/api/v1/oee").text())
                .contains("unknown or was revoked");
        assertThat(system.send("DELETE", "/api/v1/plant", "application/json", "").header("Allow"))
                .contains("GET")
                .contains("PUT");
    }

    private static void problem(ApiClient.Answer answer, int status) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type"))
                .as(answer.text())
                .startsWith("application/problem+json");
        assertThat(answer.json().path("status").intValue()).isEqualTo(status);
        assertThat(answer.json().path("detail").stringValue()).isNotBlank();
    }

    @Test
    void a_parameter_nobody_knows_is_refused_with_those_that_are_known() {
        var system = client(Scope.ADMIN);

        var figures = system.get("/api/v1/oee?from=2026-03-16&until=2026-03-17");
        var events = system.get("/api/v1/events?lines=PRESS-1&Limit=5");
        var told = system.post("/api/v1/events?dryRun=true", "[]");

        problem(figures, 400);
        assertThat(figures.errors())
                .isEqualTo(
                        "until: is no parameter of this address; it has line, site, from, to, area,"
                                + " by, definition, compare, knownAt, limit, cursor\n");
        assertThat(events.errors()).contains("lines: is no parameter").contains("Limit: is no");
        assertThat(told.errors()).contains("dryRun: is no parameter of this address; it has mode");
    }

    @Test
    void figures_are_kept_by_nobody_on_the_way() {
        assertThat(client(Scope.READ).get("/api/v1/plant").header("Cache-Control"))
                .contains("no-store");
    }

    private List<Operation> operations() {
        var document = document();
        var operations = new ArrayList<Operation>();
        document.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue().properties().stream()
                                        .filter(one -> METHODS.contains(one.getKey()))
                                        .forEach(
                                                one ->
                                                        operations.add(
                                                                new Operation(
                                                                        document,
                                                                        one.getKey()
                                                                                .toUpperCase(
                                                                                        Locale
                                                                                                .ROOT),
                                                                        path.getKey(),
                                                                        one.getValue()))));
        return operations;
    }

    private Operation operation(String method, String path) {
        return operations().stream()
                .filter(one -> one.method.equals(method) && one.path.equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** As JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
    private static List<String> faults(Schema schema, JsonNode instance) {
        var root = JSON.createObjectNode();
        root.set("components", schema.document.path("components"));
        root.set("allOf", JSON.createArrayNode().add(schema.node));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(root)
                .validate(instance)
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static JsonNode general(JsonNode node) {
        var copy = node.deepCopy();
        OF_THE_RUN.forEach(
                name ->
                        copy.findParents(name)
                                .forEach(
                                        parent -> {
                                            if (!parent.path(name).isNull()) {
                                                ((ObjectNode) parent).put(name, "of the run");
                                            }
                                        }));
        return JSON.readTree(copy.toString());
    }

    private record Schema(JsonNode document, JsonNode node) {}

    private record Response(
            String status, String type, Schema schema, @Nullable JsonNode example) {}

    /** One operation of the document. */
    private record Operation(JsonNode document, String method, String path, JsonNode node) {
        private JsonNode resolved(JsonNode node) {
            return node.has("$ref")
                    ? document.at(node.path("$ref").stringValue().substring(1))
                    : node;
        }

        Map<String, JsonNode> parameters(String in) {
            var parameters = new LinkedHashMap<String, JsonNode>();
            node.path("parameters")
                    .forEach(
                            one -> {
                                var parameter = resolved(one);
                                if (parameter.path("in").stringValue().equals(in)) {
                                    parameters.put(parameter.path("name").stringValue(), parameter);
                                }
                            });
            return parameters;
        }

        boolean isPublic() {
            return node.path("security").isEmpty();
        }

        List<String> scopes() {
            return node.path("security")
                    .valueStream()
                    .flatMap(one -> one.valueStream())
                    .flatMap(JsonNode::valueStream)
                    .map(JsonNode::stringValue)
                    .distinct()
                    .toList();
        }

        Map<String, JsonNode> bodies() {
            var bodies = new LinkedHashMap<String, JsonNode>();
            node.at("/requestBody/content/application~1json/examples")
                    .properties()
                    .forEach(one -> bodies.put(one.getKey(), one.getValue().path("value")));
            return bodies;
        }

        Schema bodySchema() {
            return new Schema(document, node.at("/requestBody/content/application~1json/schema"));
        }

        Schema schema(String status) {
            return new Schema(
                    document,
                    node.path("responses").path(status).at("/content/application~1json/schema"));
        }

        /** Of the requests, and of the answers of those that have no body. */
        Set<String> examples() {
            var names = new LinkedHashSet<>(bodies().keySet());
            responses().forEach(one -> names.addAll(one.keySet()));
            return names;
        }

        private List<Map<String, Response>> responses() {
            var all = new ArrayList<Map<String, Response>>();
            node.path("responses")
                    .properties()
                    .forEach(
                            status ->
                                    resolved(status.getValue())
                                            .path("content")
                                            .properties()
                                            .forEach(
                                                    content ->
                                                            all.add(
                                                                    responses(
                                                                            status.getKey(),
                                                                            content))));
            return all;
        }

        private Map<String, Response> responses(
                String status, Map.Entry<String, JsonNode> content) {
            var byName = new LinkedHashMap<String, Response>();
            content.getValue()
                    .path("examples")
                    .properties()
                    .forEach(
                            one ->
                                    byName.put(
                                            one.getKey(),
                                            new Response(
                                                    status,
                                                    content.getKey(),
                                                    new Schema(
                                                            document,
                                                            content.getValue().path("schema")),
                                                    one.getValue().path("value"))));
            return byName;
        }

        /**
         * The answer of the same name; a long one, as of a whole plant, is told by schema alone.
         */
        Response responseOf(String name) {
            return responses().stream()
                    .map(one -> one.get(name))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseGet(() -> new Response("200", "application/json", schema("200"), null));
        }

        ApiClient.Answer send(ApiClient system, String name) {
            var body = bodies().get(name);
            var address = path + query(name);
            if (body != null) {
                return system.send(method, address, "application/json", body.toString());
            }
            if (path.endsWith("/oee") && responseOf(name).status.equals("200")) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> !system.get(address).json().path("pending").booleanValue());
            }
            return system.get(address);
        }

        private String query(String name) {
            var words =
                    parameters("query").values().stream()
                            .filter(one -> one.path("examples").has(name))
                            .map(
                                    one ->
                                            one.path("name").stringValue()
                                                    + "="
                                                    + written(
                                                            one.path("examples")
                                                                    .path(name)
                                                                    .path("value")))
                            .collect(Collectors.joining("&"));
            return words.isEmpty() ? "" : "?" + words;
        }

        private static String written(JsonNode value) {
            var words =
                    value.isArray()
                            ? value.valueStream()
                                    .map(JsonNode::asString)
                                    .collect(Collectors.joining(","))
                            : value.asString();
            return URLEncoder.encode(words, StandardCharsets.UTF_8);
        }

        /** With as little as possible. */
        ApiClient.Answer bare(ApiClient system) {
            @Nullable JsonNode body = bodies().values().stream().findFirst().orElse(null);
            var address = path.replace("{name}", "nothing").replace("{version}", "1");
            return body == null && method.equals("GET")
                    ? system.get(address)
                    : system.send(method, address, "application/json", "{\"nothing\": 1}");
        }
    }
}
