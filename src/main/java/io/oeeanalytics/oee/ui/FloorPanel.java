package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.FloorBoard;
import io.oeeanalytics.oee.FloorBoard.Stop;
import io.oeeanalytics.plant.TimeCategory;
import java.time.Duration;
import java.util.function.Consumer;

/** The board of a line, readable from two metres. */
final class FloorPanel extends Div {
    private static final double SECONDS_PER_HOUR = 3600;
    private static final int STOPS_SHOWN = 6;

    private final FloorBoard board;
    private final Numerals numerals;

    FloorPanel(FloorBoard board, Numerals numerals, Consumer<Stop> explain) {
        this.board = board;
        this.numerals = numerals;
        addClassName("stack");
        add(head(), state(), figures(), hours());
        if (!board.unexplained().isEmpty()) {
            add(stops(explain));
        }
    }

    private Header head() {
        var zone = board.line().zone();
        var head =
                new Header(
                        text("floor-line", board.line().code()),
                        text("floor-product", board.product().orElse(board.line().name())),
                        text("floor-clock", numerals.time(board.now(), zone)),
                        text(
                                "floor-shift",
                                board.shift()
                                        .map(
                                                shift ->
                                                        getTranslation(
                                                                "floor.shiftEnds",
                                                                numerals.time(shift.to(), zone)))
                                        .orElseGet(() -> getTranslation("floor.noShift"))));
        head.addClassName("floor-head");
        return head;
    }

    private Div state() {
        var box = new Div();
        box.addClassName("floor-state");
        if (board.state().isEmpty()) {
            box.getElement().setAttribute("data-state", "nodata");
            box.add(text("floor-state-name", getTranslation("floor.noState")));
        } else {
            var now = board.state().get();
            box.getElement().setAttribute("data-state", States.form(now.status().category()));
            box.add(
                    text("floor-state-name", now.status().name()),
                    text(
                            "floor-state-since",
                            getTranslation(
                                    "floor.since",
                                    numerals.time(now.since(), board.line().zone()),
                                    numerals.hoursMinutes(
                                            Duration.between(now.since(), board.now())
                                                    .toMillis()))));
        }
        if (board.pace().isPresent() && runs()) {
            var rate =
                    text(
                            "floor-state-rate",
                            getTranslation(
                                    "floor.pace", numerals.decimal(board.pace().getAsDouble())));
            if (board.idealPace().isPresent()) {
                rate.add(
                        text(
                                "quiet",
                                " "
                                        + getTranslation(
                                                "floor.ideal",
                                                numerals.decimal(
                                                        board.idealPace().getAsDouble()))));
            }
            box.add(rate);
        }
        return box;
    }

    /** While it stands, pieces of the last minutes over that time are no pace. */
    private boolean runs() {
        return board.state()
                .map(now -> now.status().category() == TimeCategory.PRODUCTION)
                .orElse(true);
    }

    private Div figures() {
        var figures =
                new Div(
                        figure(
                                "comparison.good",
                                numerals.count(board.good()),
                                board.expected().isPresent()
                                        ? getTranslation(
                                                "floor.expected",
                                                numerals.count(
                                                        Math.round(board.expected().getAsDouble())))
                                        : ""),
                        figure("line.scrapCount", numerals.count(board.scrap()), ""),
                        figure(
                                "floor.open",
                                numerals.count(board.unexplained().size()),
                                getTranslation("floor.open.note")));
        figures.addClassName("floor-figures");
        return figures;
    }

    private Div figure(String name, String value, String note) {
        var figure =
                new Div(
                        text("floor-figure-name", getTranslation(name)),
                        text("floor-figure-value", value),
                        text("floor-figure-note", note));
        figure.addClassName("floor-figure");
        return figure;
    }

    private Component hours() {
        var list = new OrderedList();
        list.addClassName("hour-board");
        list.getElement().setAttribute("aria-label", getTranslation("floor.hours"));
        double goal =
                board.idealPace().isPresent()
                        ? SECONDS_PER_HOUR / board.idealPace().getAsDouble()
                        : 0;
        double top =
                Math.max(
                        goal,
                        board.hours().stream()
                                .mapToLong(FloorBoard.HourPieces::pieces)
                                .max()
                                .orElse(1));
        var last = board.hours().getLast();
        for (var hour : board.hours()) {
            var bar = text("hour-bar", "");
            var entry =
                    new ListItem(
                            text("hour-count", numerals.count(hour.pieces())),
                            bar,
                            text("hour-name", numerals.time(hour.from(), board.line().zone())));
            entry.addClassName("hour");
            entry.getStyle()
                    .set("--value", String.valueOf(top == 0 ? 0 : hour.pieces() / top))
                    .set("--goal", String.valueOf(top == 0 ? 0 : goal / top));
            if (hour.equals(last)) {
                entry.getElement().setAttribute("data-now", true);
            } else if (hour.pieces() < goal) {
                entry.getElement().setAttribute("data-below", true);
            }
            list.add(entry);
        }
        return list;
    }

    private Div stops(Consumer<Stop> explain) {
        var title = text("open-stops-title", getTranslation("floor.open.title"));
        var stops = new Div(title);
        stops.addClassName("open-stops");
        board.unexplained().stream()
                .limit(STOPS_SHOWN)
                .forEach(
                        stop -> {
                            var button = new NativeButton();
                            button.addClassName("open-stop");
                            button.add(
                                    text(
                                            "figure",
                                            numerals.time(stop.startedAt(), board.line().zone())),
                                    new Span(
                                            numerals.hoursMinutes(
                                                    stop.length(board.now()).toMillis())));
                            button.addClickListener(click -> explain.accept(stop));
                            stops.add(button);
                        });
        return stops;
    }

    private static Span text(String className, String words) {
        var span = new Span(words);
        span.addClassName(className);
        return span;
    }
}
