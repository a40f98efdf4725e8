package io.oeeanalytics.oee;

import io.oeeanalytics.base.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The hours of a local clock, also where it is off by a half and where it is put forward or back.
 */
final class Hours {
    private Hours() {}

    static Instant start(Instant at, ZoneId zone) {
        return at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant();
    }

    /** The start of each hour that the range touches. */
    static List<Instant> of(TimeRange range, ZoneId zone) {
        var hours = new ArrayList<Instant>();
        for (var hour = start(range.from(), zone);
                hour.isBefore(range.to());
                hour = next(hour, zone)) {
            hours.add(hour);
        }
        return hours;
    }

    /** The first full hour after that instant. */
    static Instant next(Instant at, ZoneId zone) {
        var next = start(at.plus(Duration.ofHours(1)), zone);
        return next.isAfter(at) ? next : at.plus(Duration.ofHours(1));
    }
}
