package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dialog.Dialog;

/** A form over the page. */
final class EditDialog extends Dialog {
    EditDialog(
            PlantPage page,
            String title,
            String saveWords,
            boolean figures,
            EditBar.Draft draft,
            Component... fields) {
        setHeaderTitle(title);
        setWidth("880px");
        setMaxWidth("96vw");
        setCloseOnOutsideClick(false);
        addClassName("edit-dialog");
        add(Parts.form(fields), new EditBar(page, saveWords, figures, draft, this::close));
    }
}
