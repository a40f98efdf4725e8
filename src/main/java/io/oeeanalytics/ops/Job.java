package io.oeeanalytics.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One piece of background work that waits, runs or failed.
 *
 * @param name of the kind of work
 * @param item which of it; empty where there is only one
 * @param due when it is begun, if somebody has time
 * @param failures in a row, since it last went well
 * @param instance that works on it
 * @param lastFault why it failed last, if it has not gone well since
 * @param lastTook how long it took when it last went well
 */
public record Job(
        String name,
        String item,
        State state,
        Instant due,
        Optional<Instant> lastSuccess,
        int failures,
        Optional<String> instance,
        Optional<JobProgress> progress,
        Optional<String> lastFault,
        Optional<Duration> lastTook) {
    /** Where it stands. */
    public enum State {
        WAITING,
        RUNNING,
        /** The instance that works on it has not shown that it lives; another takes it over. */
        SILENT,
        /** It failed and waits for its next try. */
        FAILING
    }

    boolean isRecurring() {
        return item.isEmpty();
    }
}
