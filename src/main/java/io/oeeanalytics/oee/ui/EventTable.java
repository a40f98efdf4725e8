package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.DayAccount;
import io.oeeanalytics.oee.DayAccount.LoggedEvent;
import io.oeeanalytics.oee.StateInterval;
import io.oeeanalytics.plant.TimeCategory;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.Function;

/** The rows of the log and the words of people that a day's figures come from. */
final class EventTable extends Grid<LoggedEvent> {
    private static final int ROWS_WITHOUT_SCROLLING = 15;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final DayAccount day;
    private final Numerals numerals;

    EventTable(
            DayAccount day,
            Numerals numerals,
            Function<StateInterval, String> statusName,
            Consumer<StateInterval> asked) {
        this.day = day;
        this.numerals = numerals;
        setSelectionMode(SelectionMode.NONE);
        addColumn(event -> stamp(event.state().range().from()))
                .setHeader(getTranslation("day.events.from"))
                .setComparator(Comparator.comparing(event -> event.state().range().from()));
        addColumn(event -> stamp(event.state().range().to()))
                .setHeader(getTranslation("day.events.to"))
                .setComparator(Comparator.comparing(event -> event.state().range().to()));
        addColumn(event -> numerals.hoursMinutes(event.state().range().millis()))
                .setHeader(getTranslation("day.events.length"))
                .setComparator(Comparator.comparingLong(event -> event.state().range().millis()))
                .setPartNameGenerator(event -> "number")
                .setHeaderPartName("number");
        addColumn(
                        new ComponentRenderer<>(
                                event -> {
                                    var state = new Span(statusName.apply(event.state()));
                                    state.addClassName("state");
                                    state.getElement()
                                            .setAttribute(
                                                    "data-state",
                                                    States.form(event.state().category()));
                                    return state;
                                }))
                .setHeader(getTranslation("day.events.status"))
                .setComparator(Comparator.comparing(event -> statusName.apply(event.state())))
                .setFlexGrow(2);
        addColumn(event -> getTranslation("category." + event.state().category()))
                .setHeader(getTranslation("day.events.category"));
        addColumn(event -> event.by().isEmpty() ? getTranslation("day.events.machine") : event.by())
                .setHeader(getTranslation("day.events.by"));
        addColumn(new ComponentRenderer<>(event -> reason(event, asked)))
                .setHeader(getTranslation("day.reason"))
                .setKey("reason");
        getColumns()
                .forEach(
                        column ->
                                column.setSortable(!"reason".equals(column.getKey()))
                                        .setAutoWidth(true));
        setItems(day.events());
        setAllRowsVisible(day.events().size() <= ROWS_WITHOUT_SCROLLING);
    }

    private Component reason(LoggedEvent event, Consumer<StateInterval> asked) {
        if (event.state().category() == TimeCategory.PRODUCTION) {
            return new Span();
        }
        var change =
                new Button(
                        getTranslation("day.reason.change"), click -> asked.accept(event.state()));
        change.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        change.setAriaLabel(
                getTranslation("day.reason.change.of", stamp(event.state().range().from())));
        return change;
    }

    /** With its weekday where it is not of this day. */
    private String stamp(Instant instant) {
        var at = instant.atZone(day.line().zone());
        var clock = CLOCK.format(at);
        return at.toLocalDate().equals(day.date())
                ? clock
                : numerals.weekday(at.toLocalDate()) + " " + clock;
    }
}
