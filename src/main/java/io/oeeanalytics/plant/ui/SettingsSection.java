package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.NumberField;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.MicroStopBucket;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.RuleRecord;
import io.oeeanalytics.plant.Settings;
import io.oeeanalytics.plant.SiteSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the site wants its time accounted for, in sentences, from a date on. */
final class SettingsSection extends Div {
    private static final int MOST_MICRO_STOP_SECONDS = 3600;
    private static final int MOST_START_UP_MINUTES = 1440;

    private final PlantPage page;
    private final RuleWords words;
    private final SiteSettings settings;
    private final Instant now;

    SettingsSection(PlantPage page) {
        this.page = page;
        this.words = new RuleWords(page, getLocale());
        this.settings = page.plant().settings(page.site().id());
        this.now = page.services().clock().instant();
        addClassName("stack");
        var change = new Button(translate("plant.settings.change"), click -> dialog());
        change.setId("settings-change");
        change.addThemeName("primary");
        change.setVisible(page.mayEdit());
        add(
                new Panel(
                        translate("plant.settings.title"),
                        translate("plant.settings.subtitle"),
                        sentences(settings.at(now)),
                        Parts.toolbar(change)),
                new Panel(
                        translate("plant.settings.history"),
                        translate("plant.settings.history.subtitle"),
                        settings.rows().isEmpty()
                                ? new Empty(
                                        translate("plant.settings.empty"),
                                        translate("plant.settings.empty.text"))
                                : table()));
    }

    private DescriptionList sentences(Settings held) {
        var list = new DescriptionList();
        list.addClassName("settings-list");
        item(
                list,
                translate("plant.settings.microStop"),
                held.microStop().isZero()
                        ? translate("plant.settings.microStop.none")
                        : translate(
                                "plant.settings.microStop.below",
                                words.length(held.microStop().toMillis())));
        item(
                list,
                translate("plant.settings.bucket"),
                translate("bucket.meaning." + held.bucket()));
        item(
                list,
                translate("plant.settings.startUp"),
                held.startUp().isZero()
                        ? translate("plant.settings.startUp.none")
                        : translate(
                                "plant.settings.startUp.within",
                                words.length(held.startUp().toMillis())));
        item(
                list,
                translate("plant.settings.definition"),
                translate("definition." + held.definition())
                        + ": "
                        + translate("definition.meaning." + held.definition()));
        return list;
    }

    private static void item(DescriptionList list, String term, String sentence) {
        list.add(new DescriptionList.Term(term), new DescriptionList.Description(sentence));
    }

    private RowTable table() {
        var records =
                page.services().history().records(page.site().id()).stream()
                        .filter(record -> record.rule() instanceof RuleRecord.Accounting)
                        .toList();
        var table =
                new RowTable(
                        translate("plant.from"),
                        translate("plant.state"),
                        translate("plant.settings.microStop"),
                        translate("plant.settings.startUp"),
                        translate("plant.settings.definition"),
                        translate("plant.recorded.title"));
        for (var record : records) {
            var said = ((RuleRecord.Accounting) record.rule()).settings();
            boolean isValid = record.supersededAt() == null;
            boolean holds = isValid && record.validFrom().equals(settings.rows().floorKey(now));
            var row =
                    table.row(
                            words.from(record.validFrom()),
                            state(record, isValid, holds),
                            words.length(said.microStop().toMillis())
                                    + ", "
                                    + translate("bucket." + said.bucket()),
                            words.length(said.startUp().toMillis()),
                            translate("definition." + said.definition()),
                            Parts.text("quiet", words.recorded(record)));
            if (!holds) {
                row.addClassName("past");
            }
        }
        return table;
    }

    private Object state(RuleRecord record, boolean isValid, boolean holds) {
        if (!isValid) {
            return Parts.text("quiet", translate("plant.state.corrected"));
        }
        if (holds) {
            return Parts.text("tag", translate("plant.state.now"));
        }
        return record.validFrom().isAfter(now)
                ? Parts.text("tag", translate("plant.state.later"))
                : Parts.text(
                        "quiet",
                        translate(
                                "plant.state.until",
                                words.from(settings.rows().higherKey(record.validFrom()))));
    }

    private void dialog() {
        var held = settings.at(now);
        var microStop = new NumberField(translate("plant.settings.microStop.seconds"));
        microStop.setId("settings-micro-stop");
        microStop.setValue(RuleWords.inSeconds(held.microStop().toMillis()));
        microStop.setHelperText(translate("plant.settings.microStop.hint"));
        var bucket = choice("plant.settings.bucket", "bucket.meaning.", MicroStopBucket.values());
        bucket.setId("settings-bucket");
        bucket.setValue(held.bucket());
        var startUp = new NumberField(translate("plant.settings.startUp.minutes"));
        startUp.setId("settings-start-up");
        startUp.setValue(held.startUp().toSeconds() / 60.0);
        startUp.setHelperText(translate("plant.settings.startUp.hint"));
        var definition =
                choice("plant.settings.definition", "definition.meaning.", OeeDefinition.values());
        definition.setId("settings-definition");
        definition.setItemLabelGenerator(
                one ->
                        translate("definition." + one)
                                + ": "
                                + translate("definition.meaning." + one));
        definition.setValue(held.definition());
        var from = PlantPage.date(translate("plant.from"), page.today());
        from.setId("settings-from");
        from.setClearButtonVisible(true);
        from.setHelperText(translate("plant.from.ever"));
        new EditDialog(
                        page,
                        translate("plant.settings.change"),
                        translate("plant.save"),
                        true,
                        () -> {
                            mark(
                                    microStop,
                                    MOST_MICRO_STOP_SECONDS,
                                    "plant.settings.microStop.range");
                            mark(startUp, MOST_START_UP_MINUTES, "plant.settings.startUp.range");
                            if (microStop.isInvalid() || startUp.isInvalid()) {
                                return Optional.empty();
                            }
                            return Optional.of(
                                    change(
                                            page.start(from.getValue()),
                                            from.getValue(),
                                            new Settings(
                                                    millis(microStop.getValue(), 1000),
                                                    bucket.getValue(),
                                                    millis(startUp.getValue(), 60_000),
                                                    definition.getValue())));
                        },
                        microStop,
                        bucket,
                        startUp,
                        definition,
                        from)
                .open();
    }

    private static <T> RadioButtonGroup<T> choice(String label, String meaning, T[] values) {
        var choice = new RadioButtonGroup<T>(translate(label), List.of(values));
        choice.addThemeName("vertical");
        choice.setItemLabelGenerator(one -> translate(meaning + one));
        return choice;
    }

    private static Duration millis(double value, int unit) {
        return Duration.ofMillis(Math.round(value * unit));
    }

    private static void mark(NumberField field, int most, String message) {
        var value = field.getValue();
        field.setErrorMessage(translate(message));
        field.setInvalid(value == null || !(value >= 0 && value <= most));
    }

    private Change change(Instant start, java.time.@Nullable LocalDate from, Settings wanted) {
        int site = page.site().id();
        var before = settings.at(start);
        return new Change(
                        translate("plant.settings.saved"),
                        () -> page.administration().putSettings(site, from, wanted))
                .figures(page.lines(), page.lastDayBefore(settings.rows().higherKey(start)))
                .orUndo(() -> page.administration().putSettings(site, from, before));
    }
}
