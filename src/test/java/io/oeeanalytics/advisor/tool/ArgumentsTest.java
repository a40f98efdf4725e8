package io.oeeanalytics.advisor.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.Grouping;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @Test
    void what_a_model_writes_is_read_with_its_habits() throws ToolRefused {
        var arguments =
                Arguments.parse(
                        """
                        {"lines": ["A", " B ", null], "days": 7.0, "group_by": "Day", "to": ""}
                        """);

        assertThat(arguments.texts("lines")).containsExactly("A", "B");
        assertThat(arguments.number("days", 1, 30, 5)).isEqualTo(7);
        assertThat(arguments.choice("group_by", Grouping.class, Grouping.TOTAL))
                .isEqualTo(Grouping.DAY);
        assertThat(arguments.date("to")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{", "{\"a\": {\"b\": 1}}", "{\"a\": [[1]]}", "null"})
    void whatever_is_no_object_of_values_is_refused(String json) {
        assertThatThrownBy(() -> Arguments.parse(json)).isInstanceOf(ToolRefused.class);
    }

    @Test
    void a_stranger_hears_little_of_what_he_wrote_and_all_of_our_choices() {
        var written = "ab\u200Bc\u001B[31m".repeat(50);
        var refused = new ToolRefused("choice", "group_by", List.of("x".repeat(100), "y"), written);
        var words = refused.words(new Texts(), Locale.ENGLISH);

        assertThat(words).contains("x".repeat(100) + ", y").doesNotContain("\u200B", "\u001B");
        assertThat(words.substring(words.indexOf('“')))
                .hasSizeLessThanOrEqualTo(80 + "“”.".length());
    }

    @Test
    void no_character_is_cut_in_two() {
        assertThat(ToolRefused.echo("\uD83D\uDE00".repeat(100), 80))
                .isEqualTo("\uD83D\uDE00".repeat(79) + "…");
    }
}
