package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.select.Select;
import io.oeeanalytics.plant.Line;
import java.util.Map;
import java.util.Optional;

/** Whose rules are looked at: those of a line, or of the site where it may have some. */
final class LineChoice extends Select<Line> {
    /** In an address: the site itself, where a line would be shown unasked. */
    private static final String SITE = "*";

    /**
     * @param wholeSite what the site is called here; empty where only lines have such rules
     * @param unasked shown while the address names neither line nor site; empty for the site
     */
    LineChoice(PlantPage page, String wholeSite, Optional<Line> unasked) {
        setId("plant-line");
        setLabel(translate("plant.whose"));
        setItems(page.lines());
        setItemLabelGenerator(line -> line == null ? wholeSite : line.code() + " · " + line.name());
        if (!wholeSite.isEmpty()) {
            setEmptySelectionAllowed(true);
            setEmptySelectionCaption(wholeSite);
        }
        boolean isSite = !wholeSite.isEmpty() && SITE.equals(page.parameters().get("line"));
        page.line().or(() -> isSite ? Optional.empty() : unasked).ifPresent(this::setValue);
        addValueChangeListener(
                change ->
                        page.go(
                                Map.of(
                                        "line",
                                        change.getValue() == null
                                                ? SITE
                                                : change.getValue().code())));
    }
}
