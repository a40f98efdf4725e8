package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.FactorDay;
import io.oeeanalytics.forecast.FactorOutlook;
import io.oeeanalytics.forecast.OrderSequence;
import io.oeeanalytics.forecast.ShiftDay;
import io.oeeanalytics.forecast.WhatIf;
import io.oeeanalytics.plant.Product;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Something to try on the days ahead, and what it would be worth, answered while it is typed. */
final class WhatIfForm extends Div {
    private static final int OFFERED_STOPS = 4;
    private static final long MS_PER_MINUTE = 60_000;
    private static final int MOST_MINUTES = 24 * 60;

    private final FactorOutlook outlook;
    private final OptionalDouble target;
    private final Numerals numerals;
    private final ComboBox<Optional<LocalDate>> when = new ComboBox<>();
    private final Map<Integer, IntegerField> stops = new LinkedHashMap<>();
    private final IntegerField speed;
    private final IntegerField scrap;
    private final NumberField changeovers = new NumberField();
    private final OrderSequence sequences;
    private final SequenceField order;
    private final IntegerField minutes = new IntegerField();
    private final CheckboxGroup<Integer> shifts = new CheckboxGroup<>();
    private final Set<Integer> allShifts;
    private final Paragraph answer = new Paragraph();
    private final Drafts drafts;

    /**
     * @param target OEE aimed at, a fraction of 1
     */
    WhatIfForm(
            ForecastScope scope,
            FactorOutlook outlook,
            OrderSequence sequences,
            OptionalDouble target,
            Numerals numerals) {
        this.outlook = outlook;
        this.sequences = sequences;
        this.target = target;
        this.numerals = numerals;
        addClassName("stack");
        setId("what-if");
        drafts = new Drafts("what-if/" + scope.parameter());
        drafts.keep("when", when);
        var fields = new Div();
        fields.addClassName("what-if-fields");
        when.setLabel(getTranslation("whatif.when"));
        var days = new ArrayList<Optional<LocalDate>>();
        days.add(Optional.empty());
        outlook.days().forEach(day -> days.add(Optional.of(day.day())));
        when.setItems(days);
        when.setItemLabelGenerator(this::words);
        when.setValue(Optional.of(outlook.days().getFirst().day()));
        listen(when);
        fields.add(when);
        for (var stop : outlook.stops().stream().limit(OFFERED_STOPS).toList()) {
            var field = percent(getTranslation("whatif.stop", stop.name()));
            field.setHelperText(
                    getTranslation(
                            "whatif.stop.help",
                            numerals.hoursMinutes(Math.round(stop.dailyMs())),
                            numerals.decimal(stop.timesADay())));
            stops.put(stop.status(), field);
            drafts.keep("stop." + stop.status(), field);
            fields.add(field);
        }
        speed = percent(getTranslation("whatif.speed"));
        scrap = percent(getTranslation("whatif.scrap"));
        drafts.keep("speed", speed);
        drafts.keep("scrap", scrap);
        fields.add(speed, scrap);
        double usual = WhatIf.usualChangeovers(outlook);
        if (usual > 0) {
            changeovers.setLabel(getTranslation("whatif.changeovers"));
            changeovers.setHelperText(
                    getTranslation("whatif.changeovers.help", numerals.decimal(usual)));
            changeovers.setMin(0);
            changeovers.setStep(0.5);
            changeovers.setStepButtonsVisible(true);
            changeovers.setValueChangeMode(ValueChangeMode.LAZY);
            drafts.keep("changeovers", changeovers);
            listen(changeovers);
            fields.add(changeovers);
        }
        order = new SequenceField(sequences.products());
        if (usual > 0 && !sequences.products().isEmpty()) {
            order.setLabel(getTranslation("whatif.sequence"));
            order.setHelperText(getTranslation("whatif.sequence.help"));
            order.setId("what-if-sequence");
            order.addClassName("what-if-wide");
            drafts.keep("order", order, order::codes, order::choose);
            order.addValueChangeListener(change -> drafts.changed("order"));
            listen(order);
            fields.add(order);
        }
        minutes.setLabel(getTranslation("whatif.minutes"));
        minutes.setHelperText(getTranslation("whatif.minutes.help"));
        minutes.setMin(-MOST_MINUTES);
        minutes.setMax(MOST_MINUTES);
        minutes.setStep(30);
        minutes.setStepButtonsVisible(true);
        minutes.setValueChangeMode(ValueChangeMode.LAZY);
        drafts.keep("minutes", minutes);
        listen(minutes);
        fields.add(minutes);
        allShifts = new TreeSet<>(outlook.shifts().stream().map(ShiftDay::number).toList());
        if (allShifts.size() > 1) {
            shifts.setLabel(getTranslation("whatif.shifts"));
            shifts.setItems(allShifts);
            shifts.setItemLabelGenerator(number -> getTranslation("forecast.shift", number));
            shifts.setValue(allShifts);
            drafts.keep("shifts", shifts);
            listen(shifts);
            fields.add(shifts);
        }
        answer.setId("what-if-answer");
        answer.addClassName("what-if-answer");
        answer.getElement().setAttribute("aria-live", "polite");
        var reset = new Button(getTranslation("whatif.reset"), click -> reset());
        add(drafts, fields, answer, reset);
        tell();
    }

