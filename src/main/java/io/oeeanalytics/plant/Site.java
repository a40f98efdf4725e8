package io.oeeanalytics.plant;

import java.time.Duration;
import java.time.ZoneId;

/**
 * A factory: one zone, one catalogue of statuses, one holiday list.
 *
 * @param microStop delays shorter than this count as production time; zero is ISO 22400 to the
 *     letter
 */
public record Site(int id, String name, ZoneId zone, Duration microStop) {}
