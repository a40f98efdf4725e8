package io.oeeanalytics.advisor.mcp;

import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.oeeanalytics.advisor.tool.Arguments;
import io.oeeanalytics.advisor.tool.Tool;
import io.oeeanalytics.advisor.tool.ToolJson;
import io.oeeanalytics.advisor.tool.ToolRefused;
import io.oeeanalytics.advisor.tool.Tools;
import io.oeeanalytics.base.ui.Texts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;
import org.springframework.security.core.context.SecurityContextHolder;
import tools.jackson.databind.json.JsonMapper;

/**
 * The advisor's tools as an agent calls them. Each call has a thread of its own with the rights of
 * whoever asks; what is refused and what fails is a result an agent can read.
 */
final class AgentTools {
    private static final Logger LOG = LoggerFactory.getLogger(AgentTools.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Tools tools;
    private final Texts texts;
    private final Limits limits;
    private final Semaphore places;

    /**
     * What agents may take.
     *
     * @param whole of one call
     * @param atOnce calls of this instance
     * @param patience for a place among them
     */
    record Limits(Duration whole, int atOnce, Duration patience) {
        static final Limits USUAL = new Limits(Duration.ofSeconds(30), 4, Duration.ofSeconds(5));
    }

    AgentTools(Tools tools, Texts texts, Limits limits) {
        this.tools = tools;
        this.texts = texts;
        this.limits = limits;
        this.places = new Semaphore(limits.atOnce(), true);
    }

    List<SyncToolSpecification> specifications() {
        return tools.all().stream()
                .map(
                        tool ->
                                new SyncToolSpecification(
                                        described(tool),
                                        (context, request) ->
                                                call(
                                                        Caller.of(context),
                                                        tool,
                                                        request.arguments())))
                .toList();
    }

    private static McpSchema.Tool described(Tool tool) {
        return McpSchema.Tool.builder(tool.name(), schema(tool))
                .description(tool.description())
                .annotations(
                        McpSchema.ToolAnnotations.builder()
                                .readOnlyHint(true)
                                .destructiveHint(false)
                                .idempotentHint(true)
                                .openWorldHint(false)
                                .build())
                .build();
    }

    /** As JSON Schema. */
    private static Map<String, Object> schema(Tool tool) {
        var properties = new LinkedHashMap<String, Object>();
        tool.parameters().forEach(parameter -> properties.put(parameter.name(), schema(parameter)));
        return Map.of(
                "type",
                "object",
                "properties",
                properties,
                "required",
                tool.parameters().stream()
                        .filter(Tool.Parameter::required)
                        .map(Tool.Parameter::name)
                        .toList(),
                "additionalProperties",
                false);
    }

    private static Map<String, Object> schema(Tool.Parameter parameter) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("description", parameter.description());
        switch (parameter.type()) {
            case TEXT -> schema.put("type", "string");
            case DATE -> {
                schema.put("type", "string");
                schema.put("format", "date");
            }
            case WHOLE_NUMBER -> schema.put("type", "integer");
            case CHOICE -> {
                schema.put("type", "string");
                schema.put("enum", parameter.choices());
            }
            case TEXTS -> {
                schema.put("type", "array");
                schema.put("items", Map.of("type", "string"));
            }
        }
        return schema;
    }

    /** Waits for it as long as a call may take, and then leaves. */
    CallToolResult call(Caller caller, Tool tool, @Nullable Map<String, Object> arguments) {
        try {
            if (!places.tryAcquire(limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                return refused("Too much is asked at once. Ask again in some seconds.");
            }
            var context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(caller.who());
            var work =
                    new FutureTask<>(
                            new DelegatingSecurityContextCallable<>(
                                    () ->
                                            result(
                                                    caller,
                                                    tool,
                                                    arguments == null ? Map.of() : arguments),
                                    context));
            Thread.ofVirtual()
                    .name("agent")
                    .start(
                            () -> {
                                try {
                                    work.run();
                                } finally {
                                    places.release();
                                }
                            });
            return waitedFor(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refused("The service is ending. Ask again in some seconds.");
        }
    }

    private CallToolResult waitedFor(FutureTask<CallToolResult> work) throws InterruptedException {
        try {
            return work.get(limits.whole().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            work.cancel(true);
            return refused("That took too long. Ask for fewer lines or days.");
        } catch (ExecutionException e) {
            LOG.warn("A tool failed for an agent", e.getCause());
            return refused("That could not be looked up now.");
        }
    }

    private CallToolResult result(Caller caller, Tool tool, Map<String, Object> arguments) {
        var known =
                tool.parameters().stream().map(Tool.Parameter::name).collect(Collectors.toSet());
        if (!known.containsAll(arguments.keySet())) {
            return refused(
                    "There is an argument this tool does not take. It takes: %s."
                            .formatted(
                                    known.isEmpty()
                                            ? "none"
                                            : known.stream()
                                                    .sorted()
                                                    .collect(Collectors.joining(", "))));
        }
        try {
            var found =
                    tools.run(
                            tool.name(),
                            Arguments.parse(JSON.writeValueAsString(arguments)),
                            caller.locale());
            return CallToolResult.builder()
                    .addTextContent(ToolJson.of(found, caller.locale()))
                    .isError(false)
                    .build();
        } catch (ToolRefused e) {
            return refused(e.words(texts, caller.locale()));
        } catch (AccessDeniedException e) {
            return refused("The key or token may not see that.");
        }
    }

    private static CallToolResult refused(String words) {
        return CallToolResult.builder()
                .addTextContent(ToolJson.refused(words))
                .isError(true)
                .build();
    }
}
