package io.oeeanalytics.oee;

import io.oeeanalytics.plant.TimeCategory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * What one status took of a window.
 *
 * @param millis time the status won, cut at the borders of the window
 * @param occurrences how often it began: an event is counted once, in the window it starts in, if
 *     any of it shows there
 */
public record StatusTime(int status, TimeCategory category, long millis, int occurrences) {
    /** Categories whose time is lost to planned production. */
    static final List<TimeCategory> LOSSES =
            Arrays.stream(TimeCategory.values()).filter(StatusTime::isLoss).toList();

    /** Whether the time was planned for production and lost to it. */
    public boolean isLoss() {
        return isLoss(category);
    }

    static boolean isLoss(TimeCategory category) {
        return switch (category) {
            case SET_UP, DELAY, WAITING -> true;
            case PRODUCTION, PLANNED_STOP, NO_PLAN, UNKNOWN -> false;
        };
    }

    /** Together with another time of the same status. */
    StatusTime plus(StatusTime other) {
        return new StatusTime(
                status, category, millis + other.millis, occurrences + other.occurrences);
    }

    /** One for each status and what it meant, in the order of the codes. */
    static List<StatusTime> sum(Collection<StatusTime> times) {
        var sums = new TreeMap<Meaning, StatusTime>();
        for (var time : times) {
            sums.merge(new Meaning(time.status(), time.category()), time, StatusTime::plus);
        }
        return List.copyOf(sums.values());
    }

    private record Meaning(int status, TimeCategory category) implements Comparable<Meaning> {
        @Override
        public int compareTo(Meaning other) {
            int byStatus = Integer.compare(status, other.status);
            return byStatus == 0 ? category.compareTo(other.category) : byStatus;
        }
    }
}
