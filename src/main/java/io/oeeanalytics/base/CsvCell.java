package io.oeeanalytics.base;

/** Text as a cell of a CSV file that people open with a spreadsheet. */
public final class CsvCell {
    private CsvCell() {}

    /**
     * In quotes, and never a formula: a spreadsheet takes what begins like one for one and runs it.
     */
    public static String of(String text) {
        var plain = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return '"' + plain.replace("\"", "\"\"") + '"';
    }
}
