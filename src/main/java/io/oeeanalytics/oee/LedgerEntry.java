package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import java.util.List;

/**
 * The account of one window.
 *
 * @param statusTimes by status code; only statuses that show
 * @param timeline the resolved window from its first to its last millisecond
 */
public record LedgerEntry(
        TimeRange range, Ledger ledger, List<StatusTime> statusTimes, List<Segment> timeline) {
    public LedgerEntry {
        statusTimes = List.copyOf(statusTimes);
        timeline = List.copyOf(timeline);
    }
}
