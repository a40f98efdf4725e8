package io.oeeanalytics.oee;

import java.util.List;

/**
 * One line in a period, and what took its time.
 *
 * @param lost from planned busy time, longest first
 */
public record LineReport(Period period, LineSummary summary, List<LossOfStatus> lost) {
    public LineReport {
        lost = List.copyOf(lost);
    }
}
