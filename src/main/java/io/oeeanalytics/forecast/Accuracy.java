package io.oeeanalytics.forecast;

import java.time.LocalDate;
import java.util.List;

/** How a method went on the last days of the history beside the naive forecast. */
public record Accuracy(
        String method,
        LocalDate testFrom,
        LocalDate testTo,
        int testDays,
        List<HorizonAccuracy> horizons) {
    public Accuracy {
        horizons = List.copyOf(horizons);
    }

    public HorizonAccuracy horizon(int ahead) {
        if (ahead < 1 || ahead > horizons.size()) {
            throw new IllegalArgumentException(
                    "measured for horizons 1 to %d, but asked for %d"
                            .formatted(horizons.size(), ahead));
        }
        return horizons.get(ahead - 1);
    }

    /** Whether repeating the last day would have been the better forecast of the next one. */
    public boolean naiveIsBetter() {
        return horizon(1).naiveIsBetter();
    }
}
