package io.oeeanalytics.base.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CursorTest {
    @Test
    void a_position_comes_back_in_its_parts() {
        var cursor = Cursor.after("events of L1", 1_773_639_600_000_000L, "L 1", -7, "");

        assertThat(Cursor.position("events of L1", cursor, 4))
                .containsExactly("1773639600000000", "L 1", "-7", "");
        assertThat(cursor).matches("[\\w-]+");
    }

    @Test
    void one_that_was_changed_anywhere_is_refused() {
        var cursor = Cursor.after("q", 42, "x");

        for (int i = 0; i < cursor.length(); i++) {
            var other = cursor.charAt(i) == 'A' ? 'B' : 'A';
            var changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThatThrownBy(() -> Cursor.position("q", changed, 2))
                    .isInstanceOf(ApiProblem.class);
        }
        for (var wrong :
                new String[] {"", "A", "no cursor", "…", cursor + "A", "A".repeat(9_999)}) {
            assertThatThrownBy(() -> Cursor.position("q", wrong, 2)).isInstanceOf(ApiProblem.class);
        }
    }

    @Test
    void one_of_another_question_or_another_list_is_refused() {
        var cursor = Cursor.after("q", 42, "x");

        assertThatThrownBy(() -> Cursor.position("q2", cursor, 2)).isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> Cursor.position("q", cursor, 3)).isInstanceOf(ApiProblem.class);
    }
}
