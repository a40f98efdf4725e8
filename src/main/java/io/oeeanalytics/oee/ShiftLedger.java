package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.LocalDate;
import java.util.List;

/**
 * The kept account of one shift of one line.
 *
 * @param shift number of the shift; 0 for a day without a plan, what lies between shifts, or a
 *     reported day
 * @param complete false while the shift still runs
 * @param statusTimes empty where no log was kept, and where it was not asked for
 * @param timeline what the line did, without gap; empty for reported days, and where it was not
 *     asked for
 */
public record ShiftLedger(
        LineId line,
        LocalDate businessDate,
        int shift,
        TimeRange range,
        Origin origin,
        boolean complete,
        Remark remark,
        Ledger ledger,
        List<StatusTime> statusTimes,
        List<Segment> timeline) {
    /** Where the planned time comes from. */
    public enum Origin {
        /** The shift calendar. */
        CALENDAR,
        /** The status log, for want of a calendar. */
        LOG,
        /** A daily report made elsewhere, taken as it is. */
        REPORT
    }

    /** What the reader of the figures should know. */
    public enum Remark {
        NONE,
        /** Pieces, but nothing that says what the machine did. */
        NO_STATUS_DATA,
        /** A report that plans more than 24 hours in a day. */
        MORE_TIME_THAN_THE_DAY_HAS,
        /** A report that claims more run time than planned time. */
        MORE_RUN_TIME_THAN_PLANNED
    }

    public ShiftLedger {
        statusTimes = List.copyOf(statusTimes);
        timeline = List.copyOf(timeline);
    }

    /** Pieces were counted, but nothing tells what the machine did. */
    static boolean isBlind(Ledger ledger) {
        return ledger.knownMs() == 0 && ledger.unobserved().total() > 0;
    }
}
