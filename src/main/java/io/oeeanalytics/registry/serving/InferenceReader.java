package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.registry.serving.InferenceRequest.Input;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads what is asked as a stream: as a tree, a request would take twenty times the memory of its
 * bytes. Fields that the protocol does not have are passed over, as it demands.
 */
final class InferenceReader {
    private static final int MOST_INPUTS = 10_000;
    private static final int MOST_PARAMETERS = 100;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(10_000)
                                    .maxNumberLength(40)
                                    .maxNestingDepth(20)
                                    .build())
                    .build();

    private final int most;
    private String id = "";
    private Map<String, String> parameters = Map.of();
    private final List<Input> inputs = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();

    private InferenceReader(int most) {
        this.most = most;
    }

    /**
     * @param most values of all inputs together
     */
    static InferenceRequest read(InputStream body, int most) {
        var reader = new InferenceReader(most);
        try (var parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused("The request is a JSON object with 'inputs'.");
            }
            reader.request(parser);
        } catch (JacksonException e) {
            throw refused("The request is no JSON that can be taken: " + e.getOriginalMessage());
        }
        if (reader.inputs.isEmpty()) {
            throw refused("The request has no 'inputs'.");
        }
        return new InferenceRequest(reader.id, reader.parameters, reader.inputs, reader.outputs);
    }

    private void request(JsonParser parser) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var token = parser.nextToken();
            switch (name) {
                case "id" -> id = text(parser, "id");
                case "parameters" -> parameters = parameters(parser);
                case "inputs" -> each(parser, "inputs", () -> inputs.add(input(parser)));
                case "outputs" -> each(parser, "outputs", () -> outputs.add(output(parser)));
                default -> skip(parser, token);
            }
        }
    }

    private static void each(JsonParser parser, String field, Runnable one) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw refused("'%s' is a list.".formatted(field));
        }
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT || ++count > MOST_INPUTS) {
                throw refused(
                        "'%s' is a list of at most %d objects.".formatted(field, MOST_INPUTS));
            }
            one.run();
        }
    }

    private Input input(JsonParser parser) {
        var name = "";
        var datatype = "";
        @Nullable List<Integer> shape = null;
        var data = new SentData(most - inputs.stream().mapToInt(one -> one.data().size()).sum());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            var token = parser.nextToken();
            switch (field) {
                case "name" -> name = text(parser, "name");
                case "datatype" -> datatype = text(parser, "datatype");
                case "shape" -> shape = shape(parser, name);
                case "data" -> data.read(parser, name);
                default -> skip(parser, token);
            }
        }
        if (name.isEmpty()) {
            throw refused("An input has no 'name'.");
        }
        return new Input(name, datatype, shape, data);
    }

    private static List<Integer> shape(JsonParser parser, String input) {
        var shape = new ArrayList<Integer>();
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw SentData.refused(input, "'shape' is a list");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || shape.size() == 8
                    || parser.getDoubleValue() < 0
                    || parser.getDoubleValue() > Integer.MAX_VALUE) {
                throw SentData.refused(input, "'shape' is a list of few whole numbers");
            }
            shape.add(parser.getIntValue());
        }
        return shape;
    }

    private static String output(JsonParser parser) {
        var name = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var field = parser.currentName();
            var token = parser.nextToken();
            if (field.equals("name")) {
                name = text(parser, "name");
            } else if (field.equals("parameters")) {
                if (parameters(parser).getOrDefault("binary_data", "").equals("true")) {
                    throw refused(
                            "Data come as JSON; the extension for binary data is not served.");
                }
            } else {
                skip(parser, token);
            }
        }
        return name;
    }

    private static Map<String, String> parameters(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw refused("'parameters' is an object.");
        }
        var parameters = new LinkedHashMap<String, String>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var token = parser.nextToken();
            if (token.isScalarValue() && parameters.size() < MOST_PARAMETERS) {
                parameters.put(name, parser.getString());
            } else {
                skip(parser, token);
            }
        }
        return parameters;
    }

    private static String text(JsonParser parser, String field) {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw refused("'%s' is a text.".formatted(field));
        }
        return parser.getString();
    }

    private static void skip(JsonParser parser, JsonToken token) {
        if (token.isStructStart()) {
            parser.skipChildren();
        }
    }

    private static ApiProblem refused(String why) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, why);
    }
}
