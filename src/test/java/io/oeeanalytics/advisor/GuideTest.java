package io.oeeanalytics.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.advisor.Guide.Section;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    @Test
    void it_is_the_same_in_every_language_section_by_section_and_number_by_number() {
        var english = Guide.in(Locale.ENGLISH).sections();

        assertThat(english).hasSizeGreaterThan(15);
        for (var language : Guide.LANGUAGES) {
            var sections = Guide.in(language).sections();
            assertThat(sections).as(language.toString()).hasSameSizeAs(english);
            for (int i = 0; i < english.size(); i++) {
                assertThat(numbers(sections.get(i)))
                        .as(sections.get(i).title())
                        .isEqualTo(numbers(english.get(i)));
            }
        }
    }

    private static List<String> numbers(Section section) {
        return NUMBERS.matcher(section.text()).results().map(found -> found.group()).toList();
    }

    /** The example of the guide, reckoned again. */
    @Test
    void its_example_is_right() {
        double a = 400.0 / 480;
        double e = 360.0 / 400;
        double q = 342.0 / 360;

        assertThat("%.1f %.1f %.1f %.1f".formatted(100 * a, 100 * e, 100 * q, 100 * a * e * q))
                .isEqualTo("83.3 90.0 95.0 71.3");
        assertThat(Guide.in(Locale.ENGLISH).sections().get(1).text())
                .contains("83.3 %", "90.0 %", "95.0 %", "71.3 %");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-GB", "ja", ""})
    void whoever_reads_none_of_its_languages_reads_english(String language) {
        assertThat(Guide.in(Locale.forLanguageTag(language)).title()).isEqualTo("OEE guide");
    }
}
