package io.oeeanalytics.plant;

import java.time.Instant;

/**
 * A cycle, status, setting or the calendar of the line is different from that instant on, so
 * figures from there on are out of date.
 */
public record LineRulesChanged(LineId line, Instant from) {}
