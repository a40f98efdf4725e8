package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.NumberField;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantAdministration;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Product;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Ideal cycles of a line: appended with the date they hold from, so that the past keeps its own.
 */
final class CycleForm extends Div {
    private static final double LONGEST_SECONDS = 86_400;

    private final Line line;
    private final PlantModel plant;
    private final Numerals numerals;
    private final Paragraph effect = new Paragraph();

    CycleForm(
            Line line,
            PlantAdministration administration,
            PlantModel plant,
            Numerals numerals,
            PlantView view) {
        this.line = line;
        this.plant = plant;
        this.numerals = numerals;
        addClassName("stack");
        add(known());
        var product = new ComboBox<Product>(getTranslation("plant.cycles.product"));
        product.setItems(plant.products(line.siteId()));
        product.setItemLabelGenerator(Product::name);
        product.setPlaceholder(getTranslation("plant.cycles.everyProduct"));
        product.setClearButtonVisible(true);
        var seconds = new NumberField(getTranslation("plant.cycles.seconds"));
        seconds.setMin(0.001);
        seconds.setMax(LONGEST_SECONDS);
        seconds.setStep(0.001);
        seconds.setId("plant-cycle");
        var from = new DatePicker(getTranslation("plant.from"));
        from.setLocale(getLocale());
        from.setValue(administration.today(line));
        from.setClearButtonVisible(true);
        from.addValueChangeListener(change -> foretell(change.getValue()));
        effect.addClassName("effect");
        foretell(from.getValue());
        var save =
                new Button(
                        getTranslation("plant.cycles.save"),
                        click -> {
                            if (seconds.getValue() == null) {
                                view.say("warn", getTranslation("plant.incomplete"));
                                return;
                            }
                            view.change(
                                    line,
                                    getTranslation("plant.cycles.saved", line.code()),
                                    () ->
                                            administration.addCycle(
                                                    line,
                                                    product.getValue() == null
                                                            ? null
                                                            : product.getValue().id(),
                                                    from.getValue(),
                                                    Math.round(seconds.getValue() * 1000)));
                        });
        save.setId("plant-cycle-save");
        var form = new Div(product, seconds, from, save);
        form.addClassName("toolbar");
        add(form, effect);
    }

    private void foretell(@Nullable LocalDate from) {
        effect.setText(
                from == null
                        ? getTranslation("plant.effect.ever", line.code())
                        : getTranslation("plant.effect.from", line.code(), numerals.date(from)));
    }

    private UnorderedList known() {
        var list = new UnorderedList();
        list.addClassName("check-list");
        for (var row : plant.cycles(line.id()).rows()) {
            list.add(new ListItem(new Div(words(row))));
        }
        if (plant.cycles(line.id()).isEmpty()) {
            list.add(new ListItem(new Div(getTranslation("plant.cycles.none"))));
        }
        return list;
    }

    private String words(IdealCycles.Row row) {
        var product =
                plant.products(line.siteId()).stream()
                        .filter(one -> one.id().equals(row.product()))
                        .map(Product::name)
                        .findFirst()
                        .orElseGet(() -> getTranslation("plant.cycles.everyProduct"));
        var seconds = numerals.decimal(row.millis() / 1000.0, 3);
        return row.validFrom().equals(Instant.EPOCH)
                ? getTranslation("plant.cycles.ever", product, seconds)
                : getTranslation(
                        "plant.cycles.row",
                        product,
                        seconds,
                        numerals.date(row.validFrom().atZone(line.zone()).toLocalDate()));
    }
}
