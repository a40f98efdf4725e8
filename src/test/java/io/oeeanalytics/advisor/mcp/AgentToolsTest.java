package io.oeeanalytics.advisor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.advisor.tool.Arguments;
import io.oeeanalytics.advisor.tool.SomeTools;
import io.oeeanalytics.advisor.tool.Tool;
import io.oeeanalytics.advisor.tool.ToolRefused;
import io.oeeanalytics.advisor.tool.ToolResult;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.identity.SignedIn;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.AccessDeniedException;

/** What becomes of a call that is slow, too much, or fails. */
class AgentToolsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(20);

    @Test
    void a_call_has_the_rights_of_whoever_asks_and_leaves_none_behind() {
        var result = call(tool(SignedIn::name), new AgentTools.Limits(LONG, 1, LONG), Map.of());

        assertThat(result.isError()).isFalse();
        assertThat(text(result)).contains("\"title\":\"agent\"");
        assertThat(SignedIn.name()).isEmpty();
    }

    @Test
    void a_call_that_takes_too_long_is_left_and_broken_off() throws Exception {
        var brokenOff = new CountDownLatch(1);
        var result =
                call(
                        tool(
                                () -> {
                                    try {
                                        new CountDownLatch(1).await();
                                    } catch (InterruptedException e) {
                                        brokenOff.countDown();
                                    }
                                    return "";
                                }),
                        new AgentTools.Limits(SHORT, 1, LONG),
                        Map.of());

        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("That took too long.");
        assertThat(brokenOff.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void more_calls_than_there_are_places_for_are_refused() throws Exception {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var tool =
                tool(
                        () -> {
                            begun.countDown();
                            try {
                                over.await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return "late";
                        });
        var tools = tools(tool, new AgentTools.Limits(LONG, 1, SHORT));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> tools.call(caller(), tool, Map.of()));
            begun.await();

            var second = tools.call(caller(), tool, Map.of());
            over.countDown();

            assertThat(second.isError()).isTrue();
            assertThat(text(second)).contains("Too much is asked at once.");
            assertThat(first.get().isError()).isFalse();
            assertThat(tools.call(caller(), tool, Map.of()).isError()).isFalse();
        }
    }

    @Test
    void what_failed_is_not_told() {
        var failed =
                call(
                        tool(
                                () -> {
                                    throw new IllegalStateException("password of the database");
                                }),
                        AgentTools.Limits.USUAL,
                        Map.of());
        var denied =
                call(
                        tool(
                                () -> {
                                    throw new AccessDeniedException("of HIDDEN");
                                }),
                        AgentTools.Limits.USUAL,
                        Map.of());

        assertThat(failed.isError()).isTrue();
        assertThat(text(failed)).contains("could not be looked up").doesNotContain("password");
        assertThat(denied.isError()).isTrue();
        assertThat(text(denied)).contains("may not see").doesNotContain("HIDDEN");
    }

    @Test
    void an_argument_nobody_knows_is_refused_with_those_that_are_known() {
        var result =
                call(tool(() -> "found"), AgentTools.Limits.USUAL, Map.of("machine", "LINE-03"));

        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("It takes: line.").doesNotContain("machine");
    }

    private static CallToolResult call(
            Tool tool, AgentTools.Limits limits, Map<String, Object> arguments) {
        return tools(tool, limits).call(caller(), tool, arguments);
    }

    private static AgentTools tools(Tool tool, AgentTools.Limits limits) {
        return new AgentTools(SomeTools.of(tool), new Texts(), limits);
    }

    private static Caller caller() {
        return new Caller(TestSignIn.everywhere("agent", "ROLE_MANAGER"), Locale.ENGLISH);
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().getFirst()).text();
    }

    /** What a tool of a test does; its words are the title of the result. */
    private interface Work {
        String found();
    }

    private static Tool tool(Work work) {
        return new Tool() {
            @Override
            public String name() {
                return "made";
            }

            @Override
            public String description() {
                return "Made for a test.";
            }

            @Override
            public List<Parameter> parameters() {
                return List.of(new Parameter("line", Type.TEXT, "A line.", false, List.of()));
            }

            @Override
            public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
                return new ToolResult(
                        work.found(),
                        ToolResult.Outcome.ANSWERED,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of());
            }
        };
    }
}
