package io.oeeanalytics.forecast;

import io.oeeanalytics.plant.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the model of all lines is trained anew. */
final class RetrainingRules {
    /** However still it was. */
    static final Duration SCHEDULE = Duration.ofDays(28);

    /** A change needs some days before it can be learned. */
    static final Duration SOONEST = Duration.ofDays(3);

    /** Of all lines, that are different or new. */
    private static final double SHARE = 0.1;

    private RetrainingRules() {}

    /** Why. */
    enum Reason {
        FIRST,
        SCHEDULE,
        DRIFT,
        NEW_LINES,
        NEW_PRODUCTS
    }

    /**
     * A reason and what it rests on.
     *
     * @param about codes of lines or products; empty where it is about none
     */
    record Cause(Reason reason, List<String> about) {
        Cause {
            about = List.copyOf(about);
        }
    }

    /**
     * @param trained when it was last trained; null before the first time
     * @param lines that have enough days to learn from
     * @param drifting of them, those found different after it
     * @param unseen of them, those that had too few days then
     * @param products made lately and never before it was trained
     * @return empty where it stays as it is
     */
    static List<Cause> causes(
            @Nullable Instant trained,
            Instant now,
            List<Line> lines,
            List<Line> drifting,
            List<Line> unseen,
            List<String> products) {
        if (trained == null) {
            return List.of(new Cause(Reason.FIRST, List.of()));
        }
        var age = Duration.between(trained, now);
        if (age.compareTo(SOONEST) < 0) {
            return List.of();
        }
        var causes = new ArrayList<Cause>();
        if (age.compareTo(SCHEDULE) >= 0) {
            causes.add(new Cause(Reason.SCHEDULE, List.of()));
        }
        some(Reason.DRIFT, drifting, lines).ifPresent(causes::add);
        some(Reason.NEW_LINES, unseen, lines).ifPresent(causes::add);
        if (!products.isEmpty()) {
            causes.add(new Cause(Reason.NEW_PRODUCTS, products));
        }
        return causes;
    }

    private static Optional<Cause> some(Reason reason, List<Line> some, List<Line> all) {
        return !some.isEmpty() && some.size() >= SHARE * all.size()
                ? Optional.of(new Cause(reason, some.stream().map(Line::code).toList()))
                : Optional.empty();
    }
}
