package io.oeeanalytics.production.ingest;

/**
 * The order in which dates name year, month and day. Separators, seconds, fractions, AM and PM, a
 * zone offset and two- or four-digit years are recognised cell by cell.
 */
public enum StampOrder {
    YEAR_FIRST("year-month-day", "2023-01-31 10:33"),
    MONTH_FIRST("month/day/year", "1/31/23 10:33"),
    DAY_FIRST("day.month.year", "31.1.2023 10:33");

    private final String title;
    private final String example;

    StampOrder(String title, String example) {
        this.title = title;
        this.example = example;
    }

    public String title() {
        return title;
    }

    public String example() {
        return example;
    }
}
