package io.oeeanalytics.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.identity.PasswordRefused.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private final PasswordRules rules = new PasswordRules();

    private PasswordRefused refusal(String password) {
        return catchThrowableOfType(
                PasswordRefused.class, () -> rules.check("shift.lead", password));
    }

    @ParameterizedTest
    @CsvSource({
        "elevenchars,               SHORT",
        "1qaz2wsx3edc,              COMMON",
        "1QAZ2wsx3EDC,              COMMON",
        "leavemealone,              COMMON",
        "abababababab,              UNIFORM",
        "121212341212,              UNIFORM",
        "my Shift.Lead password,    OWN_NAME",
        "oee-analytics-2026,        PRODUCT",
        "the best OEE of all,       PRODUCT"
    })
    void what_is_guessed_first_is_refused(String password, Reason reason) {
        assertThat(refusal(password).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "twelve chars",
                "nur kleine Wörter ohne Ziffern",
                "       twelve spaces of which some lead       ",
                "паролем из двенадцати букв"
            })
    void any_composition_is_taken(String password) {
        assertThatCode(() -> rules.check("shift.lead", password)).doesNotThrowAnyException();
    }

    /** ASVS 6.2.9 asks that 64 are taken. bcrypt would read 72 bytes and leave out the rest. */
    @Test
    void as_many_bytes_are_taken_as_are_compared() {
        var long72 = "twelve chars".repeat(6);

        assertThatCode(() -> rules.check("shift.lead", long72)).doesNotThrowAnyException();
        assertThat(refusal(long72 + "x").reason()).isEqualTo(Reason.LONG);
        assertThat(refusal("zwölf".repeat(12) + "x".repeat(12)).reason()).isEqualTo(Reason.LONG);
    }

    @Test
    void a_name_of_two_letters_stands_in_too_many_words_to_be_refused() {
        assertThatCode(() -> rules.check("al", "a small loaf of bread")).doesNotThrowAnyException();
    }

    @Test
    void the_list_has_three_thousand_that_are_long_enough_and_all_are_refused() throws IOException {
        try (var list =
                Objects.requireNonNull(getClass().getResourceAsStream("/common-passwords.txt"))) {
            var all = new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();

            assertThat(all).hasSize(3000).doesNotHaveDuplicates();
            assertThat(all)
                    .allSatisfy(
                            one ->
                                    assertThat(refusal(one.toUpperCase(Locale.ROOT)).reason())
                                            .isEqualTo(Reason.COMMON));
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_refusal_says_a_remedy_in_both_languages(Reason reason) {
        var texts = new Texts();
        var key = "password.refused." + reason;

        for (var language : new Locale[] {Locale.ENGLISH, Locale.GERMAN}) {
            assertThat(texts.getTranslation(key, language, 5))
                    .matches("(?s).*\\. .*|.*; .*|.*: .*")
                    .doesNotContain("{0}");
        }
    }
}
