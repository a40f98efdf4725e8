package io.oeeanalytics.plant;

import java.time.ZoneId;

/**
 * A production line.
 *
 * @param code the word files and machines know it by
 * @param zone that of its site
 */
public record Line(LineId id, int siteId, String code, String name, ZoneId zone) {}
