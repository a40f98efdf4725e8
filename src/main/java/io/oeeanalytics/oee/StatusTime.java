package io.oeeanalytics.oee;

import io.oeeanalytics.plant.TimeCategory;

/**
 * What one status took of a window.
 *
 * @param millis time the status won, cut at the borders of the window
 * @param occurrences how often it began: an event is counted once, in the window it starts in, if
 *     any of it shows there
 */
public record StatusTime(int status, TimeCategory category, long millis, int occurrences) {}
