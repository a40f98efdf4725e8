package io.oeeanalytics.production.ingest;

/**
 * What one rule did to a whole file.
 *
 * @param seconds time the rows it touched lost or gained, or the length of the gaps
 */
public record RuleSummary(CleaningRule rule, boolean enabled, long rows, long seconds) {}
