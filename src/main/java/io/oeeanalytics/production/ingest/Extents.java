package io.oeeanalytics.production.ingest;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** First and last instant of the rows of each line, and how many. */
final class Extents {
    /** Numbers of one line; mutable because millions of rows pass. */
    static final class Extent {
        private long firstMs = Long.MAX_VALUE;
        private long lastMs = Long.MIN_VALUE;
        private long rows;

        void add(long fromMs, long toMs) {
            firstMs = Math.min(firstMs, fromMs);
            lastMs = Math.max(lastMs, toMs);
            rows++;
        }

        long rows() {
            return rows;
        }

        TimeRange range() {
            return new TimeRange(Instant.ofEpochMilli(firstMs), Instant.ofEpochMilli(lastMs));
        }
    }

    private final Map<LineId, Extent> byLine = new HashMap<>();

    Extent of(LineId line) {
        return byLine.computeIfAbsent(line, id -> new Extent());
    }

    Map<LineId, Extent> all() {
        return byLine;
    }
}
