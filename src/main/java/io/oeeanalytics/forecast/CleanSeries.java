package io.oeeanalytics.forecast;

import java.util.List;

/** The sound days of a line, oldest first, and those set aside. Days off are in neither list. */
public record CleanSeries(List<Day> days, List<SetAside> setAside) {
    public CleanSeries {
        days = List.copyOf(days);
        setAside = List.copyOf(setAside);
        for (var day : days) {
            if (day.oee().isEmpty()) {
                throw new IllegalArgumentException("a sound day has an OEE, but not " + day);
            }
        }
    }

    /** OEE by day. */
    public double[] values() {
        return days.stream().mapToDouble(day -> day.oee().getAsDouble()).toArray();
    }

    long count(SetAside.Reason reason) {
        return setAside.stream().filter(aside -> aside.reason() == reason).count();
    }
}
