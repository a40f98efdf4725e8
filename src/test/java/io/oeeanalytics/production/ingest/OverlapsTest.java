package io.oeeanalytics.production.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverlapsTest {
    private static final Instant ZERO = Instant.parse("2023-01-02T06:00:00Z");
    private static final int PRODUCTION = 1;
    private static final int FAILURE = 21;
    private static final int SECONDS = 60;

    @Test
    void a_stop_cuts_a_hole_into_production() {
        var production = row(2, 0, 50, PRODUCTION);
        var stop = row(3, 10, 20, FAILURE);

        var painted = Overlaps.resolve(List.of(production, stop), OverlapsTest::isStop);

        assertThat(painted.rows())
                .containsExactly(row(2, 0, 10, PRODUCTION), stop, row(2, 20, 50, PRODUCTION));
        assertThat(painted.partsOf(production)).hasSize(2);
        assertThat(painted.partsOf(stop)).containsExactly(stop);
    }

    @Test
    void of_two_stops_the_later_start_wins_and_then_the_later_row() {
        var first = row(2, 0, 30, FAILURE);
        var later = row(3, 10, 20, 22);
        var same = row(4, 10, 15, 31);

        var painted = Overlaps.resolve(List.of(first, later, same), OverlapsTest::isStop);

        assertThat(painted.rows())
                .containsExactly(
                        row(2, 0, 10, FAILURE), same, row(3, 15, 20, 22), row(2, 20, 30, FAILURE));
    }

    @Test
    void an_open_row_stays_open_behind_a_stop_that_runs_into_it() {
        var stop = row(2, 0, 20, FAILURE);
        var open = row(3, 10, null, PRODUCTION);

        var painted = Overlaps.resolve(List.of(stop, open), OverlapsTest::isStop);

        assertThat(painted.rows()).containsExactly(stop, row(3, 20, null, PRODUCTION));
    }

    /** Ten thousand random logs, each second of which is decided for itself. */
    @Test
    void every_second_shows_what_a_painter_second_by_second_shows() {
        var random = new Random(20230102);
        for (int log = 0; log < 10_000; log++) {
            var rows = randomRows(random);

            var painted = Overlaps.resolve(rows, OverlapsTest::isStop);

            var shown = new long[SECONDS];
            Instant free = ZERO;
            for (var part : painted.rows()) {
                assertThat(part.start()).as("log %d: %s", log, rows).isAfterOrEqualTo(free);
                free = part.finish() == null ? Instant.MAX : part.finish();
                assertThat(free).as("log %d: %s", log, rows).isAfter(part.start());
                for (int second = 0; second < SECONDS; second++) {
                    if (covers(part, second)) {
                        shown[second] = part.number() * 1000 + part.status();
                    }
                }
            }
            assertThat(shown).as("log %d: %s", log, rows).isEqualTo(naive(rows));
        }
    }

    private static long[] naive(List<StatusRow> rows) {
        var shown = new long[SECONDS];
        for (int second = 0; second < SECONDS; second++) {
            int at = second;
            var winner =
                    rows.stream()
                            .filter(row -> covers(row, at))
                            .max(
                                    Comparator.<StatusRow>comparingInt(row -> isStop(row) ? 1 : 0)
                                            .thenComparing(StatusRow::start)
                                            .thenComparingLong(StatusRow::number));
            if (winner.isPresent()) {
                shown[second] = winner.get().number() * 1000 + winner.get().status();
            }
        }
        return shown;
    }

    private static boolean covers(StatusRow row, int second) {
        var instant = ZERO.plusSeconds(second);
        var finish = row.finish();
        return !row.start().isAfter(instant) && (finish == null || instant.isBefore(finish));
    }

    private static List<StatusRow> randomRows(Random random) {
        var rows = new ArrayList<StatusRow>();
        int count = 1 + random.nextInt(9);
        int[] codes = {PRODUCTION, PRODUCTION, FAILURE, 22, 31};
        for (int i = 0; i < count; i++) {
            int from = random.nextInt(SECONDS - 1);
            // Rows of no length and open ones are among them.
            Integer to = random.nextInt(12) == 0 ? null : from + random.nextInt(SECONDS - from);
            rows.add(row(2 + i, from, to, codes[random.nextInt(codes.length)]));
        }
        return rows;
    }

    private static boolean isStop(StatusRow row) {
        return row.status() != PRODUCTION;
    }

    private static StatusRow row(long number, int from, @Nullable Integer to, int status) {
        return new StatusRow(
                number,
                "L1",
                null,
                ZERO.plusSeconds(from),
                to == null ? null : ZERO.plusSeconds(to),
                status,
                false,
                "");
    }
}
