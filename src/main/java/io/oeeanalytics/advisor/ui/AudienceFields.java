package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Documents;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The title of a document and who may read it. */
final class AudienceFields extends Div {
    private final TextField title = new TextField(getTranslation("documents.field.title"));
    private final CheckboxGroup<Role> roles =
            new CheckboxGroup<>(getTranslation("documents.field.roles"));
    private final MultiSelectComboBox<Line> lines =
            new MultiSelectComboBox<>(getTranslation("documents.field.lines"));
    private final boolean needsLine;

    /**
     * @param reach the lines whoever is signed in reaches
     * @param needsLine where that is not the whole plant: a document must then be of some of them
     */
    AudienceFields(String name, Audience audience, List<Line> reach, boolean needsLine) {
        this.needsLine = needsLine;
        addClassName("document-fields");
        title.setValue(name);
        title.setMaxLength(Documents.LONGEST_TITLE);
        title.setRequired(true);
        title.setErrorMessage(getTranslation("documents.field.title.missing"));
        roles.setItems(Role.values());
        roles.setItemLabelGenerator(role -> getTranslation("role." + role));
        roles.setValue(audience.roles());
        roles.setRequired(true);
        roles.setErrorMessage(getTranslation("documents.field.roles.missing"));
        lines.setItems(reach);
        lines.setItemLabelGenerator(Line::code);
        lines.setValue(
                reach.stream()
                        .filter(line -> audience.lines().contains(line.id()))
                        .collect(Collectors.toSet()));
        lines.setPlaceholder(needsLine ? "" : getTranslation("documents.everyLine"));
        lines.setRequired(needsLine);
        lines.setErrorMessage(getTranslation("documents.field.lines.missing"));
        add(title, roles, lines);
    }

    String title() {
        return title.getValue();
    }

    /** Empty where something is missing, which the fields then say. */
    Optional<Audience> audience() {
        boolean titled = !title.getValue().isBlank();
        title.setInvalid(!titled);
        roles.setInvalid(roles.getValue().isEmpty());
        boolean placed = !needsLine || !lines.getValue().isEmpty();
        lines.setInvalid(!placed);
        if (!titled || roles.getValue().isEmpty() || !placed) {
            return Optional.empty();
        }
        Set<LineId> chosen = lines.getValue().stream().map(Line::id).collect(Collectors.toSet());
        return Optional.of(Audience.of(roles.getValue(), chosen));
    }
}
