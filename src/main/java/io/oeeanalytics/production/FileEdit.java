package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import java.time.Instant;

/**
 * A file that somebody loaded, or took back, or events that their sender took back.
 *
 * @param about from the first to the last instant they tell of
 */
public record FileEdit(Instant recordedAt, String by, TimeRange about, String what) {}
