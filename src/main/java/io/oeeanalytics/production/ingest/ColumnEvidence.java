package io.oeeanalytics.production.ingest;

import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Collects what the cells of a column of dates say about the order of day and month. */
final class ColumnEvidence {
    private final boolean days;
    private final StampParser yearFirst = new StampParser(StampOrder.YEAR_FIRST, ZoneOffset.UTC);
    private final StampParser monthFirst = new StampParser(StampOrder.MONTH_FIRST, ZoneOffset.UTC);
    private final StampParser dayFirst = new StampParser(StampOrder.DAY_FIRST, ZoneOffset.UTC);
    private int cells;
    private int dotted;
    private int fitYear;
    private int fitMonth;
    private int fitDay;
    private String misfit = "";

    ColumnEvidence(FileColumn.Value value) {
        this.days = value == FileColumn.Value.DAY;
    }

    void add(CsvRow row, int field) {
        int from = row.start(field);
        int to = row.end(field);
        if (from >= to) {
            return;
        }
        cells++;
        boolean year = fits(yearFirst, row, from, to);
        boolean month = fits(monthFirst, row, from, to);
        boolean day = fits(dayFirst, row, from, to);
        fitYear += year ? 1 : 0;
        fitMonth += month ? 1 : 0;
        fitDay += day ? 1 : 0;
        if (row.characters()[Math.min(from + 1, to - 1)] == '.'
                || row.characters()[Math.min(from + 2, to - 1)] == '.') {
            dotted++;
        }
        if (!year && !month && !day && misfit.isEmpty()) {
            misfit = row.field(field);
        }
    }

    private boolean fits(StampParser parser, CsvRow row, int from, int to) {
        long value =
                days
                        ? parser.parseDay(row.characters(), from, to)
                        : parser.parse(row.characters(), from, to, StampParser.UNKNOWN);
        return value > StampParser.LAST_FAULT;
    }

    boolean isEmpty() {
        return cells == 0;
    }

    /** The most fitting order; null when no cell is a date. */
    @Nullable StampOrder order() {
        if (fitYear == 0 && fitMonth == 0 && fitDay == 0) {
            return null;
        }
        if (2 * fitYear >= cells) {
            return StampOrder.YEAR_FIRST;
        }
        if (fitMonth != fitDay) {
            return fitMonth > fitDay ? StampOrder.MONTH_FIRST : StampOrder.DAY_FIRST;
        }
        return 2 * dotted >= cells ? StampOrder.DAY_FIRST : StampOrder.MONTH_FIRST;
    }

    /** Whether day and month could be swapped in every cell; dots settle it as day first. */
    boolean isAmbiguous() {
        return 2 * fitYear < cells && fitMonth > 0 && fitMonth == fitDay && 2 * dotted < cells;
    }

    int misfits() {
        return switch (order()) {
            case null -> cells;
            case YEAR_FIRST -> cells - fitYear;
            case MONTH_FIRST -> cells - fitMonth;
            case DAY_FIRST -> cells - fitDay;
        };
    }

    int cells() {
        return cells;
    }

    /** A cell that fits no order; empty when there is none. */
    String misfit() {
        return misfit;
    }
}
