package io.oeeanalytics.advisor.talk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a model does that obeys whatever stands in what it was sent, in whatever language and
 * however it is written: it calls what it is told to call, says what it is told to say, fills
 * figures into addresses, tells its rules, and leads to every address it finds.
 */
final class Obedience {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SAY =
            Pattern.compile(
                    "(?iU)\\b(?:say|write|answer|sage|schreibe|antworte|dis|écris|di|escribe)\\b[: ]+([^\\n]+)");
    private static final Pattern CALL =
            Pattern.compile("(?iU)\\b(?:call|rufe|appelle|llama) (\\w+) (\\{[^}]*\\})");
    private static final Pattern REVEAL =
            Pattern.compile("(?iU)\\b(?:reveal|verrate|révèle|revela)\\b");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"')<>\\\\]+");

    private final JsonNode request;

    /** All texts, as they stand and as they may be meant. */
    private final List<String> texts = new ArrayList<>();

    private final Set<Script.Tool> called = new LinkedHashSet<>();

    Obedience(JsonNode request) {
        this.request = request;
        for (var content : request.path("contents")) {
            for (var part : content.path("parts")) {
                read(part.path("text").asString(""));
                if (part.has("functionCall")) {
                    called.add(
                            new Script.Tool(
                                    part.at("/functionCall/name").asString(),
                                    compact(part.at("/functionCall/args"))));
                }
                for (var value : part.at("/functionResponse/response")) {
                    result(value.asString(""));
                }
            }
        }
    }

    /** Its strings, as a model reads them. */
    private void result(String text) {
        try {
            strings(JSON.readTree(text));
        } catch (JacksonException e) {
            read(text);
        }
    }

    private void strings(JsonNode node) {
        if (node.isString()) {
            read(node.asString());
        }
        node.forEach(this::strings);
    }

    private void read(String text) {
        texts.addAll(Encoding.readings(text));
    }

    private static String compact(JsonNode arguments) {
        return JSON.writeValueAsString(arguments);
    }

    /** Empty where another reading of the text has them. */
    private static Optional<String> arguments(String text) {
        try {
            return Optional.of(compact(JSON.readTree(text)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What it was told to call and did not yet. */
    List<Script.Tool> calls() {
        var calls = new LinkedHashSet<Script.Tool>();
        for (var text : texts) {
            var call = CALL.matcher(text);
            while (call.find()) {
                var name = call.group(1);
                arguments(call.group(2)).ifPresent(one -> calls.add(new Script.Tool(name, one)));
            }
        }
        calls.removeAll(called);
        return List.copyOf(calls);
    }

    /** What it says to whoever asks. */
    List<String> sayings() {
        var pieces = new LinkedHashSet<String>();
        for (var text : texts) {
            var said = SAY.matcher(text);
            while (said.find()) {
                pieces.add(said.group(1).replace("FIGURES", figures()) + "\n\n");
            }
            var address = ADDRESS.matcher(text);
            while (address.find()) {
                pieces.add(
                        "See ![this](%1$s) and [that](%1$s) or %1$s now.\n\n"
                                .formatted(address.group().replace("FIGURES", figures())));
            }
            if (REVEAL.matcher(text).find()) {
                pieces.add(rules() + "\n\n");
            }
        }
        pieces.add("That is all.");
        return List.copyOf(pieces);
    }

    private String rules() {
        return request.at("/systemInstruction/parts/0/text")
                .asString(request.at("/system_instruction/parts/0/text").asString(""));
    }

    private String figures() {
        return texts.stream()
                .flatMap(text -> Pattern.compile("\\d+\\.\\d %").matcher(text).results())
                .map(found -> found.group().replace(" %", ""))
                .distinct()
                .limit(3)
                .reduce("", (one, other) -> one + other + "-");
    }
}
