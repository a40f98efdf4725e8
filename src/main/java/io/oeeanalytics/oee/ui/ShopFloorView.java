package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.CurrentState;
import io.oeeanalytics.oee.FloorBoard.Stop;
import io.oeeanalytics.oee.ShopFloor;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.OperatorEntries;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/** The operator's home on a tablet: one line, what it does, and what only people know of it. */
@Route("shop-floor")
@Menu(title = "floor.title", order = 20)
@RolesAllowed(Role.OPERATOR_ROLE)
class ShopFloorView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final String REMEMBERED = "oee-floor-line";

    private final ShopFloor floor;
    private final OperatorEntries entries;
    private final PlantModel plant;
    private final Numerals numerals;
    private final Div board = new Div();
    private final Div sheet = new Div();
    private final Div actions = new Div();
    private final Div undo = new Div();
    private @Nullable Line line;

    ShopFloorView(ShopFloor floor, OperatorEntries entries, PlantModel plant, FiguresFeed feed) {
        this.floor = floor;
        this.entries = entries;
        this.plant = plant;
        this.numerals = new Numerals(getLocale());
        addClassName("floor");
        getElement().setAttribute("theme", "dark");
        board.addClassName("stack");
        actions.addClassName("floor-actions");
        undo.getElement().setAttribute("role", "status");
        add(board, sheet, undo, actions);
        feed.follow(
                this,
                changed -> {
                    if (line != null && changed.contains(line.id())) {
                        draw(line);
                    }
                });
        feed.followClock(
                this,
                () -> {
                    if (line != null) {
                        draw(line);
                    }
                });
    }

    @Override
    public String getPageTitle() {
        return getTranslation("floor.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        sheet.removeAll();
        undo.removeAll();
        actions.removeAll();
        line =
                event.getLocation()
                        .getQueryParameters()
                        .getSingleParameter("line")
                        .flatMap(plant::line)
                        .orElse(null);
        if (line == null) {
            choose();
        } else {
            draw(line);
            offer(line);
        }
    }

    /** A tablet comes back to the line it hangs at. */
    @Override
    protected void onAttach(AttachEvent event) {
        var page = event.getUI().getPage();
        if (line != null) {
            page.executeJs("localStorage.setItem($0, $1)", REMEMBERED, line.code());
            return;
        }
        page.executeJs("return localStorage.getItem($0) || ''", REMEMBERED)
                .then(
                        String.class,
                        code -> {
                            if (line == null && plant.line(code).isPresent()) {
                                go(code);
                            }
                        });
    }

    private void go(String code) {
        getUI().ifPresent(
                        ui -> {
                            ui.navigate(ShopFloorView.class, QueryParameters.of("line", code));
                            ui.getPage()
                                    .executeJs("localStorage.setItem($0, $1)", REMEMBERED, code);
                        });
    }

    private void choose() {
        board.removeAll();
        var lines = plant.lines();
        if (lines.isEmpty()) {
            board.add(
                    new Empty(getTranslation("lines.empty.title"), getTranslation("floor.empty")));
            return;
        }
        var title = new Div(getTranslation("floor.choose"));
        title.addClassName("reason-title");
        var tiles = new Div();
        tiles.addClassName("reason-tree");
        for (var one : lines) {
            var code = new Span(one.code());
            code.addClassName("reason-name");
            var name = new Span(one.name());
            name.addClassName("reason-note");
            var tile = new NativeButton();
            tile.add(code, name);
            tile.addClassName("reason-tile");
            tile.addClickListener(click -> go(one.code()));
            tiles.add(tile);
        }
        board.add(title, tiles);
    }

    private void draw(Line shown) {
        board.removeAll();
        board.add(new FloorPanel(floor.board(shown), numerals, stop -> ask(shown, stop)));
    }

    private void offer(Line shown) {
        actions.removeAll();
        actions.add(
                action("floor.reason", () -> askCurrent(shown)),
                action("floor.scrap", () -> count(shown, false)),
                action("floor.good", () -> count(shown, true)),
                action("floor.otherLine", this::forgetLine));
    }

    private NativeButton action(String key, Runnable tapped) {
        var button = new NativeButton(getTranslation(key), click -> tapped.run());
        button.addClassName("floor-button");
        button.setId(key.replace('.', '-'));
        return button;
    }

    private void forgetLine() {
        getUI().ifPresent(
                        ui -> {
                            ui.getPage().executeJs("localStorage.removeItem($0)", REMEMBERED);
                            ui.navigate(ShopFloorView.class);
                        });
    }

    private void askCurrent(Line shown) {
        var state = floor.board(shown).state();
        if (state.isEmpty() || state.get().status().category() == TimeCategory.PRODUCTION) {
            say(getTranslation("floor.reason.running"));
            return;
        }
        CurrentState now = state.get();
        ask(shown, new Stop(now.since(), null, now.status().code()));
    }

    private void ask(Line shown, Stop stop) {
        open(
                new ReasonSheet(
                        getTranslation(
                                "floor.reason.title",
                                numerals.time(stop.startedAt(), shown.zone()),
                                numerals.hoursMinutes(
                                        stop.length(floor.board(shown).now()).toMillis())),
                        floor.board(shown).likely(),
                        plant.statuses(shown.siteId()).values(),
                        status -> explain(shown, stop, status),
                        this::close));
    }

    private void explain(Line shown, Stop stop, Status status) {
        attempt(
                () -> {
                    var id =
                            entries.explain(
                                    shown, stop.startedAt(), stop.finishedAt(), status.code());
                    undoable(
                            getTranslation("floor.reason.said", status.name()),
                            () -> entries.revokeReason(shown, id));
                });
        draw(shown);
    }

    private void count(Line shown, boolean good) {
        var what = getTranslation(good ? "floor.good" : "floor.scrap");
        open(
                new Keypad(
                        shown.code(),
                        what,
                        getTranslation("floor.enter"),
                        number ->
                                attempt(
                                        () -> {
                                            var id =
                                                    entries.count(
                                                            shown,
                                                            good ? number : 0,
                                                            good ? 0 : number);
                                            undoable(
                                                    getTranslation(
                                                            good
                                                                    ? "floor.good.said"
                                                                    : "floor.scrap.said",
                                                            number),
                                                    () -> entries.revokeCount(shown, id));
                                            draw(shown);
                                        }),
                        this::close));
    }

    private void open(Component asked) {
        undo.removeAll();
        sheet.removeAll();
        sheet.add(asked);
        board.setVisible(false);
        actions.setVisible(false);
    }

    private void close() {
        sheet.removeAll();
        board.setVisible(true);
        actions.setVisible(true);
    }

    /** An entry that is refused is said, and the board stays as it is. */
    private void attempt(Runnable entry) {
        close();
        try {
            entry.run();
        } catch (IllegalArgumentException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private void undoable(String words, Runnable takeBack) {
        var button =
                new NativeButton(
                        getTranslation("accounts.undo"),
                        click -> {
                            undo.removeAll();
                            attempt(takeBack);
                            if (line != null) {
                                draw(line);
                            }
                        });
        button.setId("floor-undo");
        var bar = new Div(new Span(words), button);
        bar.addClassName("undo-bar");
        undo.removeAll();
        undo.add(bar);
    }

    private void say(String words) {
        undo.removeAll();
        var bar = new Div(new Span(words));
        bar.addClassName("undo-bar");
        undo.add(bar);
    }
}
