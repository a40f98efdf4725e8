package io.oeeanalytics.advisor.tool;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a tool is asked with, from a model or anybody else; nothing in it is believed. */
public final class Arguments {
    private static final JsonMapper JSON = new JsonMapper();

    /** A question with more is a mistake, or an attack. */
    private static final int LONGEST = 20_000;

    private final Map<String, List<String>> values;

    private Arguments(Map<String, List<String>> values) {
        this.values = Map.copyOf(values);
    }

    public static Arguments of(Map<String, List<String>> values) {
        return new Arguments(values);
    }

    /**
     * Those a model wrote.
     *
     * @param json an object of texts, numbers and lists of them; empty for none
     * @throws ToolRefused if it is anything else
     */
    public static Arguments parse(String json) throws ToolRefused {
        if (json.isBlank()) {
            return of(Map.of());
        }
        if (json.length() > LONGEST) {
            throw new ToolRefused("arguments");
        }
        try {
            var values = new HashMap<String, List<String>>();
            var tree = JSON.readTree(json);
            if (!tree.isObject()) {
                throw new ToolRefused("arguments");
            }
            for (var field : tree.properties()) {
                var texts = new ArrayList<String>();
                for (var value :
                        field.getValue().isArray()
                                ? elements(field.getValue())
                                : List.of(field.getValue())) {
                    if (value.isContainer()) {
                        throw new ToolRefused("arguments");
                    }
                    if (!value.isNull() && !value.asString().isBlank()) {
                        texts.add(value.asString().strip());
                    }
                }
                values.put(field.getKey(), List.copyOf(texts));
            }
            return of(values);
        } catch (JacksonException e) {
            throw new ToolRefused("arguments");
        }
    }

    private static List<JsonNode> elements(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(array::get).toList();
    }

    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    public Optional<String> text(String name) {
        return texts(name).stream().findFirst();
    }

    /**
     * A date as in ISO 8601.
     *
     * @throws ToolRefused if it is no date
     */
    public Optional<LocalDate> date(String name) throws ToolRefused {
        var text = text(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.get()));
        } catch (DateTimeException e) {
            throw new ToolRefused("date", name, text.get());
        }
    }

    /**
     * A whole number.
     *
     * @throws ToolRefused if it is no number from the least to the most
     */
    public int number(String name, int least, int most, int otherwise) throws ToolRefused {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        // Models write 7.0 for 7.
        String digits =
                text.get().endsWith(".0")
                        ? text.get().substring(0, text.get().length() - 2)
                        : text.get();
        if (digits.matches("-?\\d{1,9}")) {
            int number = Integer.parseInt(digits);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new ToolRefused("number", name, least, most, text.get());
    }

    /**
     * One of some, however it is capitalised.
     *
     * @throws ToolRefused if it is none of the choices
     */
    public <E extends Enum<E>> E choice(String name, Class<E> choices, E otherwise)
            throws ToolRefused {
        var text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        for (E one : choices.getEnumConstants()) {
            if (one.name().equalsIgnoreCase(text.get())) {
                return one;
            }
        }
        throw new ToolRefused(
                "choice",
                name,
                Stream.of(choices.getEnumConstants())
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .toList(),
                text.get());
    }
}
