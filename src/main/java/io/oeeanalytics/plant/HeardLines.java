package io.oeeanalytics.plant;

/**
 * Whether a line has a past. Declared here, where its rules are said, and answered by the room that
 * keeps the facts, which stands above this one.
 */
public interface HeardLines {
    /** Whether anything is known of what the line did or made. */
    boolean isHeard(LineId line);
}
