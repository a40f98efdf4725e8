package io.oeeanalytics.production.ingest;

/**
 * A row that is not imported.
 *
 * @param fileLine line of the file the row starts on, counted from 1
 * @param text the row as it stands in the file, at most 500 characters of it
 */
public record RejectedRow(long fileLine, String text, RowFault fault, String reason) {}
