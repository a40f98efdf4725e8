package io.oeeanalytics.plant;

import java.time.Instant;

/**
 * A cycle, status, setting or the calendar of the line is different between those instants, so
 * figures there are out of date.
 *
 * @param until {@link Instant#MAX} for what nothing replaces
 */
public record LineRulesChanged(LineId line, Instant from, Instant until) {
    public LineRulesChanged(LineId line, Instant from) {
        this(line, from, Instant.MAX);
    }
}
