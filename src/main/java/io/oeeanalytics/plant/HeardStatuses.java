package io.oeeanalytics.plant;

import java.time.Instant;
import java.util.List;

/**
 * Status codes that lines logged. Declared here, where statuses get their meaning, and answered by
 * the room that keeps the logs, which stands above this one.
 */
public interface HeardStatuses {
    /**
     * A code of one line.
     *
     * @param times how often it began since then
     * @param lastAt when it began last
     */
    record Heard(LineId line, int code, long times, Instant lastAt) {}

    /** By code and line, of all lines. */
    List<Heard> since(Instant instant);
}
