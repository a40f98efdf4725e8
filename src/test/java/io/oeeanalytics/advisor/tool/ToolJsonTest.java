package io.oeeanalytics.advisor.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.advisor.tool.ToolResult.Way;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ToolJsonTest {
    private static ToolResult result(List<Statement> statements, List<CitedPassage> passages) {
        return new ToolResult(
                "OEE of A",
                Outcome.ANSWERED,
                statements,
                passages,
                Optional.empty(),
                List.of(new Way("How it is made", "explain?line=A")));
    }

    private static CitedPassage passage(String id, String text) {
        return new CitedPassage(id, 12, "Manual", 2, 3, "Care > Oil", text, "document/12");
    }

    private static JsonNode read(String json) {
        return new JsonMapper().readTree(json);
    }

    @Test
    void figures_are_told_as_shown_and_as_they_are() {
        var tree =
                read(
                        ToolJson.of(
                                result(
                                        List.of(
                                                new Statement(
                                                        "OEE of A was 41,7 %.",
                                                        List.of(
                                                                new Figure(
                                                                        "oee",
                                                                        200 / 480.0,
                                                                        Unit.SHARE)))),
                                        List.of()),
                                Locale.GERMAN));

        var figure = tree.path("statements").path(0).path("figures").path(0);
        assertThat(figure.path("shown").asString()).isEqualTo("41,7 %");
        assertThat(figure.path("value").asDouble()).isEqualTo(200 / 480.0);
        assertThat(figure.path("unit").asString()).isEqualTo("SHARE");
        assertThat(tree.path("ways").path(0).path("address").asString())
                .isEqualTo("explain?line=A");
        assertThat(tree.has("left_out")).isFalse();
    }

    @Test
    void passages_are_marked_and_hold_nothing_that_cannot_be_seen() {
        var json =
                ToolJson.of(
                        result(
                                List.of(),
                                List.of(passage("D12.4", "Check\u200B the\u202E oil\u0007."))),
                        Locale.ENGLISH);

        var passage = read(json).path("passages").path(0);
        assertThat(passage.path("untrusted").asBoolean()).isTrue();
        assertThat(passage.path("text").asString()).isEqualTo("Check the oil.");
        assertThat(passage.path("id").asString()).isEqualTo("D12.4");
        assertThat(passage.path("page").asInt()).isEqualTo(3);
    }

    @Test
    void it_is_never_longer_than_allowed_and_says_what_is_left_out() {
        var statement = new Statement("\"quoted\" \\ ".repeat(100), List.of());
        var json =
                ToolJson.of(
                        result(
                                Collections.nCopies(12, statement),
                                Collections.nCopies(6, passage("D1.1", "\"x\"".repeat(2_000)))),
                        Locale.ENGLISH);

        var tree = read(json);
        int statements = tree.path("statements").size();
        int passages = tree.path("passages").size();
        assertThat(json).hasSizeLessThanOrEqualTo(ToolJson.LONGEST);
        assertThat(statements + passages).isPositive().isLessThan(18);
        assertThat(tree.path("left_out").path("statements").asInt()).isEqualTo(12 - statements);
        assertThat(tree.path("left_out").path("passages").asInt()).isEqualTo(6 - passages);
    }

    @Test
    void a_refusal_is_told_as_one() {
        var tree = read(ToolJson.refused("There is no line “X”."));

        assertThat(tree.path("outcome").asString()).isEqualTo("REFUSED");
        assertThat(tree.path("words").asString()).isEqualTo("There is no line “X”.");
    }
}
