package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.registry.scoring.DataType;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row of a table.
 *
 * @param index from 0
 * @param line of the body it stands in, from 1
 * @param isText whether all its values are texts, as in CSV
 */
record SentRow(int index, long line, boolean isText, ObjectNode fields) {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,4})?");

    /** The number in that column, or a fault and 0. */
    double number(String column, DataType type, List<Fault> faults) {
        var value = fields.path(column);
        double number = Double.NaN;
        if (value.isNumber()) {
            number = value.asDouble();
        } else if (value.isBoolean()) {
            number = value.booleanValue() ? 1 : 0;
        } else if (isText && value.isString()) {
            number = read(value.stringValue().strip());
        }
        if (!type.holds(number)) {
            faults.add(fault(column, value, "is no %s".formatted(type)));
            return 0;
        }
        return number;
    }

    private static double read(String text) {
        return switch (text) {
            case "true" -> 1;
            case "false" -> 0;
            default -> NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        };
    }

    /** The text in that column, or a fault and nothing. */
    String text(String column, List<Fault> faults) {
        var value = fields.path(column);
        if (value.isString()) {
            return value.stringValue();
        }
        faults.add(fault(column, value, "is no text"));
        return "";
    }

    private Fault fault(String column, JsonNode value, String reason) {
        var found =
                value.isMissingNode() || value.isNull() || (isText && value.asString("").isBlank())
                        ? "is missing"
                        : "%s: %s".formatted(reason, shortened(value.toString()));
        return fault(column, found);
    }

    Fault fault(String column, String reason) {
        return new Fault(
                column.isEmpty() ? "[%d]".formatted(index) : "[%d].%s".formatted(index, column),
                "%s (line %d)".formatted(reason, line));
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
