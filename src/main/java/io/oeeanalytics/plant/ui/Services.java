package io.oeeanalytics.plant.ui;

import io.oeeanalytics.plant.EffectPreview;
import io.oeeanalytics.plant.HeardLines;
import io.oeeanalytics.plant.HeardStatuses;
import io.oeeanalytics.plant.PlantAdministration;
import io.oeeanalytics.plant.PlantDocuments;
import io.oeeanalytics.plant.PlantHistory;
import io.oeeanalytics.plant.PlantModel;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** All that the sections of the plant's page ask and do. */
@Component
record Services(
        PlantModel plant,
        PlantAdministration administration,
        PlantHistory history,
        PlantDocuments documents,
        EffectPreview effects,
        HeardStatuses heard,
        HeardLines heardLines,
        Clock clock) {}
