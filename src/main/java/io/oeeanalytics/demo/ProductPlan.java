package io.oeeanalytics.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Which products a line makes on a day, in order; it starts with what it last made before. */
final class ProductPlan {
    private static final int LAST_PRODUCT = 3;
    private static final int SEQUENCE = 4;

    private ProductPlan() {}

    /** Positions in the products of the line; neighbours differ. */
    static List<Integer> of(
            DemoPlant plant, DemoLine line, LineBehaviour behaviour, LocalDate date, long seed) {
        var chance = Chance.of(seed, line.code(), date.toEpochDay(), SEQUENCE);
        int changes = plant.shifts(line, date).size();
        if (chance.hits(behaviour.moreChangeovers())) {
            changes += 2;
        }
        var sequence = new ArrayList<Integer>();
        sequence.add(lastProduct(line, workingDayBefore(plant, line, date), seed));
        for (int change = 1; change < changes; change++) {
            append(sequence, chance.below(line.products().size()));
        }
        append(sequence, lastProduct(line, date, seed));
        return List.copyOf(sequence);
    }

    private static void append(List<Integer> sequence, int product) {
        if (sequence.getLast() != product) {
            sequence.add(product);
        }
    }

    /** Drawn by itself, so that the next day knows it without this day being simulated. */
    private static int lastProduct(DemoLine line, LocalDate date, long seed) {
        return Chance.of(seed, line.code(), date.toEpochDay(), LAST_PRODUCT)
                .below(line.products().size());
    }

    private static LocalDate workingDayBefore(DemoPlant plant, DemoLine line, LocalDate date) {
        var before = date.minusDays(1);
        while (plant.shifts(line, before).isEmpty()) {
            before = before.minusDays(1);
        }
        return before;
    }
}