    private IntegerField percent(String label) {
        var field = new IntegerField(label);
        field.setMin(0);
        field.setMax(100);
        field.setStep(5);
        field.setStepButtonsVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        listen(field);
        return field;
    }

    private void listen(HasValue<?, ?> field) {
        field.addValueChangeListener(change -> tell());
    }

    private void reset() {
        stops.values().forEach(AbstractField::clear);
        List.of(speed, scrap, changeovers, order, minutes).forEach(HasValue::clear);
        shifts.setValue(allShifts);
        drafts.forget();
    }

    private String words(Optional<LocalDate> day) {
        return day.map(date -> numerals.weekday(date) + " " + numerals.date(date))
                .orElseGet(() -> getTranslation("whatif.all", outlook.days().size()));
    }

    private void tell() {
        if (when.getValue() == null || isInvalid()) {
            answer.setText(getTranslation("whatif.invalid"));
            return;
        }
        var tried = tried();
        if (tried.isNothing()) {
            answer.setText(getTranslation("whatif.nothing"));
            return;
        }
        Predicate<LocalDate> days =
                when.getValue()
                        .<Predicate<LocalDate>>map(date -> date::equals)
                        .orElse(date -> true);
        var before = outlook.days().stream().filter(day -> days.test(day.day())).toList();
        var after =
                tried.applied(outlook, days).stream().filter(day -> days.test(day.day())).toList();
        answer.setText((words(before, after) + " " + ofSequence()).strip());
    }

    private boolean isInvalid() {
        return speed.isInvalid()
                || scrap.isInvalid()
                || changeovers.isInvalid()
                || minutes.isInvalid()
                || stops.values().stream().anyMatch(IntegerField::isInvalid);
    }

    private WhatIf tried() {
        var reduced = new LinkedHashMap<Integer, Double>();
        stops.forEach(
                (status, field) -> {
                    if (share(field) > 0) {
                        reduced.put(status, share(field));
                    }
                });
        var off = new TreeSet<>(allShifts);
        off.removeAll(shifts.getValue());
        return new WhatIf(
                reduced,
                share(speed),
                share(scrap),
                changeoversADay(),
                minutes.getOptionalValue().orElse(0) * MS_PER_MINUTE,
                allShifts.size() > 1 ? off : Set.of());
    }

    /** An order over the days chosen is as many usual changeovers a day as its set-up is long. */
    private OptionalDouble changeoversADay() {
        if (order.getValue().size() > 1) {
            return OptionalDouble.of(
                    sequences.setUpMs(order.getValue())
                            / WhatIf.usualSetUpMs(outlook)
                            / (when.getValue().isPresent() ? 1 : outlook.days().size()));
        }
        return changeovers
                .getOptionalValue()
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }

    /** What the sequence takes, and which would take less. */
    private String ofSequence() {
        var asked = order.getValue();
        if (asked.size() < 2) {
            return "";
        }
        double takes = sequences.setUpMs(asked);
        var words =
                getTranslation(
                        "whatif.sequence.takes",
                        names(asked),
                        numerals.hoursMinutes(Math.round(takes)));
        var best = sequences.best(asked);
        double least = sequences.setUpMs(best);
        return takes - least < MS_PER_MINUTE
                ? words
                : words
                        + " "
                        + getTranslation(
                                "whatif.sequence.best",
                                names(best),
                                numerals.hoursMinutes(Math.round(least)));
    }

    private static String names(List<Product> products) {
        return products.stream().map(Product::name).collect(Collectors.joining(", "));
    }

    private static double share(IntegerField field) {
        return Math.clamp(field.getOptionalValue().orElse(0), 0, 100) / 100.0;
    }

    private String words(List<FactorDay> before, List<FactorDay> after) {
        var words = new StringBuilder();
        if (after.stream().allMatch(day -> day.plannedMs() == 0)) {
            return getTranslation("whatif.nothingPlanned");
        }
        double was = WhatIf.oee(before);
        double is = WhatIf.oee(after);
        words.append(
                getTranslation(
                        "whatif.oee",
                        numerals.percent(is),
                        numerals.percent(was),
                        numerals.signedPoints(is - was)));
        var piecesBefore = WhatIf.goodPieces(before);
        var piecesAfter = WhatIf.goodPieces(after);
        if (piecesBefore.isPresent() && piecesAfter.isPresent()) {
            words.append(' ')
                    .append(
                            getTranslation(
                                    "whatif.pieces",
                                    numerals.count(Math.round(piecesAfter.getAsDouble())),
                                    numerals.count(Math.round(piecesBefore.getAsDouble()))));
        }
        if (target.isPresent() && after.size() == 1) {
            double aim = target.getAsDouble();
            words.append(' ')
                    .append(
                            getTranslation(
                                    "whatif.miss",
                                    numerals.percent(aim),
                                    miss(after.getFirst(), aim),
                                    miss(before.getFirst(), aim)));
        }
        return words.toString();
    }

    private String miss(FactorDay day, double aim) {
        return Chances.percent(OptionalDouble.of(day.draws().chanceBelow(aim)), numerals);
    }
}
