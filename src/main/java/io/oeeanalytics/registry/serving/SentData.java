package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.registry.scoring.DataType;
import io.oeeanalytics.registry.scoring.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The data of one input, flat or nested, read value by value without a tree. */
final class SentData {
    private static final int DEEPEST = 8;

    private final int most;
    private double[] numbers = new double[64];
    private String[] texts = new String[0];
    private int size;
    private boolean hasTexts;
    private boolean hasNumbers;
    private boolean hasBooleans;

    /** Lengths of the lists by depth. */
    private final List<Integer> lengths = new ArrayList<>();

    private int valuesAt = -1;

    /**
     * @param most values that are taken
     */
    SentData(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    /** As the nesting tells it; a flat list says nothing. */
    List<Integer> nested() {
        return lengths.size() > 1 ? lengths : List.of();
    }

    void read(JsonParser parser, String input) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw refused(input, "'data' is a list");
        }
        list(parser, 0, input);
    }

    private void list(JsonParser parser, int depth, String input) {
        if (depth >= DEEPEST) {
            throw refused(input, "'data' is nested too deeply");
        }
        if (lengths.size() == depth) {
            lengths.add(-1);
        }
        int count = 0;
        for (var token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                list(parser, depth + 1, input);
            } else {
                if (valuesAt >= 0 && valuesAt != depth) {
                    throw refused(input, "'data' mixes values and lists");
                }
                valuesAt = depth;
                add(parser, token, input);
            }
            count++;
        }
        int before = lengths.get(depth);
        if (before >= 0 && before != count) {
            throw refused(
                    input,
                    "'data' has lists of %d and of %d values side by side"
                            .formatted(before, count));
        }
        lengths.set(depth, count);
    }

    private void add(JsonParser parser, JsonToken token, String input) {
        if (size == most) {
            throw new ApiProblem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "More than %d values are too many at once; send them in several requests."
                            .formatted(most));
        }
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                hasNumbers = true;
                number(parser.getDoubleValue());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                hasBooleans = true;
                number(token == JsonToken.VALUE_TRUE ? 1 : 0);
            }
            case VALUE_STRING -> {
                hasTexts = true;
                if (size == texts.length) {
                    texts = Arrays.copyOf(texts, Math.max(64, 2 * size));
                }
                texts[size++] = parser.getString();
            }
            default ->
                    throw refused(
                            input,
                            "value %d is %s, no number, boolean or text"
                                    .formatted(
                                            size,
                                            token == JsonToken.VALUE_NULL ? "null" : "an object"));
        }
        if (hasTexts && (hasNumbers || hasBooleans)) {
            throw refused(input, "'data' mixes texts and others");
        }
    }

    private void number(double value) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = value;
    }

    /** As the sender's datatype has it. */
    Tensor tensor(String input, DataType type, int rows, int columns) {
        if (type.isText()) {
            if (hasNumbers || hasBooleans) {
                throw refused(input, "data of BYTES are texts");
            }
            return new Tensor.Texts(rows, columns, Arrays.copyOf(texts, size));
        }
        if (hasTexts) {
            throw refused(input, "data of %s are no texts".formatted(type));
        }
        if (hasBooleans && type != DataType.BOOL) {
            throw refused(input, "data of %s are no booleans".formatted(type));
        }
        for (int i = 0; i < size; i++) {
            if (!type.holds(numbers[i])) {
                throw refused(input, "value %d, %s, is no %s".formatted(i, numbers[i], type));
            }
        }
        return new Tensor.Numbers(rows, columns, Arrays.copyOf(numbers, size));
    }

    static ApiProblem refused(String input, String reason) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, "Input '%s': %s.".formatted(input, reason));
    }
}
