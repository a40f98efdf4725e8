package io.oeeanalytics.oee.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.QueryParameters;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.Period;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhyQuestionTest {
    private static final LocalDate LAST = LocalDate.of(2026, 3, 29);

    private static Optional<WhyQuestion> asked(String address) {
        return WhyQuestion.of(QueryParameters.fromString(address), LAST);
    }

    private static Period march(int first, int last) {
        return new Period(LocalDate.of(2026, 3, first), LocalDate.of(2026, 3, last));
    }

    @Test
    void nothing_asked_is_the_last_week_against_the_one_before() {
        assertThat(asked(""))
                .contains(
                        new WhyQuestion("", Reference.PERIOD, march(16, 22), march(23, 29), null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=2026-03-23&line=L&to=2026-03-24",
                "against=target&definition=SEMI_E79&from=2026-03-23&to=2026-03-24",
                "beforeFrom=2025-03-24&beforeTo=2025-03-25&from=2026-03-23&to=2026-03-24"
            })
    void an_address_asks_what_it_was_made_of(String address) {
        var question = asked(address).orElseThrow();

        assertThat(asked(question.parameters().getQueryString())).contains(question);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from=monday",
                "from=2026-03-24&to=2026-03-23",
                "from=2026-03-24&to=never",
                "from=2026-03-24&beforeFrom=2026-03-02&beforeTo=2026-03-01",
                "from=-999999999-01-01",
                "from=%2B999999999-12-31"
            })
    void dates_that_make_no_period_are_no_question(String address) {
        assertThat(asked(address)).isEmpty();
    }

    @Test
    void the_time_right_before_moves_along_until_another_is_chosen() {
        var week = WhyQuestion.of("L", Reference.PERIOD, march(23, 29));

        var days = week.withDates(march(25, 26), week.before());
        var chosen = days.withDates(days.after(), march(2, 3));

        assertThat(days.before()).isEqualTo(march(23, 24));
        assertThat(chosen.before()).isEqualTo(march(2, 3));
        assertThat(chosen.withDates(march(9, 10), chosen.before()).before()).isEqualTo(march(2, 3));
    }
}
