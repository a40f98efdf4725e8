package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Optional;
import java.util.function.Supplier;

/** The end of every form: look at the effect, save, or leave it; refusals are said here. */
final class EditBar extends Div {
    /** A form that is read when somebody is done with it. */
    interface Draft extends Supplier<Optional<Change>> {}

    private final PlantPage page;
    private final Draft draft;
    private final Runnable left;
    private final Paragraph refusal = new Paragraph();
    private final EffectPanel effect;
    private final Button save;
    private final Button look;

    /**
     * @param draft marks the fields that are wrong, and is empty then
     * @param figures whether figures may depend on it
     * @param left closes the form
     */
    EditBar(PlantPage page, String saveWords, boolean figures, Draft draft, Runnable left) {
        this.page = page;
        this.draft = draft;
        this.left = left;
        addClassName("edit-bar");
        refusal.addClassName("refusal");
        refusal.getElement().setAttribute("role", "alert");
        refusal.setVisible(false);
        effect = new EffectPanel(page);
        look = new Button(translate("plant.effect.show"), click -> look());
        look.setId("plant-effect");
        look.setVisible(figures);
        save = new Button(saveWords, click -> save());
        save.setId("plant-save");
        save.addThemeName("primary");
        save.setDisableOnClick(true);
        var cancel = new Button(translate("plant.cancel"), click -> left.run());
        cancel.setId("plant-cancel");
        cancel.addThemeName("tertiary");
        var buttons = new Div(save, look, cancel);
        buttons.addClassName("edit-buttons");
        add(refusal, effect, buttons);
    }

    private void look() {
        refusal.setVisible(false);
        draft.get()
                .ifPresentOrElse(
                        change -> {
                            look.setEnabled(false);
                            effect.show(change, this::refuse, () -> look.setEnabled(true));
                        },
                        effect::clear);
    }

    private void save() {
        refusal.setVisible(false);
        var change = draft.get();
        if (change.isPresent()) {
            page.keeper().keep(change.get(), this::refuse, left);
        }
        save.setEnabled(true);
    }

    private void refuse(String reason) {
        refusal.setText(reason);
        refusal.setVisible(true);
    }
}
