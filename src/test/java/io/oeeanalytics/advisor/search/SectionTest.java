package io.oeeanalytics.advisor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SectionTest {
    private static Passage passage(int number, String heading, String text) {
        return new Passage("manual", number, 1, heading, text);
    }

    @Test
    void three_passages_of_a_heading_are_read_together_by_their_beginnings() {
        String text = "word ".repeat(110).strip();

        var sections =
                Section.of(
                        "Manual",
                        List.of(
                                passage(0, "Cleaning", "a " + text),
                                passage(1, "Cleaning", "b " + text),
                                passage(2, "Cleaning", "c " + text),
                                passage(3, "Cleaning", "d short"),
                                passage(4, "Faults", "e " + text)));

        assertThat(sections).extracting(Section::from).containsExactly(0, 3, 4);
        assertThat(sections).extracting(Section::to).containsExactly(3, 4, 5);
        assertThat(sections.getFirst().read().lines().map(line -> line.substring(0, 1)))
                .containsExactly("M", "C", "a", "b", "c");
        assertThat(sections.getFirst().read().lines().skip(2).map(String::length))
                .allSatisfy(length -> assertThat(length).isLessThanOrEqualTo(230));
        assertThat(sections.get(1).read()).isEqualTo("Manual\nCleaning\nd short");
        assertThat(sections.getLast().read()).hasSizeBetween(440, 480).doesNotContain("wor\n");
    }

    @Test
    void no_title_and_no_word_is_of_any_size() {
        var section =
                Section.of("t".repeat(5_000), List.of(passage(0, "", "x".repeat(5_000))))
                        .getFirst();

        assertThat(section.read()).hasSizeLessThanOrEqualTo(550);
    }
}
