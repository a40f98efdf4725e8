package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.ProductId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Pieces counted at an instant or over a stretch of time. It belongs to the window it starts in and
 * takes the ideal cycle of its start, so a stretch is best cut at shift borders and at changes of
 * the cycle before it is handed in.
 *
 * @param over the stretch; an empty one is an instant
 * @param product null where the counter does not know it
 */
public record Count(
        TimeRange over,
        @Nullable ProductId product,
        long total,
        long good,
        long scrap,
        long rework) {
    public Count {
        if (total < 0 || good < 0 || scrap < 0 || rework < 0) {
            throw new IllegalArgumentException(
                    "count at %s: no number may be negative, total %d, good %d, scrap %d, rework %d"
                            .formatted(over.from(), total, good, scrap, rework));
        }
        if (good + scrap + rework > total) {
            throw new IllegalArgumentException(
                    ("count at %s: good %d, scrap %d and rework %d are more than the total %d;"
                                    + " count every piece once, at its first pass")
                            .formatted(over.from(), good, scrap, rework, total));
        }
    }

    public static Count at(
            Instant instant,
            @Nullable ProductId product,
            long total,
            long good,
            long scrap,
            long rework) {
        return new Count(new TimeRange(instant, instant), product, total, good, scrap, rework);
    }
}
