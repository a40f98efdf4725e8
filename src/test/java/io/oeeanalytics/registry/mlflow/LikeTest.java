package io.oeeanalytics.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikeTest {
    @ParameterizedTest
    @CsvSource({
        "line, line, true",
        "line, lines, false",
        "line, Line, false",
        "%, '', true",
        "'', '', true",
        "'', a, false",
        "l%, line, true",
        "%ne, line, true",
        "%i%e, line, true",
        "%i%e, lien, false",
        "l_n_, line, true",
        "l_ne, lne, false",
        "%a_c%, xxabxabcx, true",
        ".*, line, false",
        "(a+)+, aaa, false"
    })
    void percent_is_any_letters_and_underscore_one(String pattern, String text, boolean matches) {
        assertThat(new Like(pattern, true).matches(text)).isEqualTo(matches);
    }

    @Test
    void case_may_not_count() {
        assertThat(new Like("LINIE %Ö", false).matches("linie ä ö")).isTrue();
        assertThat(new Like("LINIE %Ö", true).matches("linie ä ö")).isFalse();
    }

    /** As a regular expression this would take longer than the plant stands. */
    @Test
    void a_pattern_made_to_take_long_does_not() {
        var pattern = new Like("%a".repeat(100) + "%b", false);
        var text = "a".repeat(5000);

        var matches = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> pattern.matches(text));

        assertThat(matches).isFalse();
    }
}
