package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.NumberField;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantAdministration;
import io.oeeanalytics.plant.PlantModel;

/** The OEE a line aims at, from a date on. */
final class TargetForm extends Div {
    TargetForm(
            Line line,
            PlantAdministration administration,
            PlantModel plant,
            Numerals numerals,
            PlantView view) {
        addClassName("stack");
        var today = administration.today(line);
        var target = plant.targets(today).get(line.id());
        add(
                new Paragraph(
                        target == null
                                ? getTranslation("plant.target.none")
                                : getTranslation("plant.target.now", numerals.percent(target))));
        var percent = new NumberField(getTranslation("plant.target.percent"));
        percent.setMin(0.1);
        percent.setMax(100);
        percent.setStep(0.1);
        percent.setId("plant-target");
        var from = new DatePicker(getTranslation("plant.from"));
        from.setLocale(getLocale());
        from.setValue(today);
        var save =
                new Button(
                        getTranslation("plant.target.save"),
                        click -> {
                            if (percent.getValue() == null || from.getValue() == null) {
                                view.say("warn", getTranslation("plant.incomplete"));
                                return;
                            }
                            view.change(
                                    line,
                                    getTranslation("plant.target.saved", line.code()),
                                    () ->
                                            administration.setTarget(
                                                    line.id(),
                                                    from.getValue(),
                                                    percent.getValue() / 100));
                        });
        save.setId("plant-target-save");
        var form = new Div(percent, from, save);
        form.addClassName("toolbar");
        add(form);
    }
}
