package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.oee.MadeRuns.Change;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.production.PieceVisitor;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MadeRunsTest {
    private static final int X = 1;
    private static final int Z = 2;
    private static final long MINUTE = 60_000;

    @Test
    void a_change_takes_the_set_up_between_the_last_piece_and_the_first() {
        var runs = new MadeRuns(new TreeMap<>());
        runs.piece(at(0), X, 1, 0);
        runs.piece(at(10), X, 1, 0);
        runs.piece(at(60), Z, 0, 1);
        runs.piece(at(90), X, 1, 0);

        // 15 to 40 and, overlapping, 30 to 53: 38 min. What lies before and after is not of it.
        assertThat(runs.changes(List.of(range(30, 53), range(15, 40), range(5, 8), range(70, 71))))
                .containsExactly(new Change(X, Z, 38 * MINUTE), new Change(Z, X, MINUTE));
    }

    @Test
    void set_up_that_reaches_into_the_run_counts_up_to_its_first_piece() {
        var runs = new MadeRuns(new TreeMap<>());
        runs.piece(at(10), X, 1, 0);
        runs.piece(at(60), Z, 1, 0);

        assertThat(runs.changes(List.of(range(50, 70))))
                .containsExactly(new Change(X, Z, 10 * MINUTE));
    }

    @Test
    void a_change_the_line_did_not_stand_for_took_nothing() {
        var runs = new MadeRuns(new TreeMap<>());
        runs.piece(at(10), X, 1, 0);
        runs.piece(at(60), Z, 1, 0);

        assertThat(runs.changes(List.of(range(100, 120)))).containsExactly(new Change(X, Z, 0));
    }

    @Test
    void pieces_of_no_product_are_of_the_one_that_was_started_and_else_of_none() {
        var started = new TreeMap<Instant, ProductId>();
        started.put(Instant.ofEpochMilli(at(5)), new ProductId(X));
        started.put(Instant.ofEpochMilli(at(50)), new ProductId(Z));
        var runs = new MadeRuns(started);
        runs.piece(at(1), PieceVisitor.NO_PRODUCT, 1, 0);
        runs.piece(at(10), PieceVisitor.NO_PRODUCT, 1, 0);
        runs.piece(at(60), PieceVisitor.NO_PRODUCT, 1, 0);

        assertThat(runs.changes(List.of(range(2, 55))))
                .containsExactly(new Change(X, Z, 45 * MINUTE));
    }

    /** Counts over stretches are told after the pieces. */
    @Test
    void a_count_reaches_over_its_stretch() {
        var runs = new MadeRuns(new TreeMap<>());
        runs.piece(at(100), X, 1, 0);
        runs.counted(at(0), at(30), Z, 5, 0, 0, 5);

        assertThat(runs.changes(List.of(range(20, 50))))
                .containsExactly(new Change(Z, X, 20 * MINUTE));
    }

    private static TimeRange range(long from, long to) {
        return new TimeRange(Instant.ofEpochMilli(at(from)), Instant.ofEpochMilli(at(to)));
    }

    private static long at(long minute) {
        return minute * MINUTE;
    }
}
