package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.select.Select;
import io.oeeanalytics.plant.Line;
import java.util.Map;

/** Whose rules are looked at: those of a line, or of the site where it may have some. */
final class LineChoice extends Select<Line> {
    /**
     * @param wholeSite what the site is called here; empty where only lines have such rules
     */
    LineChoice(PlantPage page, String wholeSite) {
        setId("plant-line");
        setLabel(translate("plant.whose"));
        setItems(page.lines());
        setItemLabelGenerator(line -> line == null ? wholeSite : line.code() + " · " + line.name());
        if (!wholeSite.isEmpty()) {
            setEmptySelectionAllowed(true);
            setEmptySelectionCaption(wholeSite);
        }
        page.line()
                .or(
                        () ->
                                wholeSite.isEmpty()
                                        ? page.lines().stream().findFirst()
                                        : java.util.Optional.empty())
                .ifPresent(this::setValue);
        addValueChangeListener(
                change ->
                        page.go(
                                Map.of(
                                        "line",
                                        change.getValue() == null
                                                ? ""
                                                : change.getValue().code())));
    }
}
