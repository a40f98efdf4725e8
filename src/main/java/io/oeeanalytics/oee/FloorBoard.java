package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the people at a line.
 *
 * @param shift the one that runs, empty outside shifts: then the last hours stand for it
 * @param state what the line does, as said by machine or person; empty without a status log
 * @param product name of the last piece's product; empty when pieces name none
 * @param pace seconds per piece over the last quarter of an hour; empty without a piece
 * @param idealPace seconds per piece of the present product; empty without an ideal cycle
 * @param expected pieces that ideal pace would have made of the busy time so far
 * @param hours pieces of each hour of the shift up to now
 * @param unexplained stops without a reason, newest first
 * @param likely the reasons most often given or logged lately, most frequent first
 */
public record FloorBoard(
        Line line,
        Instant now,
        TimeRange window,
        Optional<TimeRange> shift,
        Optional<CurrentState> state,
        Optional<String> product,
        long good,
        long scrap,
        OptionalDouble pace,
        OptionalDouble idealPace,
        OptionalDouble expected,
        List<HourPieces> hours,
        List<Stop> unexplained,
        List<Status> likely) {
    /** Pieces finished in an hour of the clock. */
    public record HourPieces(Instant from, long pieces) {}

    /**
     * A stop of the log.
     *
     * @param finishedAt null while it goes on
     */
    public record Stop(Instant startedAt, @Nullable Instant finishedAt, int status) {
        public Duration length(Instant now) {
            return Duration.between(startedAt, finishedAt == null ? now : finishedAt);
        }
    }

    public FloorBoard {
        hours = List.copyOf(hours);
        unexplained = List.copyOf(unexplained);
        likely = List.copyOf(likely);
    }
}
