package io.oeeanalytics.oee;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when what is not good counts as lost at start-up, in a window.
 *
 * @param length how long after a set-up, or after time the line was not to run
 * @param endedBefore when the last of these before the window ended, if that is not longer ago than
 *     the length: the window may begin with a start, or right after a set-up
 */
record StartUp(Duration length, @Nullable Instant endedBefore) {
    static final StartUp NONE = new StartUp(Duration.ZERO, null);

    boolean holds(Instant ended, Instant at) {
        return ended.plus(length).isAfter(at);
    }
}
