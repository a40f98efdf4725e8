package io.oeeanalytics.ops;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Work that comes again and again, each time done by one of all instances. It may be begun twice
 * when an instance freezes or dies, so doing it twice must do no harm.
 */
public interface RecurringJob {
    /** When it comes. */
    sealed interface Recurrence {
        /** So long after it was done. */
        record After(Duration pause) implements Recurrence {}

        record Daily(LocalTime at, ZoneId zone) implements Recurrence {}
    }

    /** Never changed: the database knows it by this name. */
    String name();

    Recurrence recurrence();

    void run();
}
