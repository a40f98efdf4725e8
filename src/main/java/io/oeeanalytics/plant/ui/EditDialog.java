package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValueAndElement;
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
        var drafts = page.drafts(this, "");
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] instanceof HasValueAndElement<?, ?> field) {
                drafts.keep(String.valueOf(i), field);
            }
        }
        add(Parts.form(fields), new EditBar(page, saveWords, figures, draft, this::close));
    }
}
