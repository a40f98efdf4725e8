package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.forecast.FutureDay;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** What lines aim at on days to come. */
@Component
class Aims {
    private final LineFigures figures;
    private final PlantModel plant;

    Aims(LineFigures figures, PlantModel plant) {
        this.figures = figures;
        this.plant = plant;
    }

    /** None where the line aims at another measure than the forecast OEE, that of ISO 22400. */
    OptionalDouble target(Line line, FutureDay day) {
        var reported =
                figures.definition(List.of(line), new Period(day.day(), day.day())).definition();
        var valid = plant.targets(line.id()).floorEntry(day.day());
        return valid == null || !reported.hasOeeOfIso()
                ? OptionalDouble.empty()
                : OptionalDouble.of(valid.getValue());
    }
}
