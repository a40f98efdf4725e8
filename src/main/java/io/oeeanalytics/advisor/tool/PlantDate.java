package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which date "today" is: of several zones, the one where the day is furthest. */
@Component
public class PlantDate {
    private final PlantModel plant;
    private final Clock clock;

    PlantDate(PlantModel plant, Clock clock) {
        this.plant = plant;
        this.clock = clock;
    }

    /** At the lines whoever is signed in may know of. */
    public LocalDate today() {
        return today(plant.lines());
    }

    /** At these lines. */
    LocalDate today(List<Line> lines) {
        return lines.stream()
                .map(line -> LocalDate.ofInstant(clock.instant(), line.zone()))
                .max(Comparator.naturalOrder())
                .orElseGet(() -> LocalDate.ofInstant(clock.instant(), clock.getZone()));
    }
}
