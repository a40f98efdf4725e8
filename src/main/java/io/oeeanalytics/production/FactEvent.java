package io.oeeanalytics.production;

import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.ProductId;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Something a machine told of its line, at an instant of its own clock. */
public sealed interface FactEvent {
    /** The sender's name for the event: sent again, it counts once. */
    String key();

    LineId line();

    /** When it happened; not when it arrived. */
    Instant at();

    /**
     * The line took on a status.
     *
     * @param until where the sender knows it; null: it lasts until the line's next status
     * @param unit code of the work unit that caused it; null: the line as a whole
     */
    record State(
            String key,
            LineId line,
            Instant at,
            @Nullable Instant until,
            int status,
            @Nullable String unit)
            implements FactEvent {
        public State {
            if (until != null && until.isBefore(at)) {
                throw new IllegalArgumentException(
                        "status %d from %s cannot end before it, at %s"
                                .formatted(status, at, until));
            }
        }
    }

    /**
     * Pieces finished since the sender's last word.
     *
     * @param at when the last of them was finished
     * @param from start of the stretch they were counted over; null where they were finished at
     *     once
     * @param product null where the sender does not know it
     * @param total with those not judged yet; empty: good, scrap and rework are all
     */
    record Counted(
            String key,
            LineId line,
            Instant at,
            @Nullable Instant from,
            @Nullable ProductId product,
            long good,
            long scrap,
            long rework,
            OptionalLong total)
            implements FactEvent {
        /** More pieces at once are a counter reading told as a count. */
        private static final long MOST = 100_000_000;

        public Counted {
            if (Math.max(good + scrap + rework, total.orElse(0)) > MOST) {
                throw new IllegalArgumentException(
                        "more than %d pieces at once are no count; tell a counter's reading as type counter"
                                .formatted(MOST));
            }
            if (good < 0 || scrap < 0 || rework < 0) {
                throw new IllegalArgumentException(
                        "no count can be negative: good %d, scrap %d, rework %d"
                                .formatted(good, scrap, rework));
            }
            if (total.isPresent() && total.getAsLong() < good + scrap + rework) {
                throw new IllegalArgumentException(
                        "good %d, scrap %d and rework %d are more than the total %d"
                                .formatted(good, scrap, rework, total.getAsLong()));
            }
            if (from != null && from.isAfter(at)) {
                throw new IllegalArgumentException(
                        "pieces counted from %s cannot be finished before, at %s"
                                .formatted(from, at));
            }
        }
    }

    /**
     * What cumulative counters showed; what was made is the difference to their reading before.
     *
     * @param width counters begin again at 0 after this many values, such as 65,536; empty: never
     */
    record Reading(
            String key,
            LineId line,
            Instant at,
            @Nullable ProductId product,
            OptionalLong good,
            OptionalLong scrap,
            OptionalLong rework,
            OptionalLong total,
            OptionalLong width)
            implements FactEvent {}

    /**
     * From then on the line makes this product, until the next such event.
     *
     * @param order the order it is made for, where the sender says so
     */
    record ProductStarted(
            String key, LineId line, Instant at, ProductId product, @Nullable String order)
            implements FactEvent {}

    /**
     * What a person says the line did, a layer above what its machine told. A later word about the
     * stop that began at the same instant takes its place.
     *
     * @param until null: until the line's next status
     * @param by who said it, as the sender says; empty where it does not
     */
    record Classified(
            String key, LineId line, Instant at, @Nullable Instant until, int status, String by)
            implements FactEvent {
        public Classified {
            if (until != null && !until.isAfter(at)) {
                throw new IllegalArgumentException(
                        "what was said of %s cannot end at %s".formatted(at, until));
            }
        }

        String author(String source) {
            return FactEvent.author(by, source);
        }
    }

    /**
     * An event, or a word, of the same sender that told what was not so: it is no fact from now on.
     * Told again it stays so; what was so instead is told under another key.
     *
     * @param at when the event is said to have happened
     * @param voids its key
     * @param by who says so, as the sender says; empty where it does not
     */
    record Voided(String key, LineId line, Instant at, String voids, String by)
            implements FactEvent {
        String author(String source) {
            return FactEvent.author(by, source);
        }
    }

    /** Nobody signed in to say it: who told us stands beside the name. */
    private static String author(String by, String source) {
        return by.isEmpty() ? source : "%s, by %s".formatted(by, source);
    }
}
