package io.oeeanalytics.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.plant.RuleRecord.ClosedDay;
import io.oeeanalytics.plant.RuleRecord.Target;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleEditTest {
    private static final LocalDate DAY = LocalDate.of(2026, 12, 25);

    @Test
    void what_is_said_anew_is_one_edit_and_what_is_taken_back_another() {
        var edits =
                RuleEdit.of(
                        List.of(
                                closed("Xmas", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
                                closed(
                                        "Christmas",
                                        "2026-01-02T00:00:00Z",
                                        "2026-01-03T00:00:00Z")));

        assertThat(edits)
                .extracting(edit -> edit.at() + " " + edit.withdrawn())
                .containsExactly(
                        "2026-01-03T00:00:00Z true",
                        "2026-01-02T00:00:00Z false",
                        "2026-01-01T00:00:00Z false");
        assertThat(edits.getFirst().by()).isEqualTo("bob");
    }

    @Test
    void what_was_there_from_the_start_or_never_read_is_nobodys_edit() {
        assertThat(
                        RuleEdit.of(
                                List.of(
                                        closed("Old", "1970-01-01T00:00:00Z", null),
                                        closed(
                                                "Slip",
                                                "2026-01-01T00:00:00Z",
                                                "2026-01-01T00:00:00Z"))))
                .isEmpty();
    }

    @Test
    void rules_of_different_lines_do_not_replace_one_another() {
        var target = new Target(DAY, 0.8);
        var edits =
                RuleEdit.of(
                        List.of(
                                record(
                                        new LineId(1),
                                        target,
                                        "2026-01-01T00:00:00Z",
                                        "2026-01-02T00:00:00Z"),
                                record(new LineId(2), target, "2026-01-02T00:00:00Z", null)));

        assertThat(edits).filteredOn(RuleEdit::withdrawn).hasSize(1);
    }

    private static RuleRecord closed(String name, String from, @Nullable String until) {
        return record(null, new ClosedDay(DAY, name), from, until);
    }

    private static RuleRecord record(
            @Nullable LineId line, RuleRecord.Rule rule, String from, @Nullable String until) {
        return new RuleRecord(
                Instant.parse(from),
                "ada",
                until == null ? null : Instant.parse(until),
                until == null ? null : "bob",
                line,
                Instant.parse("2026-12-25T00:00:00Z"),
                rule);
    }
}
