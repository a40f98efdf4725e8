package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.StateInterval;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.production.OperatorEntries;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;

/** Gives the stops of a past day their reason, or another one, and says what was done. */
final class StopReasons extends Div {
    /** A stop that reached up to then may go on: the line's next start ends it. */
    private static final Duration GOES_ON = Duration.ofMinutes(1);

    private final OperatorEntries entries;
    private final PlantModel plant;
    private final Clock clock;
    private final Numerals numerals;

    StopReasons(OperatorEntries entries, PlantModel plant, Clock clock, Numerals numerals) {
        this.entries = entries;
        this.plant = plant;
        this.clock = clock;
        this.numerals = numerals;
        getElement().setAttribute("role", "status");
    }

    /**
     * @param changed called when the figures have another reason to go by
     */
    void ask(Line line, StateInterval stop, Runnable changed) {
        removeAll();
        var dialog = new Dialog();
        dialog.setHeaderTitle(
                getTranslation(
                        "floor.reason.title",
                        numerals.time(stop.range().from(), line.zone()),
                        numerals.hoursMinutes(stop.range().millis())));
        var reasons = new Select<Status>();
        reasons.setLabel(getTranslation("day.reason"));
        reasons.setId("stop-reason");
        reasons.setWidthFull();
        reasons.setItemLabelGenerator(StopReasons::words);
        reasons.setItems(
                plant.statuses(line.siteId()).values().stream()
                        .filter(status -> status.category().isReason())
                        .sorted(Comparator.comparing(Status::group).thenComparing(Status::code))
                        .toList());
        var save = new Button(getTranslation("plant.save"));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        save.setId("stop-reason-save");
        save.addClickListener(
                click ->
                        reasons.getOptionalValue()
                                .ifPresent(
                                        status -> {
                                            dialog.close();
                                            explain(line, stop, status, changed);
                                        }));
        Drafts.in(dialog, "stop/%s/%s".formatted(line.code(), stop.range().from()))
                .keep("reason", reasons);
        dialog.add(reasons);
        dialog.getFooter()
                .add(new Button(getTranslation("floor.cancel"), click -> dialog.close()), save);
        dialog.open();
    }

    private static String words(Status status) {
        return status.group().isEmpty()
                ? status.name()
                : "%s: %s".formatted(String.join(", ", status.path()), status.name());
    }

    private void explain(Line line, StateInterval stop, Status status, Runnable changed) {
        var range = stop.range();
        boolean ended = range.to().isBefore(clock.instant().minus(GOES_ON));
        attempt(
                () -> {
                    int id =
                            entries.explain(
                                    line, range.from(), ended ? range.to() : null, status.code());
                    changed.run();
                    undoable(line, id, status, changed);
                });
    }

    private void undoable(Line line, int id, Status status, Runnable changed) {
        var undo =
                new NativeButton(
                        getTranslation("accounts.undo"),
                        click ->
                                attempt(
                                        () -> {
                                            entries.revokeReason(line, id);
                                            removeAll();
                                            changed.run();
                                        }));
        undo.setId("stop-reason-undo");
        undo.addClassName("button");
        say(getTranslation("floor.reason.said", status.name())).add(undo);
    }

    /** What is refused is said, and the day stays as it is. */
    private void attempt(Runnable entry) {
        try {
            entry.run();
        } catch (IllegalArgumentException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private Div say(String words) {
        var bar = new Div(new Span(words));
        bar.addClassName("undo-bar");
        removeAll();
        add(bar);
        return bar;
    }
}
