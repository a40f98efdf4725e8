package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.plant.PlantAdministration;
import java.time.ZoneId;
import java.util.Optional;

/** A new site: its name, and the zone by whose clocks it works. */
final class SiteForm {
    private final TextField name = new TextField(translate("plant.site.name"));
    private final ComboBox<String> zone = new ComboBox<>(translate("plant.site.zone"));

    SiteForm() {
        name.setId("site-name");
        zone.setId("site-zone");
        zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    }

    Component[] fields() {
        return new Component[] {name, zone, Parts.hint(translate("plant.site.hint"))};
    }

    Optional<Change> draft(PlantAdministration administration) {
        name.setErrorMessage(translate("plant.name.missing"));
        name.setInvalid(name.getValue().isBlank());
        zone.setErrorMessage(translate("plant.site.zone.missing"));
        zone.setInvalid(zone.getValue() == null);
        if (name.isInvalid() || zone.isInvalid()) {
            return Optional.empty();
        }
        var said = name.getValue().strip();
        return Optional.of(
                new Change(
                                translate("plant.site.opened", said),
                                () -> administration.openSite(said, ZoneId.of(zone.getValue())))
                        .onlyIf(translate("plant.site.sure", said, zone.getValue())));
    }
}
