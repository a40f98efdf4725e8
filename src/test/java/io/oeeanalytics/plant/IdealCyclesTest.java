package io.oeeanalytics.plant;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.plant.IdealCycles.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A line of two stations that takes 60 s an item, 50 s of product X from March on. */
class IdealCyclesTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final ProductId X = new ProductId(1);
    private static final ProductId Y = new ProductId(2);

    private static final List<Row> ROWS =
            List.of(
                    new Row(null, Instant.EPOCH, 60_000),
                    new Row(X, MARCH, 50_000),
                    unit(null, JUNE, 70_000, "OVEN"),
                    unit(X, JUNE, 65_000, "OVEN"),
                    unit(null, Instant.EPOCH, 20_000, "SAW"));

    private static final Map<Instant, Optional<String>> OVEN =
            Map.of(Instant.EPOCH, Optional.of("OVEN"));

    @Test
    void without_a_constraint_the_cycles_of_the_line_hold() {
        var cycles = new IdealCycles(ROWS);

        assertThat(cycles.millisAt(X, MARCH.minusMillis(1))).hasValue(60_000);
        assertThat(cycles.millisAt(X, MARCH)).hasValue(50_000);
        assertThat(cycles.millisAt(Y, JUNE)).hasValue(60_000);
        assertThat(cycles.millisAt(null, JUNE)).hasValue(60_000);
    }

    @Test
    void a_line_is_as_fast_as_its_constraint_where_that_has_a_cycle() {
        var cycles = new IdealCycles(ROWS, OVEN);

        assertThat(cycles.millisAt(X, JUNE.minusMillis(1))).hasValue(50_000);
        assertThat(cycles.millisAt(X, JUNE)).hasValue(65_000);
        assertThat(cycles.millisAt(Y, JUNE)).hasValue(70_000);
        assertThat(cycles.millisAt(null, JUNE)).hasValue(70_000);
        assertThat(cycles.constraintAt(JUNE)).contains("OVEN");
    }

    @Test
    void when_the_bottleneck_moves_the_past_keeps_the_old_one() {
        var august = Instant.parse("2026-08-01T00:00:00Z");
        var october = Instant.parse("2026-10-01T00:00:00Z");
        var cycles =
                new IdealCycles(
                        ROWS,
                        Map.of(
                                Instant.EPOCH,
                                Optional.of("OVEN"),
                                august,
                                Optional.of("SAW"),
                                october,
                                Optional.empty()));

        assertThat(cycles.millisAt(X, august.minusMillis(1))).hasValue(65_000);
        assertThat(cycles.millisAt(X, august)).hasValue(20_000);
        assertThat(cycles.millisAt(X, october)).hasValue(50_000);
        assertThat(cycles.isEmpty()).isFalse();
    }

    @Test
    void a_line_knows_no_cycle_when_only_a_unit_that_is_no_constraint_has_one() {
        var cycles = new IdealCycles(List.of(unit(null, Instant.EPOCH, 20_000, "SAW")), OVEN);

        assertThat(cycles.isEmpty()).isTrue();
        assertThat(cycles.millisAt(X, JUNE)).isEmpty();
        assertThat(cycles.rows()).hasSize(1);
    }

    @Test
    void a_row_appended_for_the_same_date_corrects_the_earlier_one() {
        var cycles =
                new IdealCycles(
                        List.of(
                                new Row(X, MARCH, 50_000),
                                new Row(null, MARCH, 60_000),
                                new Row(X, MARCH, 55_000)));

        assertThat(cycles.millisAt(X, MARCH)).hasValue(55_000);
        assertThat(cycles.valid())
                .containsExactly(new Row(null, MARCH, 60_000), new Row(X, MARCH, 55_000));
    }

    private static Row unit(@Nullable ProductId product, Instant from, long millis, String unit) {
        return new Row(product, from, millis, unit);
    }
}
