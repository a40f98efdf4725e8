package io.oeeanalytics.oee;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** What the figures of a range are added up by. */
public enum Grouping {
    /** Everything together. */
    TOTAL,
    LINE,
    SHIFT,
    DAY,
    /** From Monday, as in ISO 8601. */
    WEEK,
    MONTH,
    /** Of the local clock. */
    HOUR,
    /** Lines together. */
    PRODUCT;

    /** The first date of the group a date belongs to, within the range asked for. */
    LocalDate first(LocalDate date, Period range) {
        return switch (this) {
            case TOTAL, LINE, PRODUCT -> range.first();
            case SHIFT, DAY, HOUR -> date;
            case WEEK ->
                    later(
                            date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
                            range.first());
            case MONTH -> later(date.withDayOfMonth(1), range.first());
        };
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** The last date of that group, within the range asked for. */
    LocalDate last(LocalDate date, Period range) {
        return switch (this) {
            case TOTAL, LINE, PRODUCT -> range.last();
            case SHIFT, DAY, HOUR -> date;
            case WEEK ->
                    earlier(
                            date.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY)),
                            range.last());
            case MONTH -> earlier(date.with(TemporalAdjusters.lastDayOfMonth()), range.last());
        };
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
