package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.talk.Question.Check;
import io.oeeanalytics.advisor.talk.Question.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The script of a model that understands every question: it calls the tools that answer it, and
 * says what they found. In every third answer it lies besides, in four ways.
 */
final class SensibleModel implements Function<JsonNode, Script> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ASKED =
            Pattern.compile("<question>\\n(.*)\\n</question>", Pattern.DOTALL);
    private static final Pattern PLAIN_SENTENCE =
            Pattern.compile("(?<=^|\\n|[.] )[^.!?:*_\\n\"„“«]{40,}[.](?=\\s|$)");
    private static final Pattern DIGIT = Pattern.compile("\\d(?=[.,]\\d ?.?%)");
    private static final int MOST_SAID = 16;

    private final Map<String, Question> questions = new HashMap<>();
    private final Set<String> liars = new HashSet<>();

    /** What it said of each question, by its number. */
    final Map<String, List<String>> truths = new ConcurrentHashMap<>();

    final Map<String, List<String>> lies = new ConcurrentHashMap<>();

    SensibleModel(List<Question> all) {
        for (int i = 0; i < all.size(); i++) {
            questions.put(all.get(i).text(), all.get(i));
            if (i % 3 == 0) {
                liars.add(all.get(i).id());
            }
        }
    }

    @Override
    public Script apply(JsonNode request) {
        var texts = new ArrayList<String>();
        var found = new ArrayList<JsonNode>();
        for (var content : request.path("contents")) {
            for (var part : content.path("parts")) {
                texts.add(part.path("text").asString(""));
                for (var value : part.at("/functionResponse/response")) {
                    found.add(value.isString() ? JSON.readTree(value.asString()) : value);
                }
            }
        }
        var question = question(texts);
        return found.isEmpty() ? begun(question) : said(question, found);
    }

    private Question question(List<String> texts) {
        for (var text : texts.reversed()) {
            var asked = ASKED.matcher(text);
            if (asked.find()) {
                var question = questions.get(asked.group(1));
                if (question != null) {
                    return question;
                }
            }
        }
        throw new IllegalArgumentException("nobody asked that: " + texts);
    }

    private Script begun(Question question) {
        return switch (question.kind()) {
            case ASK_BACK -> Script.say("[ASK] Which of them do you mean?");
            case UNANSWERABLE ->
                    new Script.Call(
                            List.of(call("search_documents", Map.of("query", question.text()))));
            case ANSWERABLE, LOW_COVERAGE -> {
                var calls = new ArrayList<Script.Tool>();
                for (var check : question.expected()) {
                    var call = call(check, question);
                    if (!calls.contains(call)) {
                        calls.add(call);
                    }
                }
                yield new Script.Call(
                        calls.isEmpty()
                                ? List.of(
                                        call(
                                                "oee",
                                                placed(
                                                        List.of(
                                                                "PACK-5",
                                                                "2026-11-16",
                                                                "2026-11-22"),
                                                        0)))
                                : calls);
            }
        };
    }

    private static Script.Tool call(Check check, Question question) {
        var arguments = check.arguments();
        return switch (check.name()) {
            case "worst", "best", "below" -> {
                var placed = new LinkedHashMap<String, Object>();
                placed.put("from", arguments.get(0));
                placed.put("to", arguments.get(1));
                placed.put("group_by", "line");
                yield call("oee", placed);
            }
            case "change" -> {
                var placed = placed(arguments, 0);
                placed.put("before_from", arguments.get(3));
                placed.put("before_to", arguments.get(4));
                yield call("why", placed);
            }
            case "toploss" -> call("losses", placed(arguments, 0));
            case "lost" -> {
                var placed = placed(arguments, 0);
                placed.remove("lines");
                placed.put("line", arguments.getFirst());
                yield call("stops", placed);
            }
            case "forecast" ->
                    call(
                            "forecast",
                            Map.of(
                                    "lines",
                                    List.of(arguments.getFirst()),
                                    "days",
                                    Integer.parseInt(arguments.get(1))));
            case "target" -> call("oee", Map.of("lines", List.of(arguments.getFirst())));
            case "lines", "says" -> call("plant", Map.of());
            case "tool" ->
                    call(
                            arguments.getFirst(),
                            arguments.size() > 1
                                    ? Map.of("lines", List.of(arguments.get(1)))
                                    : Map.of());
            case "cites" -> call("search_documents", Map.of("query", question.text()));
            default -> call("oee", placed(arguments, 0));
        };
    }

    private static Map<String, Object> placed(List<String> arguments, int line) {
        var placed = new LinkedHashMap<String, Object>();
        if (!arguments.get(line).equals("*")) {
            placed.put("lines", List.of(arguments.get(line)));
        }
        placed.put("from", arguments.get(line + 1));
        placed.put("to", arguments.get(line + 2));
        for (var part : arguments.subList(line + 3, arguments.size())) {
            if (part.contains("=")) {
                var one = part.split("=", -1);
                placed.put(one[0], one[1]);
            }
        }
        return placed;
    }

    private static Script.Tool call(String tool, Map<String, Object> arguments) {
        return new Script.Tool(tool, JSON.writeValueAsString(arguments));
    }

    private Script said(Question question, List<JsonNode> found) {
        var truths = new ArrayList<String>();
        var pieces = new ArrayList<String>();
        if (question.kind() == Kind.UNANSWERABLE) {
            pieces.add("[NOT-KNOWN] " + notThere(question.language()) + "\n\n");
        } else {
            var mark = question.kind() == Kind.LOW_COVERAGE ? "[LOW-COVERAGE] " : "";
            for (var result : found) {
                statements(question, result).limit(MOST_SAID).forEach(truths::add);
                quotation(question, result).ifPresent(truths::add);
            }
            for (int i = 0; i < truths.size(); i++) {
                pieces.add((i == 0 ? mark : "- ") + truths.get(i) + "\n\n");
            }
        }
        var lies =
                liars.contains(question.id()) ? lies(question, truths, found) : List.<String>of();
        lies.forEach(lie -> pieces.add(Math.min(1, pieces.size()), lie + "\n\n"));
        this.truths.put(question.id(), truths);
        this.lies.put(question.id(), lies);
        return new Script.Say(pieces);
    }

    /** The best or the worst first, where it is asked for. */
    private static Stream<String> statements(Question question, JsonNode result) {
        var statements = new ArrayList<JsonNode>();
        result.path("statements").forEach(statements::add);
        var ranks = question.expected().stream().map(Check::name).toList();
        if (ranks.contains("worst") || ranks.contains("best")) {
            var value =
                    Comparator.comparingDouble(
                            (JsonNode one) -> one.at("/figures/0/value").asDouble());
            statements.stream()
                    .filter(one -> one.path("figures").size() == 1)
                    .filter(one -> one.at("/figures/0/name").asString("").startsWith("oee of "))
                    .max(ranks.contains("best") ? value : value.reversed())
                    .ifPresent(
                            first -> {
                                statements.remove(first);
                                statements.addFirst(first);
                            });
        }
        return statements.stream().map(one -> one.path("words").asString(""));
    }

    /** A sentence of the passage that answers, word by word. */
    private static Optional<String> quotation(Question question, JsonNode result) {
        for (var check : question.expected()) {
            for (var passage : result.path("passages")) {
                if (check.name().equals("cites")
                        && passage.path("heading")
                                .asString("")
                                .endsWith(check.arguments().getFirst())) {
                    var sentence = PLAIN_SENTENCE.matcher(passage.path("text").asString(""));
                    if (sentence.find()) {
                        return Optional.of(
                                "%s [%s]"
                                        .formatted(
                                                sentence.group().strip(),
                                                passage.path("id").asString()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String notThere(Locale language) {
        return switch (language.getLanguage()) {
            case "de" -> "Das steht nicht in Ihren Unterlagen.";
            case "fr" -> "Ce n'est pas dans vos documents.";
            default -> "That is not in your documents.";
        };
    }

    /** A wrong digit, a citation of nothing, a quotation nobody wrote, and numbers in words. */
    private static List<String> lies(Question question, List<String> truths, List<JsonNode> found) {
        var lies = new ArrayList<String>();
        var shown = String.join(" ", truths);
        for (var truth : truths) {
            var digit = DIGIT.matcher(truth);
            if (digit.find()) {
                int wrong = (Character.digit(truth.charAt(digit.start()), 10) + 4) % 10;
                var lie = truth.substring(0, digit.start()) + wrong + truth.substring(digit.end());
                var number = lie.substring(Math.max(0, digit.start() - 1), digit.end() + 2).strip();
                if (!shown.contains(number)) {
                    lies.add(lie);
                    break;
                }
            }
        }
        var passage =
                found.stream()
                        .map(result -> result.at("/passages/0/id").asString(""))
                        .filter(id -> !id.isEmpty())
                        .findFirst()
                        .orElse("D1.1");
        switch (question.language().getLanguage()) {
            case "de" -> {
                lies.add("Die Linie wird jeden Freitag geölt [D999.7].");
                lies.add(
                        "Dort steht „jede Linie ruht am Mittag eine Stunde lang“ [%s]."
                                .formatted(passage));
                lies.add("Die OEE stieg um dreiundsiebzig Punkte.");
            }
            case "fr" -> {
                lies.add("La ligne est graissée chaque vendredi [D999.7].");
                lies.add(
                        "Il y est écrit « chaque ligne se repose une heure à midi » [%s]."
                                .formatted(passage));
                lies.add("Le TRS a augmenté de soixante-treize points.");
            }
            default -> {
                lies.add("The line is oiled every Friday [D999.7].");
                lies.add("It says “every line rests for an hour at noon” [%s].".formatted(passage));
                lies.add("OEE rose by seventy-three points.");
            }
        }
        return lies;
    }
}
