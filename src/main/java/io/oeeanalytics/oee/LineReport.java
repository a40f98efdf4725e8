package io.oeeanalytics.oee;

import java.util.List;

/**
 * One line in a period, and what took its time.
 *
 * @param statusTimes by time lost, longest first; every status of the log, lost or not
 */
public record LineReport(Period period, LineSummary summary, List<StatusTime> statusTimes) {
    public LineReport {
        statusTimes = List.copyOf(statusTimes);
    }

    /** Statuses that took planned busy time from production, longest first. */
    public List<StatusTime> lost() {
        return statusTimes.stream().filter(StatusTime::isLoss).toList();
    }
}
