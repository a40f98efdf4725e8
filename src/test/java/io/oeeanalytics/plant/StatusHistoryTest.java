package io.oeeanalytics.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checking a machine was a delay until the plant began to plan it in March; 77 is new in July. */
class StatusHistoryTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");
    private static final Status DELAYS =
            new Status(41, "Machine Inspection", TimeCategory.DELAY, "Inspection/Machine");
    private static final Status PLANNED =
            new Status(41, "Machine Inspection", TimeCategory.PLANNED_STOP, "Planned");
    private static final Status CRANE = new Status(77, "Crane", TimeCategory.WAITING, "Waiting");

    private final StatusHistory history =
            new StatusHistory(
                    List.of(
                            new StatusHistory.Row(CRANE, JULY),
                            new StatusHistory.Row(PLANNED, MARCH),
                            new StatusHistory.Row(DELAYS, Instant.EPOCH)),
                    JUNE);

    @Test
    void a_status_means_what_it_meant_at_that_instant() {
        assertThat(history.at(41, MARCH.minusMillis(1))).contains(DELAYS);
        assertThat(history.at(41, MARCH)).contains(PLANNED);
        assertThat(history.at(77, JUNE)).isEmpty();
        assertThat(history.at(77, JULY)).contains(CRANE);
        assertThat(history.at(5, JULY)).isEmpty();
    }

    @Test
    void the_current_catalogue_knows_nothing_of_what_begins_later() {
        assertThat(history.current()).isEqualTo(Map.of(41, PLANNED));
        assertThat(history.at(JULY)).isEqualTo(Map.of(41, PLANNED, 77, CRANE));
        assertThat(history.at(Instant.EPOCH)).isEqualTo(Map.of(41, DELAYS));
    }

    @Test
    void time_is_cut_where_the_meaning_of_its_status_changes() {
        assertThat(history.changes(41)).containsExactly(Instant.EPOCH, MARCH);
        assertThat(history.changes(77)).containsExactly(JULY);
        assertThat(history.changes(5)).isEmpty();
    }

    @Test
    void a_reason_is_a_path() {
        assertThat(DELAYS.path()).containsExactly("Inspection", "Machine");
        assertThat(new Status(1, "Idle", TimeCategory.UNKNOWN, "").path()).isEmpty();
        assertThat(RuleBook.isGroup("a/b/c/d/e")).isTrue();
        assertThat(RuleBook.isGroup("")).isTrue();
        assertThat(RuleBook.isGroup("a/b/c/d/e/f")).isFalse();
        assertThat(RuleBook.isGroup("a//b")).isFalse();
        assertThat(RuleBook.isGroup("a".repeat(81))).isFalse();
    }

    @Test
    void every_status_of_the_standard_catalogue_is_mapped_once() {
        assertThat(StatusCatalogue.STANDARD)
                .hasSize(22)
                .extracting(Status::code)
                .doesNotHaveDuplicates();
        assertThat(StatusCatalogue.STANDARD).allMatch(status -> RuleBook.isGroup(status.group()));
    }
}
