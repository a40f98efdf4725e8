package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
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
import java.util.stream.Stream;

/** The title of a document and who may read it. */
final class AudienceFields extends Div {
    private final TextField title = new TextField(getTranslation("documents.field.title"));
    private final CheckboxGroup<Role> roles =
            new CheckboxGroup<>(getTranslation("documents.field.roles"));
    private final RadioButtonGroup<Boolean> everyLine =
            new RadioButtonGroup<>(getTranslation("documents.field.about"));
    private final MultiSelectComboBox<Line> lines =
            new MultiSelectComboBox<>(getTranslation("documents.field.lines"));
    private final boolean mayGiveAway;

    /** Those that were and cannot be chosen here: it stays about them. */
    private final Set<LineId> unseen;

    private final boolean hadNone;

    /**
     * @param reach the lines whoever is signed in reaches
     * @param needsLine where that is not the whole plant: a document must then be of some of them
     * @param mayGiveAway whether whoever is signed in reads what administrators alone may read
     */
    AudienceFields(
            String name,
            Audience audience,
            List<Line> reach,
            boolean needsLine,
            boolean mayGiveAway) {
        this.mayGiveAway = mayGiveAway;
        this.unseen =
                audience.lines().stream()
                        .filter(id -> reach.stream().noneMatch(line -> line.id().equals(id)))
                        .collect(Collectors.toSet());
        this.hadNone = !audience.everyLine() && audience.lines().isEmpty();
        addClassName("document-fields");
        title.setValue(name);
        title.setMaxLength(Documents.LONGEST_TITLE);
        title.setRequired(true);
        title.setErrorMessage(getTranslation("documents.field.title.missing"));
        roles.setItems(Role.ADMIN, Role.MANAGER);
        roles.setItemLabelGenerator(role -> getTranslation("role." + role));
        roles.setItemEnabledProvider(role -> role != Role.ADMIN);
        roles.setValue(
                audience.roles().contains(Role.MANAGER)
                        ? Set.of(Role.ADMIN, Role.MANAGER)
                        : Set.of(Role.ADMIN));
        roles.setHelperText(getTranslation("documents.field.roles.always"));
        roles.setErrorMessage(getTranslation("documents.field.roles.lost"));
        everyLine.setItems(true, false);
        everyLine.setItemLabelGenerator(
                every -> getTranslation(every ? "documents.everyLine" : "documents.certainLines"));
        everyLine.setValue(!needsLine && audience.everyLine());
        everyLine.setVisible(!needsLine);
        everyLine.addValueChangeListener(change -> lines.setVisible(!change.getValue()));
        lines.setItems(reach);
        lines.setItemLabelGenerator(Line::code);
        lines.setValue(
                reach.stream()
                        .filter(line -> audience.lines().contains(line.id()))
                        .collect(Collectors.toSet()));
        lines.setVisible(!everyLine.getValue());
        lines.setRequired(true);
        lines.setHelperText(hadNone ? getTranslation("documents.field.lines.gone") : "");
        lines.setErrorMessage(
                getTranslation(
                        needsLine
                                ? "documents.field.lines.missing"
                                : "documents.field.lines.none"));
        add(title, roles, everyLine, lines);
    }

    String title() {
        return title.getValue();
    }

    /** Empty where something is missing, which the fields then say. */
    Optional<Audience> audience() {
        boolean titled = !title.getValue().isBlank();
        title.setInvalid(!titled);
        boolean read = mayGiveAway || roles.getValue().contains(Role.MANAGER);
        roles.setInvalid(!read);
        boolean every = everyLine.getValue();
        Set<LineId> chosen =
                every
                        ? Set.of()
                        : Stream.concat(lines.getValue().stream().map(Line::id), unseen.stream())
                                .collect(Collectors.toSet());
        boolean placed = every || hadNone || !chosen.isEmpty();
        lines.setInvalid(!placed);
        return titled && read && placed
                ? Optional.of(new Audience(roles.getValue(), every, chosen))
                : Optional.empty();
    }
}
