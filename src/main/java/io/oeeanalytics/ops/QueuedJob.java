package io.oeeanalytics.ops;

import java.util.Optional;

/**
 * Work on single items, each done by one of all instances and again when that failed. An item may
 * be begun twice when an instance freezes or dies, so doing it twice must do no harm.
 */
public interface QueuedJob {
    /** Never changed: the database knows it by this name. */
    String name();

    void run(String item);

    /** Somebody took the item out of the queue; said in the transaction that does it. */
    default void cancelled(String item) {}

    /** How far the item is; empty where that is not known. */
    default Optional<JobProgress> progress(String item) {
        return Optional.empty();
    }
}
