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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks as Gemini's REST interface does, follows a script, and is strict: a request the real one
 * would refuse is answered 400 and fails the test when this is closed.
 */
public final class FakeGemini implements AutoCloseable {
    public static final String KEY = "a-key-of-tests";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern PATH =
            Pattern.compile("/v1beta/models/[\\w.-]+:(streamGenerateContent|generateContent)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<JsonNode, Script> script;
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    /** Does one step after the other, and fails when it is asked once more. */
    public FakeGemini(Script... steps) {
        this(inOrder(steps));
    }

    /**
     * @param script what to do when asked so; called by several threads
     */
    public FakeGemini(Function<JsonNode, Script> script) {
        this.script = script;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static Function<JsonNode, Script> inOrder(Script... steps) {
        var left = new ConcurrentLinkedQueue<>(List.of(steps));
        return _ -> {
            var step = left.poll();
            return step == null ? new Script.Failing(400) : step;
        };
    }

    public URI base() {
        return URI.create("http://127.0.0.1:%d/v1beta".formatted(server.getAddress().getPort()));
    }

    /** What it was sent, in order. */
    public List<JsonNode> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        if (!problems.isEmpty()) {
            throw new AssertionError("what was sent is not what Gemini takes: " + problems);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = PATH.matcher(exchange.getRequestURI().getPath());
        var found = new ArrayList<String>();
        if (!exchange.getRequestMethod().equals("POST") || !path.matches()) {
            found.add("address " + exchange.getRequestURI());
        } else if (path.group(1).startsWith("stream")
                && !"alt=sse".equals(exchange.getRequestURI().getQuery())) {
            found.add("a stream without alt=sse");
        }
        if (!KEY.equals(exchange.getRequestHeaders().getFirst("x-goog-api-key"))) {
            found.add("the key");
        }
        var request = JSON.readTree(body);
        found.addAll(problems(request));
        if (!found.isEmpty()) {
            problems.addAll(found);
            error(exchange, 400, found.toString());
            return;
        }
        requests.add(request);
        perform(exchange, script.apply(request), request);
    }

    /** What the real one would not take. */
    private static List<String> problems(JsonNode request) {
        var found = new ArrayList<String>();
        var declared = new HashSet<String>();
        for (var tool : request.path("tools")) {
            for (var function : tool.path("functionDeclarations")) {
                declared.add(function.path("name").asString());
                if (!"OBJECT".equalsIgnoreCase(function.at("/parameters/type").asString())) {
                    found.add("parameters of " + function.path("name"));
                }
            }
        }
        if (request.at("/systemInstruction/parts/0/text").asString("").isBlank()
                && request.at("/system_instruction/parts/0/text").asString("").isBlank()) {
            found.add("no system instruction");
        }
        var before = "model";
        var asked = List.<String>of();
        if (request.path("contents").isEmpty()) {
            found.add("no contents");
        }
        for (var content : request.path("contents")) {
            var role = content.path("role").asString("user");
            if (role.equals(before) || !List.of("user", "model", "function").contains(role)) {
                found.add("%s after %s".formatted(role, before));
            }
            var calls = new ArrayList<String>();
            var responses = new ArrayList<String>();
            for (var part : content.path("parts")) {
                if (part.has("functionCall")) {
                    calls.add(part.at("/functionCall/name").asString());
                } else if (part.has("functionResponse")) {
                    responses.add(part.at("/functionResponse/name").asString());
                    if (!part.at("/functionResponse/response").isObject()) {
                        found.add("a response that is no object");
                    }
                } else if (part.path("text").asString("").isEmpty()) {
                    found.add("an empty part");
                }
            }
            if (!responses.equals(asked)) {
                found.add("responses %s to calls %s".formatted(responses, asked));
            }
            if (!calls.isEmpty() && declared.isEmpty()) {
                found.add("calls without tools");
            }
            asked = calls;
            before = role.equals("function") ? "user" : role;
        }
        if (before.equals("model")) {
            found.add("nothing is asked");
        }
        return found;
    }

    private void perform(HttpExchange exchange, Script step, JsonNode request) throws IOException {
        switch (step) {
            case Script.Failing(int status) -> error(exchange, status, "as the script says");
            case Script.Say(var pieces) -> {
                try (var out = stream(exchange)) {
                    say(out, pieces);
                    send(out, last("STOP", 20));
                }
            }
            case Script.End(var pieces, var reason) -> {
                try (var out = stream(exchange)) {
                    say(out, pieces);
                    send(out, last(reason, 20));
                }
            }
            case Script.Call(var tools) -> {
                try (var out = stream(exchange)) {
                    calls(out, tools);
                }
            }
            case Script.Cut(var pieces) -> {
                say(stream(exchange), pieces);
                throw new IOException("cut, as the script says");
            }
            case Script.Quiet(var pieces) -> {
                try (var out = stream(exchange)) {
                    say(out, pieces);
                }
            }
            case Script.Hang(var pieces, var until, var reached) -> {
                var out = stream(exchange);
                say(out, pieces);
                reached.countDown();
                try {
                    until.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("hung, as the script says");
            }
            case Script.Huge(int bytes) -> {
                try (var out = stream(exchange)) {
                    var piece = "This goes on and on. ".repeat(50);
                    for (int sent = 0; sent < bytes; sent += piece.length()) {
                        send(out, candidate(Map.of("text", piece)));
                    }
                    send(out, last("STOP", 20));
                }
            }
            case Script.Blocked() -> {
                try (var out = stream(exchange)) {
                    send(
                            out,
                            Map.of(
                                    "promptFeedback", Map.of("blockReason", "SAFETY"),
                                    "usageMetadata",
                                            Map.of("promptTokenCount", 7, "totalTokenCount", 7)));
                }
            }
            case Script.Raw(var raw) -> {
                try (var out = stream(exchange)) {
                    out.write(raw.getBytes(StandardCharsets.UTF_8));
                }
            }
            case Script.Obey() -> obey(exchange, request);
        }
    }

    /** Calls what it is told to call, then says what it is told to say. */
    private static void obey(HttpExchange exchange, JsonNode request) throws IOException {
        var obedience = new Obedience(request);
        var calls = obedience.calls();
        try (var out = stream(exchange)) {
            if (calls.isEmpty()) {
                say(out, obedience.sayings());
                send(out, last("STOP", 20));
            } else {
                calls(out, calls);
            }
        }
    }

    private static void calls(OutputStream out, List<Script.Tool> tools) throws IOException {
        for (var tool : tools) {
            send(
                    out,
                    "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"%s\",\"args\":%s}}]},\"index\":0}]}"
                            .formatted(tool.name(), tool.arguments()));
        }
        send(out, last("STOP", 5));
    }

    private static void say(OutputStream out, List<String> pieces) throws IOException {
        for (var piece : pieces) {
            send(out, candidate(Map.of("text", piece)));
        }
    }

    private static Map<String, Object> candidate(Map<String, Object> part) {
        return Map.of(
                "candidates",
                List.of(
                        Map.of(
                                "content",
                                Map.of("role", "model", "parts", List.of(part)),
                                "index",
                                0)));
    }

    private static Map<String, Object> last(String reason, int tokens) {
        return Map.of(
                "candidates",
                List.of(Map.of("finishReason", reason, "index", 0)),
                "usageMetadata",
                Map.of(
                        "promptTokenCount",
                        100,
                        "candidatesTokenCount",
                        tokens,
                        "totalTokenCount",
                        100 + tokens),
                "modelVersion",
                "fake");
    }

    private static OutputStream stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    private static void send(OutputStream out, Object event) throws IOException {
        var json = event instanceof String text ? text : JSON.writeValueAsString(event);
        out.write(("data: " + json + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void error(HttpExchange exchange, int status, String message)
            throws IOException {
        var body =
                JSON.writeValueAsBytes(
                        Map.of(
                                "error",
                                Map.of(
                                        "code", status,
                                        "message", message,
                                        "status",
                                                status == 429
                                                        ? "RESOURCE_EXHAUSTED"
                                                        : "INTERNAL")));
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
