package io.oeeanalytics.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.StatusLogs.Chain;
import io.oeeanalytics.plant.StatusLogs.Row;
import io.oeeanalytics.plant.StatusLogs.Stretch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Line 2 shares the log of line 1 since ever and that of line 3 from March on; line 4 shares that
 * of line 1 in February only.
 */
class StatusLogsTest {
    private static final LineId ONE = new LineId(1);
    private static final LineId TWO = new LineId(2);
    private static final LineId THREE = new LineId(3);
    private static final LineId FOUR = new LineId(4);
    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");
    private static final List<Row> ROWS =
            List.of(
                    row(TWO, Instant.EPOCH, ONE),
                    row(TWO, MARCH, THREE),
                    row(FOUR, FEBRUARY, ONE),
                    row(FOUR, MARCH, null));

    @Test
    void the_log_is_the_one_in_force_at_the_time() {
        var logs = new StatusLogs(TWO, ROWS);

        assertThat(logs.at(MARCH.minusMillis(1))).isEqualTo(ONE);
        assertThat(logs.at(MARCH)).isEqualTo(THREE);
        assertThat(new StatusLogs(FOUR, ROWS).at(FEBRUARY.minusMillis(1))).isEqualTo(FOUR);
        assertThat(new StatusLogs(ONE, ROWS).at(MARCH)).isEqualTo(ONE);
    }

    @Test
    void a_line_that_shares_nothing_is_one_stretch_with_itself() {
        var logs = new StatusLogs(new LineId(5), ROWS);

        assertThat(logs.stretches())
                .containsExactly(
                        new Stretch(
                                new TimeRange(Instant.MIN, Instant.MAX),
                                new LineId(5),
                                Set.of(new LineId(5))));
    }

    @Test
    void time_is_cut_where_the_log_or_those_who_share_it_change() {
        var logs = new StatusLogs(TWO, ROWS);

        assertThat(logs.over(new TimeRange(Instant.EPOCH, APRIL)))
                .containsExactly(
                        stretch(Instant.EPOCH, FEBRUARY, ONE, ONE, TWO),
                        stretch(FEBRUARY, MARCH, ONE, ONE, TWO, FOUR),
                        stretch(MARCH, Instant.MAX, THREE, THREE, TWO));
        assertThat(logs.over(new TimeRange(MARCH, APRIL)))
                .containsExactly(stretch(MARCH, Instant.MAX, THREE, THREE, TWO));
        assertThat(logs.over(new TimeRange(MARCH, MARCH)))
                .containsExactly(stretch(MARCH, Instant.MAX, THREE, THREE, TWO));
    }

    @Test
    void the_source_stands_still_with_its_sharers_while_they_share() {
        var logs = new StatusLogs(ONE, ROWS);

        assertThat(logs.over(new TimeRange(FEBRUARY, APRIL)))
                .containsExactly(
                        stretch(FEBRUARY, MARCH, ONE, ONE, TWO, FOUR),
                        stretch(MARCH, Instant.MAX, ONE, ONE));
    }

    @Test
    void a_source_that_shares_anothers_at_any_time_is_a_chain_from_then_on() {
        var before = Map.of("A", said(MARCH, "B"), "B", said(FEBRUARY, "C"));
        var later = Map.of("A", said(FEBRUARY, "B"), "B", said(MARCH, "C"));
        var apart = said(FEBRUARY, "B");
        apart.put(MARCH, Optional.empty());

        assertThat(StatusLogs.chains(before))
                .containsExactly(new Chain<>("A", MARCH, "B", "C", MARCH));
        assertThat(StatusLogs.chains(later))
                .containsExactly(new Chain<>("A", FEBRUARY, "B", "C", MARCH));
        assertThat(StatusLogs.chains(Map.of("A", apart, "B", said(MARCH, "C")))).isEmpty();
    }

    private static NavigableMap<Instant, Optional<String>> said(Instant from, String source) {
        return new TreeMap<>(Map.of(from, Optional.of(source)));
    }

    private static Row row(LineId line, Instant from, @Nullable LineId source) {
        return new Row(line, from, source);
    }

    private static Stretch stretch(Instant from, Instant to, LineId log, LineId... tracks) {
        return new Stretch(new TimeRange(from, to), log, Set.of(tracks));
    }
}
