package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.router.QueryParameters;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.PlantAdministration;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Site;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a section of the page knows: the site and its lines, where it is, and whether its reader may
 * change anything.
 *
 * @param parameters of the address, without site and tab
 * @param keeper does what was decided
 */
record PlantPage(
        Site site,
        List<Line> lines,
        Tab tab,
        Map<String, String> parameters,
        boolean mayEdit,
        Services services,
        Numerals numerals,
        Keeper keeper) {
    /** Does a change, or tells why not. */
    interface Keeper {
        /**
         * @param refused takes the reason; the form stays as it is
         * @param kept called before the page is drawn anew
         */
        void keep(Change change, Consumer<String> refused, Runnable kept);
    }

    PlantModel plant() {
        return services.plant();
    }

    PlantAdministration administration() {
        return services.administration();
    }

    LocalDate today() {
        return LocalDate.ofInstant(services.clock().instant(), site.zone());
    }

    /** The line the address names. */
    Optional<Line> line() {
        var code = parameters.get("line");
        return lines.stream().filter(line -> line.code().equals(code)).findFirst();
    }

    String code(LineId id) {
        return lines.stream()
                .filter(line -> line.id().equals(id))
                .findFirst()
                .map(Line::code)
                .orElse("");
    }

    /** Goes to another place of the same section. */
    void go(Map<String, String> changed) {
        var all = new LinkedHashMap<>(parameters);
        changed.forEach(
                (name, value) -> {
                    if (value.isEmpty()) {
                        all.remove(name);
                    } else {
                        all.put(name, value);
                    }
                });
        go(site.name(), tab, all);
    }

    static void go(String site, Tab tab, Map<String, String> parameters) {
        UI.getCurrent()
                .navigate(PlantView.class, QueryParameters.simple(query(site, tab, parameters)));
    }

    static Map<String, String> query(String site, Tab tab, Map<String, String> parameters) {
        var all = new LinkedHashMap<String, String>();
        all.put("site", site);
        all.put("tab", tab.address());
        all.putAll(parameters);
        return all;
    }

    /**
     * @param item what the form is about, beyond what its title says
     */
    Drafts drafts(Dialog form, String item) {
        return Drafts.in(form, "plant/%d/%s".formatted(site.id(), item));
    }

    /** The day before a rule gives way to the next one; null when there is none. */
    @Nullable LocalDate lastDayBefore(@Nullable Instant next) {
        return next == null ? null : LocalDate.ofInstant(next.minusMillis(1), site.zone());
    }

    Instant start(@Nullable LocalDate date) {
        return date == null ? Instant.EPOCH : date.atStartOfDay(site.zone()).toInstant();
    }

    static String translate(String key, Object... parameters) {
        return UI.getCurrent().getTranslation(key, parameters);
    }

    /** A field for a date, in which weeks begin on Monday. */
    static DatePicker date(String label, @Nullable LocalDate value) {
        var field = new DatePicker(label);
        field.setLocale(UI.getCurrent().getLocale());
        field.setI18n(new DatePicker.DatePickerI18n().setFirstDayOfWeek(1));
        field.setValue(value);
        return field;
    }
}
