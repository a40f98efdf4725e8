package io.oeeanalytics.production.ingest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A column an import knows, with the header names it is found by. */
@SuppressWarnings("ImmutableEnumChecker") // the lists cannot be changed
public enum FileColumn {
    LINE(
            Value.CODE,
            "PRODUCTION_LINE",
            "LINE",
            "LINE_ID",
            "LINE_CODE",
            "LINE_NAME",
            "MACHINE",
            "WORK_CENTER",
            "Linie",
            "Produktionslinie",
            "Anlage",
            "Maschine"),
    SHIFT(Value.COUNT, "SHIFT", "SHIFT_NO", "SHIFT_NUMBER", "Schicht"),
    START(
            Value.STAMP,
            "START_DATETIME",
            "START",
            "START_TIME",
            "START_TIMESTAMP",
            "STARTED_AT",
            "BEGIN",
            "Beginn",
            "Von"),
    FINISH(
            Value.STAMP,
            "FINISH_DATETIME",
            "FINISH",
            "FINISH_TIME",
            "FINISH_TIMESTAMP",
            "FINISHED_AT",
            "END_DATETIME",
            "END",
            "END_TIME",
            "END_TIMESTAMP",
            "ENDED_AT",
            "Ende",
            "Bis"),
    STATUS(Value.COUNT, "STATUS", "STATUS_CODE", "STATUS_ID", "STATUS_NO"),
    IS_DELETED(Value.FLAG, "IS_DELETED", "DELETED", "DELETE_FLAG", "Gelöscht"),
    STATUS_NAME(Value.TEXT, "STATUS_NAME", "STATUS_TEXT", "STATUS_DESCRIPTION"),
    PRODUCT(
            Value.CODE,
            "PRODUCT",
            "PRODUCT_ID",
            "PRODUCT_CODE",
            "ARTICLE",
            "ITEM",
            "SKU",
            "MATERIAL",
            "Produkt",
            "Artikel"),
    GOOD(
            Value.COUNT,
            "GOOD",
            "GOOD_COUNT",
            "GOOD_QUANTITY",
            "GOOD_PIECES",
            "QTY_GOOD",
            "Gut",
            "Gutmenge"),
    SCRAP(
            Value.COUNT,
            "SCRAP",
            "SCRAP_COUNT",
            "SCRAP_QUANTITY",
            "QTY_SCRAP",
            "REJECTS",
            "DEFECTS",
            "Ausschuss"),
    DATE(Value.DAY, "Date", "DAY", "PRODUCTION_DATE", "BUSINESS_DATE", "Datum", "Tag"),
    PLANNED_TIME(
            Value.DECIMAL,
            "Planned_Production_Time_Seconds",
            "PLANNED_SECONDS",
            "PLANNED_TIME_SECONDS",
            "PLANNED_PRODUCTION_TIME"),
    RUN_TIME(
            Value.DECIMAL,
            "Actual_Run_Time_Seconds",
            "RUN_SECONDS",
            "RUN_TIME_SECONDS",
            "ACTUAL_RUN_TIME"),
    OUTPUT(Value.COUNT, "Total_Actual_Output", "TOTAL_OUTPUT", "ACTUAL_OUTPUT", "OUTPUT", "PIECES"),
    IDEAL_CYCLE_TIME(
            Value.DECIMAL,
            "Ideal_Cycle_Time_Seconds",
            "IDEAL_CYCLE_SECONDS",
            "IDEAL_CYCLE_TIME",
            "CYCLE_TIME_SECONDS"),
    AVAILABILITY(Value.DECIMAL, "Availability", "Verfügbarkeit"),
    PERFORMANCE(Value.DECIMAL, "Performance", "Effectiveness", "Leistung"),
    QUALITY(Value.DECIMAL, "Quality", "QUALITY_RATE", "Qualität"),
    OEE(Value.DECIMAL, "OEE");

    /** What the cells of a column hold. */
    enum Value {
        CODE,
        TEXT,
        COUNT,
        DECIMAL,
        STAMP,
        DAY,
        FLAG
    }

    private final Value value;
    private final List<String> aliases;
    private final List<String> plainAliases;

    FileColumn(Value value, String... aliases) {
        this.value = value;
        this.aliases = List.of(aliases);
        this.plainAliases = this.aliases.stream().map(FileColumn::plain).toList();
    }

    /** Header names this column is found by; case, blanks and punctuation do not matter. */
    public List<String> aliases() {
        return aliases;
    }

    /** The name written in templates and messages. */
    public String header() {
        return aliases.getFirst();
    }

    /**
     * Whether its cells are dates, with or without a time of day, so that it needs a stamp order.
     */
    public boolean holdsDates() {
        return value == Value.STAMP || value == Value.DAY;
    }

    Value value() {
        return value;
    }

    static Optional<FileColumn> named(String header) {
        String plain = plain(header);
        for (FileColumn column : values()) {
            if (column.plainAliases.contains(plain)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    private static String plain(String header) {
        StringBuilder plain = new StringBuilder(header.length());
        header.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
