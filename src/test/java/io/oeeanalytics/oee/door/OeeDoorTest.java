package io.oeeanalytics.oee.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.oee.Grouping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OeeDoorTest {
    @ParameterizedTest
    @CsvSource({
        // 50 x 166 x 24 is 199,200, a day more is 200,400.
        "HOUR, 50, 166",
        // 100 x 666 x 3 is 199,800, a day more is 200,100.
        "SHIFT, 100, 666",
        "DAY, 100, 2000",
    })
    void as_many_groups_are_computed_as_fit_and_not_a_day_more(Grouping by, int lines, int days) {
        assertThat(OeeDoor.tooMany(by, lines, days)).isEmpty();
        assertThat(OeeDoor.tooMany(by, lines, days + 1)).isPresent();
    }

    @Test
    void a_question_for_too_many_groups_is_told_how_to_ask_for_fewer() {
        assertThat(OeeDoor.tooMany(Grouping.HOUR, 500, 365).orElseThrow().reason())
                .isEqualTo(
                        "500 lines in 365 days by hour are up to 4380000 rows, and at most 200000"
                                + " are computed at once; ask for fewer lines or days, or by=day");
    }

    @Test
    void sums_of_the_whole_range_are_never_too_many() {
        assertThat(OeeDoor.tooMany(Grouping.LINE, 5000, 4000)).isEmpty();
        assertThat(OeeDoor.tooMany(Grouping.TOTAL, 5000, 4000)).isEmpty();
    }
}
