package io.oeeanalytics.production;

import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it is kept: an event as it was told, or a row of a file. Fields of other kinds are
 * null.
 *
 * @param at when it happened; of pieces: when the last of them was finished
 * @param from of pieces: start of the stretch they were counted over
 * @param until of a state: its end, where it was told
 * @param unit of a state: code of the work unit that caused it
 * @param product its code
 * @param order of a product: what it is made for
 * @param arrivedAt when it came in; null of old rows whose import is gone
 * @param source whose event it is, or the name of the file
 * @param importNumber of a file's row
 * @param keyHash of an event: the first eight bytes of the SHA-256 of its key
 */
public record RecordedEvent(
        Position position,
        LineId line,
        Kind kind,
        Instant at,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable Integer status,
        @Nullable String unit,
        @Nullable String product,
        @Nullable String order,
        @Nullable Long good,
        @Nullable Long scrap,
        @Nullable Long rework,
        @Nullable Long total,
        @Nullable Long width,
        @Nullable Instant arrivedAt,
        @Nullable String source,
        @Nullable Integer importNumber,
        @Nullable Long keyHash) {
    /** What it tells of. */
    public enum Kind {
        STATE,
        COUNT,
        COUNTER,
        PRODUCT
    }

    /** Where it comes from. */
    public enum Origin {
        EVENT,
        STATUS_FILE,
        PIECE_FILE
    }

    /**
     * Its place among all facts; no two have the same.
     *
     * @param first with {@code second}: what tells it from others of its line, origin and instant
     */
    public record Position(Instant at, LineId line, Origin origin, long first, long second) {}
}
