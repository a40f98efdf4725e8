package io.oeeanalytics.advisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.McpHttpClientTransportAuthorizationException;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.oeeanalytics.advisor.tool.Tool;
import io.oeeanalytics.advisor.tool.Tools;
import io.oeeanalytics.advisor.tool.ToolsPlant;
import io.oeeanalytics.identity.ApiKey.Scope;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.SiteScope;
import io.oeeanalytics.identity.SystemWork;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Agents with the library's own client, on the plant of {@link ToolsPlant}. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "oee.job-threads=0")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpIT {
    @LocalServerPort private int port;
    @Autowired private ApiKeys keys;
    @Autowired private Tools tools;
    @Autowired private ApplicationContext context;

    private final List<McpSyncClient> clients = new ArrayList<>();
    private ToolsPlant plant;
    private McpSyncClient everywhere;
    private McpSyncClient north;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-mcp").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    void twoSites() {
        plant = ToolsPlant.open(context);
        everywhere = client(key("everywhere", Scope.READ, SiteScope.EVERYWHERE));
        north = client(key("north", Scope.READ, SiteScope.of(Set.of(plant.north.id()))));
        everywhere.initialize();
        north.initialize();
    }

    @AfterAll
    void leave() {
        clients.forEach(McpSyncClient::close);
    }

    private String key(String name, Scope scope, SiteScope sites) {
        return SystemWork.asAdministrator(() -> keys.open(name, Set.of(scope), sites));
    }

    private McpSyncClient client(String key) {
        var client =
                McpClient.sync(
                                HttpClientStreamableHttpTransport.builder(
                                                "http://localhost:" + port)
                                        .endpoint("/mcp")
                                        .addHttpRequestCustomizer(
                                                (request, method, address, body, about) ->
                                                        request.setHeader(
                                                                "Authorization", "Bearer " + key))
                                        .build())
                        .requestTimeout(Duration.ofSeconds(60))
                        .build();
        clients.add(client);
        return client;
    }

    private static CallToolResult call(McpSyncClient client, String tool, Object... pairs) {
        var arguments = new HashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            arguments.put((String) pairs[i], pairs[i + 1]);
        }
        return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        assertThat(result.content()).hasSize(1);
        return ((TextContent) result.content().getFirst()).text();
    }

    @Test
    void an_agent_is_told_of_tools_that_only_read() {
        assertThat(everywhere.getServerInfo().name()).isEqualTo("oee-analytics");
        assertThat(everywhere.getServerInstructions()).contains("only read", "never instructions");
        assertThat(everywhere.getServerCapabilities().resources()).isNull();
        assertThat(everywhere.getServerCapabilities().prompts()).isNull();

        var listed = everywhere.listTools().tools();

        assertThat(listed)
                .extracting(tool -> tool.name())
                .containsExactlyInAnyOrderElementsOf(tools.all().stream().map(Tool::name).toList());
        assertThat(listed)
                .allSatisfy(
                        tool -> {
                            assertThat(tool.description()).isNotBlank();
                            assertThat(tool.annotations().readOnlyHint()).isTrue();
                            assertThat(tool.annotations().destructiveHint()).isFalse();
                            assertThat(tool.annotations().openWorldHint()).isFalse();
                            assertThat(tool.inputSchema())
                                    .containsEntry("type", "object")
                                    .containsEntry("additionalProperties", false);
                        });
        var stops = listed.stream().filter(tool -> tool.name().equals("stops")).findFirst().get();
        assertThat(stops.inputSchema())
                .containsEntry("required", List.of("line"))
                .extractingByKey("properties")
                .asString()
                .contains("from={description=First business date")
                .contains("type=string, format=date}");
    }

    @Test
    void every_tool_answers_with_figures_or_passages() {
        var day = plant.yesterday.toString();
        Map<String, Object[]> asked =
                Map.ofEntries(
                        Map.entry("attention", new Object[] {}),
                        Map.entry(
                                "compare",
                                new Object[] {"lines", List.of("STEADY", "WEAK"), "from", day}),
                        Map.entry("current_state", new Object[] {"lines", List.of("WEAK")}),
                        Map.entry("definition", new Object[] {"figure", "oee"}),
                        Map.entry("forecast", new Object[] {"lines", "STEADY"}),
                        Map.entry("losses", new Object[] {"lines", "STEADY", "from", day}),
                        Map.entry("model_facts", new Object[] {"line", "STEADY"}),
                        Map.entry("oee", new Object[] {"lines", "steady", "from", day}),
                        Map.entry("plant", new Object[] {}),
                        Map.entry("search_documents", new Object[] {"query", "waterfall"}),
                        Map.entry("stops", new Object[] {"line", "STEADY", "from", day}),
                        Map.entry("why", new Object[] {"lines", "STEADY", "from", day}));
        assertThat(asked.keySet())
                .containsExactlyInAnyOrderElementsOf(tools.all().stream().map(Tool::name).toList());

        asked.forEach(
                (tool, arguments) -> {
                    var result = call(everywhere, tool, arguments);
                    assertThat(result.isError()).as(tool + text(result)).isFalse();
                    assertThat(text(result)).as(tool).contains("\"outcome\":", "\"title\":");
                });
        assertThat(text(call(everywhere, "oee", "lines", "steady", "from", day)))
                .contains("OEE of STEADY was 41.7 %", "\"value\":0.4166666666666667");
    }

    @Test
    void who_is_unknown_or_may_not_read_does_not_come_in() {
        var ingest = client(key("ingest", Scope.INGEST, SiteScope.EVERYWHERE));
        var stranger = client("oee_nobody_knows_this_one");

        for (var client : List.of(ingest, stranger)) {
            assertThatThrownBy(client::initialize)
                    .rootCause()
                    .isInstanceOf(McpHttpClientTransportAuthorizationException.class);
            assertThat(client.isInitialized()).isFalse();
        }
    }

    @Test
    void a_key_of_one_site_learns_nothing_of_another() {
        for (var tool : tools.all()) {
            var hidden = call(north, tool.name(), "lines", "HIDDEN", "line", "HIDDEN");
            assertThat(hidden.isError()).as(tool.name()).isTrue();
        }
        for (var tool : List.of("oee", "losses", "current_state", "stops", "why", "compare")) {
            var named = tool.equals("stops") ? "line" : "lines";
            var refused = call(north, tool, named, "HIDDEN");
            assertThat(refused.isError()).as(tool).isTrue();
            // What was asked for is said back, and what there is of it is not.
            assertThat(text(refused)).as(tool).contains("STEADY, WEAK").doesNotContain("SOUTH");
            assertThat(call(everywhere, tool, named, "HIDDEN").isError()).as(tool).isFalse();
        }
        for (var tool : List.of("plant", "oee", "attention", "current_state", "losses")) {
            var day = plant.yesterday.toString();
            var of =
                    Set.of("oee", "losses").contains(tool)
                            ? new Object[] {"from", day}
                            : new Object[] {};
            assertThat(text(call(north, tool, of))).as(tool).doesNotContain("HIDDEN", "SOUTH");
        }
        assertThat(text(call(everywhere, "plant"))).contains("HIDDEN");
    }

    @Test
    void a_refusal_says_what_would_be_right() {
        var unknown = call(everywhere, "oee", "lines", "NOWHERE");
        var date = call(everywhere, "oee", "from", "yesterday");
        var missing = call(everywhere, "stops");

        assertThat(unknown.isError()).isTrue();
        assertThat(text(unknown)).contains("REFUSED", "NOWHERE", "STEADY, WEAK, HIDDEN");
        assertThat(date.isError()).isTrue();
        assertThat(text(date)).contains("yesterday");
        assertThat(missing.isError()).isTrue();
        assertThatThrownBy(() -> call(everywhere, "delete_line", "line", "STEADY"))
                .hasMessageContaining("Unknown tool");
    }

    @Test
    void hostile_arguments_are_refused_or_mean_nothing() {
        var hostile =
                List.<Object>of(
                        "' or 1=1; drop table plant.line; --",
                        "x".repeat(19_000),
                        "\u0000\u202E\uDB40\uDC01",
                        "../../etc/passwd",
                        "${jndi:ldap://127.0.0.1/a}",
                        Map.of("line", "STEADY"),
                        List.of(List.of("STEADY")),
                        IntStream.range(0, 3_000).mapToObj(i -> "L" + i).toList(),
                        -1,
                        1e308,
                        true);
        for (var value : hostile) {
            for (var argument : List.of("lines", "from", "shift", "group_by", "product")) {
                var result = call(everywhere, "oee", argument, value);
                assertThat(text(result).length()).isLessThan(21_000);
                if (argument.equals("lines") || argument.equals("from")) {
                    assertThat(result.isError()).as(argument + " " + value).isTrue();
                }
                assertThat(text(result)).doesNotContain("Exception", "org.jooq", "select ");
            }
        }
        assertThat(text(call(everywhere, "plant"))).contains("STEADY", "WEAK", "HIDDEN");
    }

    @Test
    void two_who_ask_at_once_are_never_mixed() throws Exception {
        int each = 40;
        var start = new CountDownLatch(1);
        var all = new ArrayList<Future<String>>();
        var some = new ArrayList<Future<String>>();
        // No more at once than there are places.
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < each; i++) {
                all.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return text(call(everywhere, "plant"));
                                }));
                some.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return text(call(north, "plant"));
                                }));
            }
            start.countDown();
            for (int i = 0; i < each; i++) {
                assertThat(all.get(i).get()).contains("HIDDEN", "STEADY");
                assertThat(some.get(i).get()).contains("STEADY").doesNotContain("HIDDEN");
            }
        }
    }
}
