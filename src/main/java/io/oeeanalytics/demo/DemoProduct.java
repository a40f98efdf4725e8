package io.oeeanalytics.demo;

import java.time.LocalDate;
import java.util.List;

/**
 * A product of a demo line.
 *
 * @param idealCycles oldest first; more than one row when the cycle was revised
 * @param scrapShare scrap in undisturbed running, a fraction of 1
 * @param slowness real cycle of this product on its line over the line's usual one
 */
public record DemoProduct(
        String code,
        String name,
        List<IdealCycle> idealCycles,
        double scrapShare,
        double slowness) {
    /** One piece takes {@code millis} at best, from local midnight of {@code validFrom} on. */
    public record IdealCycle(LocalDate validFrom, long millis) {}

    public DemoProduct {
        idealCycles = List.copyOf(idealCycles);
        if (idealCycles.isEmpty()) {
            throw new IllegalArgumentException("product %s needs an ideal cycle".formatted(code));
        }
    }

    /** Days before the first row take the first row's cycle. */
    public long idealMillisOn(LocalDate date) {
        long millis = idealCycles.getFirst().millis();
        for (var cycle : idealCycles) {
            if (!cycle.validFrom().isAfter(date)) {
                millis = cycle.millis();
            }
        }
        return millis;
    }
}
