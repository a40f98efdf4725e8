package io.oeeanalytics.advisor.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    /** A phrase of the lists, and what it is listed for. */
    private record Listed(String phrase, Sense sense) {}

    private static List<Listed> listed(String language) throws IOException {
        var lists = new Properties();
        try (var text =
                Objects.requireNonNull(
                        Vocabulary.class.getResourceAsStream(
                                "/planner/words_" + language + ".properties"))) {
            lists.load(new InputStreamReader(text, StandardCharsets.UTF_8));
        }
        var all = new ArrayList<Listed>();
        for (var sense : Sense.values()) {
            for (String phrase : lists.getProperty(sense.name(), "").split(";", -1)) {
                if (!phrase.isEmpty()) {
                    all.add(new Listed(phrase, sense));
                }
            }
        }
        assertThat(lists.stringPropertyNames())
                .isSubsetOf(Stream.of(Sense.values()).map(Sense::name).toList());
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void every_phrase_means_what_it_is_listed_for(String language) throws IOException {
        var vocabulary = Vocabulary.of(Locale.of(language));

        assertThat(listed(language))
                .allSatisfy(
                        one -> {
                            // An ending that no list knows stands for any.
                            var words = Plain.words(one.phrase().replace("*", "qq"));
                            assertThat(vocabulary.at(words, 0))
                                    .hasValue(new Vocabulary.Found(words.size(), one.sense()));
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void phrases_stand_as_questions_are_compared(String language) throws IOException {
        assertThat(listed(language))
                .allSatisfy(
                        one -> {
                            String phrase = one.phrase().replaceFirst("\\*$", "");
                            assertThat(Plain.of(phrase)).isEqualTo(phrase);
                            // Any ending is of a single word.
                            assertThat(one.phrase().endsWith("*") && phrase.contains(" "))
                                    .isFalse();
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr"})
    void the_longest_phrase_wins(String language) {
        var vocabulary = Vocabulary.of(Locale.of(language));
        var words =
                switch (language) {
                    case "de" -> List.of("wie", "kann", "ich", "rustzeiten");
                    case "fr" -> List.of("temps", "d", "arret");
                    default -> List.of("what", "is", "the", "cause");
                };

        assertThat(vocabulary.at(words, 0).orElseThrow().words())
                .isEqualTo(language.equals("en") ? 4 : 3);
    }

    @ParameterizedTest
    @CsvSource({
        "en, runing, NOW",
        "en, downtme, DOWNTIME",
        "en, availabilty, AVAILABILITY",
        "de, verfugbarket, AVAILABILITY",
        "de, maschienenausfalle, STOPS",
        "fr, disponiblite, AVAILABILITY"
    })
    void a_word_with_a_letter_wrong_is_known(String language, String word, Sense sense) {
        assertThat(Vocabulary.of(Locale.of(language)).near(word))
                .hasValue(new Vocabulary.Found(1, sense));
    }

    /** Too short, or another word. */
    @ParameterizedTest
    @CsvSource({"en, lens", "en, tiger", "en, elephant", "de, kegel", "de, zitrone", "fr, tulipe"})
    void a_word_that_is_another_is_not_guessed_at(String language, String word) {
        assertThat(Vocabulary.of(Locale.of(language)).near(word)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"lackiererei, paint", "peinture, paint", "emballage, pack", "schweisserei, weld"})
    void what_lines_do_has_a_name_in_each_language(String word, String process) {
        assertThat(Processes.of(word)).containsExactly(process);
        assertThat(Processes.of("tulipe")).isEmpty();
    }
}
