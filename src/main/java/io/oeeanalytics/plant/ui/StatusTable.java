package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantAdministration;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;

/** What each status of the site counts as. */
final class StatusTable extends Div {
    private static final String ROWS_SHOWN = "26rem";

    StatusTable(Line line, PlantAdministration administration, PlantModel plant, PlantView view) {
        var grid = new Grid<Status>();
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(Status::code)
                .setHeader(getTranslation("plant.statuses.code"))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.addColumn(Status::name).setHeader(getTranslation("plant.statuses.name"));
        grid.addColumn(Status::group).setHeader(getTranslation("plant.statuses.group"));
        grid.addComponentColumn(
                        status -> {
                            var category = new Select<TimeCategory>();
                            category.setAriaLabel(
                                    getTranslation("day.events.category") + " " + status.name());
                            category.setItems(TimeCategory.values());
                            category.setItemLabelGenerator(
                                    one -> getTranslation("category." + one));
                            category.setValue(status.category());
                            category.addValueChangeListener(
                                    change ->
                                            view.change(
                                                    line,
                                                    getTranslation(
                                                            "plant.statuses.saved",
                                                            status.name(),
                                                            getTranslation(
                                                                    "category."
                                                                            + change.getValue())),
                                                    () ->
                                                            administration.putStatus(
                                                                    line.siteId(),
                                                                    new Status(
                                                                            status.code(),
                                                                            status.name(),
                                                                            change.getValue(),
                                                                            status.group()))));
                            return category;
                        })
                .setHeader(getTranslation("day.events.category"))
                .setFlexGrow(2);
        grid.setItems(plant.statuses(line.siteId()).values());
        grid.setHeight(ROWS_SHOWN);
        add(grid);
    }
}
