package io.oeeanalytics.oee;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A stretch of time claimed by a state, or by the calendar ({@code event} null). */
record Claim(long fromMs, long toMs, Priority priority, @Nullable Event event) {
    /**
     * Among equals the later start wins, then the shorter; the rest only makes the order of arrival
     * irrelevant.
     */
    static final Comparator<Claim> STRONGEST_FIRST =
            Comparator.comparing(Claim::priority)
                    .thenComparingLong(Claim::fromMs)
                    .reversed()
                    .thenComparingLong(Claim::toMs)
                    .thenComparingInt(claim -> claim.event == null ? 0 : claim.event.status)
                    .thenComparingInt(
                            claim -> claim.event == null ? 0 : claim.event.category.ordinal());
}
