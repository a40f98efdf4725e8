package io.oeeanalytics.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void german_has_every_text_that_english_has_and_no_other() throws IOException {
        assertThat(keys("/texts_de.properties")).isEqualTo(keys("/texts.properties"));
    }

    @Test
    void french_has_all_that_the_advisor_says_itself_and_no_text_of_its_own() throws IOException {
        var english = keys("/texts.properties");
        var french = keys("/texts_fr.properties");

        assertThat(english).containsAll(french);
        assertThat(french)
                .containsAll(
                        english.stream()
                                .filter(
                                        key ->
                                                key.toString()
                                                        .matches("advisor\\.(tool|refused)\\..*"))
                                .toList());
    }

    @Test
    void what_is_not_said_in_a_language_is_said_in_english_and_french_is_no_language_of_pages() {
        var texts = new Texts();

        assertThat(texts.getTranslation("guide.title", Locale.FRENCH)).isEqualTo("Guide");
        assertThat(texts.getTranslation("audit.title", Locale.FRENCH)).isEqualTo("Audit trail");
        assertThat(texts.getTranslation("loss.DELAY", Locale.CANADA_FRENCH)).isEqualTo("Pannes");
        assertThat(texts.getProvidedLocales()).doesNotContain(Locale.FRENCH);
    }

    @Test
    void numbers_choose_their_noun() {
        var texts = new Texts();

        assertThat(texts.getTranslation("accounts.headline", Locale.ENGLISH, 1, 1))
                .isEqualTo("1 account, 1 may sign in.");
        assertThat(texts.getTranslation("accounts.headline", Locale.GERMAN, 3, 2))
                .isEqualTo("3 Konten, 2 dürfen sich anmelden.");
    }

    private static java.util.Set<Object> keys(String file) throws IOException {
        var texts = new Properties();
        try (var stream = TextsTest.class.getResourceAsStream(file)) {
            texts.load(
                    new InputStreamReader(
                            java.util.Objects.requireNonNull(stream), StandardCharsets.UTF_8));
        }
        return texts.keySet();
    }
}
