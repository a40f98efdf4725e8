package io.oeeanalytics.advisor.talk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks as programs that run models in a plant do (OpenAI's chat completions), and is strict. */
final class FakeOpenAi implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Queue<Script> steps;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    FakeOpenAi(Script... steps) {
        this.steps = new ConcurrentLinkedQueue<>(List.of(steps));
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
    }

    @Override
    public void close() {
        server.stop(0);
        if (!problems.isEmpty()) {
            throw new AssertionError("what was sent is not what it takes: " + problems);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        problems.addAll(problems(request));
        var step = steps.poll();
        if (step instanceof Script.Failing(int status)) {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            switch (step) {
                case Script.Say(var pieces) -> {
                    for (var piece : pieces) {
                        send(out, Map.of("content", piece), "");
                    }
                    send(out, Map.of(), "stop");
                }
                case Script.Call(var tools) -> {
                    for (int i = 0; i < tools.size(); i++) {
                        var tool = tools.get(i);
                        send(
                                out,
                                Map.of(
                                        "tool_calls",
                                        List.of(
                                                Map.of(
                                                        "index",
                                                        i,
                                                        "id",
                                                        "call_" + i,
                                                        "type",
                                                        "function",
                                                        "function",
                                                        Map.of(
                                                                "name", tool.name(),
                                                                "arguments", tool.arguments())))),
                                "");
                    }
                    send(out, Map.of(), "tool_calls");
                }
                case null, default -> problems.add("no step for this request");
            }
            write(
                    out,
                    "{\"choices\":[],\"usage\":{\"prompt_tokens\":50,\"completion_tokens\":5,\"total_tokens\":55}}");
            write(out, "[DONE]");
        }
    }

    private static List<String> problems(JsonNode request) {
        var found = new ArrayList<String>();
        if (!request.path("stream").asBoolean()) {
            found.add("no stream");
        }
        if (request.path("tools").isEmpty()) {
            found.add("no tools");
        }
        var open = new HashSet<String>();
        for (var message : request.path("messages")) {
            if (message.path("role").asString().equals("tool")) {
                if (!open.remove(message.path("tool_call_id").asString())) {
                    found.add("a result nobody asked for");
                }
            } else if (!open.isEmpty()) {
                found.add("a call without a result");
            }
            message.path("tool_calls").forEach(call -> open.add(call.path("id").asString()));
        }
        return found;
    }

    private static void send(OutputStream out, Map<String, Object> delta, String reason)
            throws IOException {
        var choice =
                reason.isEmpty()
                        ? Map.of("index", 0, "delta", delta)
                        : Map.of("index", 0, "delta", delta, "finish_reason", reason);
        write(out, JSON.writeValueAsString(Map.of("id", "1", "choices", List.of(choice))));
    }

    private static void write(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
