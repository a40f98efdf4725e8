package io.oeeanalytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.oee.Changeover;
import io.oeeanalytics.plant.Product;
import io.oeeanalytics.plant.ProductId;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OrderSequenceTest {
    private static final Product A = new Product(new ProductId(1), "A", "A");
    private static final Product B = new Product(new ProductId(2), "B", "B");
    private static final Product C = new Product(new ProductId(3), "C", "C");
    private static final long MINUTE = 60_000;
    private static final Offset<Double> EXACT = within(1e-6);

    private static final OrderSequence SEQUENCES =
            new OrderSequence(
                    List.of(
                            new Changeover(A, B, 2, 40 * MINUTE),
                            new Changeover(A, C, 1, 10 * MINUTE),
                            new Changeover(C, B, 4, 12 * MINUTE),
                            new Changeover(B, C, 1, 30 * MINUTE)));

    @Test
    void an_order_takes_what_its_changes_took() {
        assertThat(SEQUENCES.setUpMs(List.of(A, B, C))).isCloseTo(70 * MINUTE, EXACT);
        assertThat(SEQUENCES.setUpMs(List.of(A, C, B))).isCloseTo(22 * MINUTE, EXACT);
        assertThat(SEQUENCES.setUpMs(List.of(A))).isZero();
        assertThat(SEQUENCES.setUpMs(List.of(A, A, C))).isCloseTo(10 * MINUTE, EXACT);
    }

    @Test
    void a_change_never_seen_takes_what_others_to_that_product_take_or_else_any() {
        // To C: 10 and 30 min, once each. Nothing ever changed to A: 2 x 40 + 10 + 4 x 12 + 30 in
        // 8.
        assertThat(
                        new OrderSequence(
                                        List.of(
                                                new Changeover(A, C, 1, 10 * MINUTE),
                                                new Changeover(B, C, 1, 30 * MINUTE)))
                                .setUpMs(List.of(C, C, A, C)))
                .isCloseTo(30 * MINUTE, EXACT);
        assertThat(SEQUENCES.setUpMs(List.of(C, A))).isCloseTo(21 * MINUTE, EXACT);
    }

    @Test
    void the_best_order_begins_with_what_is_on_the_line() {
        assertThat(SEQUENCES.best(List.of(A, B, C))).containsExactly(A, C, B);
        assertThat(SEQUENCES.best(List.of(A, C, B))).containsExactly(A, C, B);
        assertThat(SEQUENCES.best(List.of(B, A))).containsExactly(B, A);
    }

    @Test
    void eight_products_are_too_many_orders() {
        assertThatThrownBy(() -> SEQUENCES.best(Collections.nCopies(8, A)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("up to 7 are tried");
    }

    @Test
    void products_stand_by_name_each_once() {
        assertThat(SEQUENCES.products()).containsExactly(A, B, C);
    }
}
