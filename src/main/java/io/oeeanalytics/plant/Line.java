package io.oeeanalytics.plant;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A production line.
 *
 * @param code the word files and machines know it by
 * @param zone that of its site
 * @param area the part of the site it stands in, if that was said
 * @param statusLine the line whose status log it shares now: a twin track of the same machine
 */
public record Line(
        LineId id,
        int siteId,
        String code,
        String name,
        ZoneId zone,
        @Nullable String area,
        @Nullable LineId statusLine) {

    /** A line of its own. */
    public Line(LineId id, int siteId, String code, String name, ZoneId zone) {
        this(id, siteId, code, name, zone, null, null);
    }

    /** The line whose status log tells what this one does now: mostly itself. */
    public LineId statusLog() {
        return statusLine == null ? id : statusLine;
    }
}
