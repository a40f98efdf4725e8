package io.oeeanalytics.production.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusCatalogue;
import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StatusCleaningTest {
    private static final Map<Integer, Status> CATALOGUE =
            StatusCatalogue.STANDARD.stream()
                    .collect(Collectors.toMap(Status::code, Function.identity()));
    private static final Set<CleaningRule> ALL = EnumSet.allOf(CleaningRule.class);
    private static final Instant DAY = Instant.parse("2023-01-02T00:00:00Z");
    private static final int PRODUCTION = 1;
    private static final int NO_PLAN = 15;
    private static final int FAILURE = 21;
    private static final int END = 90;

    private long number = 1;

    @Test
    void a_clean_log_passes_unchanged() {
        var rows =
                List.of(
                        row("L1", "06:00", "06:05", 11),
                        row("L1", "06:05", "09:00", PRODUCTION),
                        row("L2", "06:00", "07:00", PRODUCTION));

        var cleaned = clean(rows, ALL);

        assertThat(cleaned.rows()).containsExactlyElementsOf(rows);
        assertThat(cleaned.findings()).isEmpty();
        assertThat(cleaned.summaries()).hasSize(ALL.size()).allMatch(sum -> sum.rows() == 0);
    }

    @Test
    void deleted_rows_are_left_out_or_taken_like_any_other() {
        var deleted =
                new StatusRow(
                        2, "L1", null, at("06:00"), at("07:00"), PRODUCTION, true, "Production");

        var cleaned = clean(List.of(deleted), ALL);

        assertThat(cleaned.rows()).isEmpty();
        assertOnly(cleaned, CleaningRule.DELETED, Outcome.LEFT_OUT, 3600);
        assertThat(clean(List.of(deleted), without(CleaningRule.DELETED)).rows())
                .containsExactly(deleted);
    }

    @Test
    void an_exact_repeat_is_left_out_and_a_row_of_another_line_is_not() {
        var first = row("L1", "06:00", "07:00", PRODUCTION);
        var repeat = row("L1", "06:00", "07:00", PRODUCTION);
        var other = row("L2", "06:00", "07:00", PRODUCTION);

        var cleaned = clean(List.of(first, repeat, other), ALL);

        assertThat(cleaned.rows()).containsExactly(first, other);
        assertOnly(cleaned, CleaningRule.DUPLICATE, Outcome.LEFT_OUT, 3600);
        assertThat(cleaned.findings().getFirst().fileLine()).isEqualTo(repeat.number());
    }

    @Test
    void a_missing_finish_is_the_next_start_of_its_own_line() {
        var open = row("L1", "06:00", null, PRODUCTION);
        var other = row("L2", "06:10", "07:00", PRODUCTION);
        var next = row("L1", "06:30", "07:00", FAILURE);

        var cleaned = clean(List.of(open, other, next), ALL);

        assertThat(cleaned.rows()).containsExactly(with(open, "06:00", "06:30"), next, other);
        // 30 minutes were given to the open row.
        assertOnly(cleaned, CleaningRule.MISSING_FINISH, Outcome.CHANGED, 1800);
    }

    @Test
    void the_last_row_of_each_line_stays_open() {
        var rows = List.of(row("L1", "06:00", null, PRODUCTION), row("L2", "03:00", null, FAILURE));

        var cleaned = clean(rows, ALL);

        assertThat(cleaned.rows()).containsExactlyElementsOf(rows);
        assertThat(cleaned.findings()).isEmpty();
    }

    @Test
    void without_the_rule_a_row_without_finish_is_left_out() {
        var open = row("L1", "06:00", null, PRODUCTION);
        var next = row("L1", "06:30", "07:00", FAILURE);

        var cleaned = clean(List.of(open, next), without(CleaningRule.MISSING_FINISH));

        assertThat(cleaned.rows()).containsExactly(next);
        assertOnly(cleaned, CleaningRule.MISSING_FINISH, Outcome.LEFT_OUT, 0);
    }

    @Test
    void end_of_operations_lasts_until_the_next_start() {
        // The log ends it where it starts, and the line starts again two days later.
        var end = row(2, "L1", at("18:00"), at("18:00"), END);
        var next = row(3, "L1", at("06:00").plus(Duration.ofDays(2)), null, PRODUCTION);

        var cleaned = clean(List.of(end, next), ALL);

        assertThat(cleaned.rows())
                .containsExactly(StatusCleaning.with(end, end.start(), next.start()), next);
        // From 18:00 to 06:00 two days later: 36 hours.
        assertOnly(cleaned, CleaningRule.END_OF_OPERATIONS, Outcome.CHANGED, 36 * 3600);
    }

    @Test
    void end_of_operations_ends_early_where_the_line_starts_early() {
        var end = row("L1", "18:00", "23:00", END);
        var next = row("L1", "22:00", "23:30", PRODUCTION);

        var cleaned = clean(List.of(end, next), ALL);

        assertThat(cleaned.rows()).containsExactly(with(end, "18:00", "22:00"), next);
        assertOnly(cleaned, CleaningRule.END_OF_OPERATIONS, Outcome.CHANGED, 3600);
    }

    @Test
    void the_last_end_of_operations_lasts_until_further_notice_and_says_so() {
        var end = row("L1", "18:00", "18:00", END);

        var cleaned = clean(List.of(end), ALL);

        assertThat(cleaned.rows()).containsExactly(with(end, "18:00", null));
        assertOnly(cleaned, CleaningRule.END_OF_OPERATIONS, Outcome.CHANGED, 0);
    }

    @Test
    void a_finish_before_the_start_leaves_the_row_out_with_both_named() {
        var cleaned = clean(List.of(row("L1", "06:00", "05:00", PRODUCTION)), ALL);

        assertThat(cleaned.rows()).isEmpty();
        assertOnly(cleaned, CleaningRule.NEGATIVE_DURATION, Outcome.LEFT_OUT, 0);
        assertThat(cleaned.findings().getFirst().words())
                .contains("L1")
                .contains("2023-01-02T05:00:00Z")
                .contains("2023-01-02T06:00:00Z");
    }

    @Test
    void without_the_rule_a_finish_before_the_start_counts_as_missing() {
        var wrong = row("L1", "06:00", "05:00", PRODUCTION);
        var next = row("L1", "06:30", "07:00", FAILURE);

        var cleaned = clean(List.of(wrong, next), without(CleaningRule.NEGATIVE_DURATION));

        assertThat(cleaned.rows()).containsExactly(with(wrong, "06:00", "06:30"), next);
    }

    @Test
    void an_over_long_row_is_cut_at_the_next_start() {
        var forgotten = row(2, "L1", at("06:00"), at("06:00").plus(Duration.ofDays(6)), PRODUCTION);
        var next = row("L1", "09:00", "10:00", FAILURE);

        var cleaned = clean(List.of(forgotten, next), without(CleaningRule.OVERLAP));

        assertThat(cleaned.rows()).containsExactly(with(forgotten, "06:00", "09:00"), next);
        // 6 days less 3 hours are taken from it.
        assertOnly(cleaned, CleaningRule.OVER_LONG, Outcome.CHANGED, 6 * 86_400 - 3 * 3600);
    }

    @Test
    void an_over_long_row_nothing_cuts_is_left_out() {
        var forgotten = row(2, "L1", at("06:00"), at("06:00").plus(Duration.ofDays(6)), PRODUCTION);

        var cleaned = clean(List.of(forgotten), ALL);

        assertThat(cleaned.rows()).isEmpty();
        assertOnly(cleaned, CleaningRule.OVER_LONG, Outcome.LEFT_OUT, 6 * 86_400);
    }

    @Test
    void a_forgotten_finish_before_a_holiday_does_not_become_a_run_of_six_days() {
        var open = row(2, "L1", at("06:00"), null, PRODUCTION);
        var afterHoliday = row(3, "L1", at("06:00").plus(Duration.ofDays(6)), null, PRODUCTION);

        var cleaned = clean(List.of(open, afterHoliday), ALL);

        assertThat(cleaned.rows()).containsExactly(afterHoliday);
    }

    @Test
    void twenty_four_hours_and_longer_times_without_plan_are_not_over_long() {
        var day = row(2, "L1", DAY, DAY.plus(Duration.ofHours(24)), FAILURE);
        var closed = row(3, "L2", DAY, DAY.plus(Duration.ofDays(9)), NO_PLAN);

        var cleaned = clean(List.of(day, closed), ALL);

        assertThat(cleaned.rows()).containsExactly(day, closed);
        assertThat(cleaned.findings()).isEmpty();
    }

    @Test
    void a_stop_takes_its_time_from_production() {
        var production = row("L1", "06:00", "10:00", PRODUCTION);
        var stop = row("L1", "07:00", "08:00", FAILURE);

        var cleaned = clean(List.of(production, stop), ALL);

        assertThat(cleaned.rows())
                .containsExactly(
                        with(production, "06:00", "07:00"),
                        stop,
                        with(production, "08:00", "10:00"));
        assertOnly(cleaned, CleaningRule.OVERLAP, Outcome.CHANGED, 3600);
    }

    @Test
    void a_row_wholly_covered_and_a_row_of_no_length_are_left_out_with_a_word() {
        var covered = row("L1", "07:00", "08:00", PRODUCTION);
        var stop = row("L1", "06:00", "10:00", FAILURE);
        var momentary = row("L1", "11:00", "11:00", FAILURE);
        var later = row("L1", "11:00", "12:00", PRODUCTION);

        var cleaned = clean(List.of(covered, stop, momentary, later), without(CleaningRule.GAP));

        assertThat(cleaned.rows()).containsExactly(stop, later);
        assertThat(cleaned.findings())
                .extracting(ImportFinding::outcome)
                .containsExactly(Outcome.LEFT_OUT, Outcome.LEFT_OUT);
        assertThat(cleaned.findings().getFirst().words()).contains("wholly covered");
        assertThat(cleaned.findings().getLast().words()).contains("takes no time");
        assertThat(sum(cleaned, CleaningRule.OVERLAP).seconds()).isEqualTo(3600);
    }

    @Test
    void an_open_row_that_loses_its_beginning_is_told() {
        var stop = row("L1", "06:00", "10:00", FAILURE);
        var open = row("L1", "09:00", null, PRODUCTION);

        var cleaned = clean(List.of(stop, open), ALL);

        assertThat(cleaned.rows()).containsExactly(stop, with(open, "10:00", null));
        assertOnly(cleaned, CleaningRule.OVERLAP, Outcome.CHANGED, 0);
    }

    @Test
    void without_the_rule_rows_stay_overlapping() {
        var rows =
                List.of(
                        row("L1", "06:00", "10:00", PRODUCTION),
                        row("L1", "07:00", "08:00", FAILURE));

        assertThat(clean(rows, without(CleaningRule.OVERLAP)).rows())
                .containsExactlyElementsOf(rows);
    }

    @Test
    void a_status_the_catalogue_lacks_is_kept_with_its_code() {
        var unknown = row("L1", "06:00", "07:00", 77);

        var cleaned = clean(List.of(unknown), ALL);

        assertThat(cleaned.rows()).containsExactly(unknown);
        assertThat(cleaned.findings().getFirst().outcome()).isEqualTo(Outcome.NOTED);
        assertThat(cleaned.findings().getFirst().words()).contains("77");
        assertThat(clean(List.of(unknown), without(CleaningRule.UNKNOWN_STATUS)).rows()).isEmpty();
    }

    @Test
    void a_gap_is_told_and_never_filled() {
        var before = row("L1", "06:00", "07:00", PRODUCTION);
        var after = row("L1", "07:20", "08:00", PRODUCTION);

        var cleaned = clean(List.of(before, after), ALL);

        assertThat(cleaned.rows()).containsExactly(before, after);
        assertOnly(cleaned, CleaningRule.GAP, Outcome.NOTED, 1200);
        assertThat(cleaned.findings().getFirst().words()).contains("20 min");
    }

    @Test
    void a_gap_is_counted_from_the_longest_row_before_it() {
        var rows =
                List.of(
                        row("L1", "06:00", "09:00", PRODUCTION),
                        row("L1", "07:00", "08:00", FAILURE),
                        row("L1", "10:00", "11:00", PRODUCTION));

        var cleaned = clean(rows, without(CleaningRule.OVERLAP));

        assertOnly(cleaned, CleaningRule.GAP, Outcome.NOTED, 3600);
    }

    @Test
    void with_every_rule_off_no_time_is_changed() {
        var rows =
                List.of(
                        row("L1", "06:00", "10:00", PRODUCTION),
                        row("L1", "07:00", "08:00", FAILURE),
                        row("L1", "07:00", "08:00", FAILURE),
                        row("L1", "12:00", "13:00", END));

        var cleaned = clean(rows, Set.of());

        assertThat(cleaned.rows()).containsExactlyElementsOf(rows);
        assertThat(cleaned.findings()).isEmpty();
        assertThat(cleaned.summaries()).noneMatch(RuleSummary::enabled);
    }

    /** Comparing each row with all that start with it would take minutes. */
    @Test
    @Timeout(20)
    void many_rows_that_start_together_are_cleaned_in_seconds() {
        var rows = new ArrayList<StatusRow>();
        for (int i = 0; i < 300_000; i++) {
            rows.add(row(i + 2, "L1", DAY, DAY.plusMillis(1 + i), FAILURE));
        }

        var cleaned = clean(rows, without(CleaningRule.OVERLAP));

        assertThat(cleaned.rows()).hasSize(300_000);
    }

    /** No row vanishes unheard: what is missing or changed in the result is among the findings. */
    @Test
    void random_logs_lose_and_change_nothing_without_a_finding() {
        var random = new Random(42);
        for (int log = 0; log < 3000; log++) {
            var rows = randomRows(random);
            var enabled = EnumSet.noneOf(CleaningRule.class);
            for (var rule : CleaningRule.values()) {
                if (random.nextInt(4) > 0) {
                    enabled.add(rule);
                }
            }

            var cleaned = clean(rows, enabled);

            for (var row : rows) {
                var told =
                        cleaned.findings().stream()
                                .anyMatch(
                                        finding ->
                                                finding.fileLine() == row.number()
                                                        && finding.outcome() != Outcome.NOTED);
                var kept = cleaned.rows().stream().filter(of -> of.number() == row.number());
                assertThat(told || kept.toList().equals(List.of(row)))
                        .as("log %d, %s, rules %s of %s", log, row, enabled, rows)
                        .isTrue();
            }
            assertThat(cleaned.rows())
                    .as("log %d", log)
                    .allMatch(row -> row.finish() == null || !row.finish().isBefore(row.start()));
            if (enabled.contains(CleaningRule.OVERLAP)) {
                assertDisjoint(cleaned.rows());
            }
            var counted = cleaned.summaries().stream().mapToLong(RuleSummary::rows).sum();
            assertThat(counted).isEqualTo(cleaned.findings().size());
        }
    }

    private static void assertDisjoint(List<StatusRow> rows) {
        for (int i = 1; i < rows.size(); i++) {
            var before = rows.get(i - 1);
            var row = rows.get(i);
            if (before.line().equals(row.line())) {
                assertThat(before.finish()).isNotNull().isBeforeOrEqualTo(row.start());
            }
        }
    }

    private static List<StatusRow> randomRows(Random random) {
        var rows = new ArrayList<StatusRow>();
        int[] codes = {PRODUCTION, PRODUCTION, FAILURE, NO_PLAN, 13, END, 77};
        int count = 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            var start = DAY.plus(Duration.ofMinutes(random.nextInt(12) * 30L));
            // From half an hour before the start to six hours after; one in ten lasts 30 hours.
            var finish =
                    start.plusMillis(
                            random.nextInt(10) == 0
                                    ? 30 * 3_600_000L
                                    : (random.nextInt(13) - 1) * 1_800_400L);
            rows.add(
                    new StatusRow(
                            2 + i,
                            random.nextInt(3) == 0 ? "L2" : "L1",
                            null,
                            start,
                            random.nextInt(5) == 0 ? null : finish,
                            codes[random.nextInt(codes.length)],
                            random.nextInt(6) == 0,
                            ""));
        }
        return rows;
    }

    private static CleanedStates clean(List<StatusRow> rows, Set<CleaningRule> enabled) {
        return StatusCleaning.clean(rows, enabled, line -> CATALOGUE);
    }

    private static Set<CleaningRule> without(CleaningRule rule) {
        return EnumSet.complementOf(EnumSet.of(rule));
    }

    private static RuleSummary sum(CleanedStates cleaned, CleaningRule rule) {
        return cleaned.summaries().stream()
                .filter(summary -> summary.rule() == rule)
                .findFirst()
                .orElseThrow();
    }

    private static void assertOnly(
            CleanedStates cleaned, CleaningRule rule, Outcome outcome, long seconds) {
        assertThat(cleaned.findings())
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.rule()).isEqualTo(rule.name());
                            assertThat(finding.outcome()).isEqualTo(outcome);
                        });
        assertThat(sum(cleaned, rule).rows()).isEqualTo(1);
        assertThat(sum(cleaned, rule).seconds()).isEqualTo(seconds);
    }

    private StatusRow row(String line, String start, @Nullable String finish, int status) {
        return row(++number, line, at(start), finish == null ? null : at(finish), status);
    }

    private static StatusRow row(
            long number, String line, Instant start, @Nullable Instant finish, int status) {
        return new StatusRow(number, line, null, start, finish, status, false, "");
    }

    private static StatusRow with(StatusRow row, String start, @Nullable String finish) {
        return StatusCleaning.with(row, at(start), finish == null ? null : at(finish));
    }

    private static Instant at(String time) {
        return Instant.parse("2023-01-02T" + time + ":00Z");
    }
}
