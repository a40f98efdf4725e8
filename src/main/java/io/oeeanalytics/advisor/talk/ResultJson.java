package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.ToolResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a tool found, as a model reads it: figures in the units in which they are said. */
final class ResultJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final MathContext DIGITS = new MathContext(6);

    private ResultJson() {}

    private record Read(
            String title,
            String outcome,
            List<String> statements,
            List<Map<String, String>> figures,
            List<Map<String, Object>> passages) {}

    static String of(ToolResult result) {
        return JSON.writeValueAsString(
                new Read(
                        result.title(),
                        result.outcome().name().toLowerCase(Locale.ROOT),
                        result.statements().stream().map(ToolResult.Statement::words).toList(),
                        result.figures().stream()
                                .map(one -> Map.of("name", one.name(), "value", said(one)))
                                .toList(),
                        result.passages().stream()
                                .map(
                                        one ->
                                                Map.<String, Object>of(
                                                        "cite", "[" + one.id() + "]",
                                                        "document", one.title(),
                                                        "page", one.page(),
                                                        "heading", one.heading(),
                                                        "text", one.text()))
                                .toList()));
    }

    private static String said(Figure figure) {
        return switch (figure.unit()) {
            case SHARE -> digits(100 * figure.value()) + " %";
            case POINTS -> digits(100 * figure.value()) + " points";
            case MILLISECONDS -> digits(figure.value() / 60_000) + " minutes";
            case PIECES -> digits(figure.value()) + " pieces";
            case PIECES_PER_HOUR -> digits(figure.value()) + " pieces per hour";
            case COUNT -> digits(figure.value());
        };
    }

    private static String digits(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
                : "unknown";
    }
}
