package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantAdministration;
import io.oeeanalytics.plant.PlantModel;
import jakarta.annotation.security.RolesAllowed;

/** What administrators decide about a line: its target, its ideal cycles and what statuses mean. */
@Route("plant")
@Menu(title = "plant.title", order = 35)
@RolesAllowed(Role.ADMIN_ROLE)
class PlantView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final PlantAdministration administration;
    private final PlantModel plant;
    private final Numerals numerals;
    private final Select<String> choice = new Select<>();
    private final Div notice = new Div();
    private final Div content = new Div();

    PlantView(PlantAdministration administration, PlantModel plant) {
        this.administration = administration;
        this.plant = plant;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        var title = new H1(getTranslation("plant.title"));
        title.addClassName("page-title");
        choice.setAriaLabel(getTranslation("line.choice"));
        choice.addValueChangeListener(
                change -> {
                    if (change.isFromClient()) {
                        getUI().ifPresent(
                                        ui ->
                                                ui.navigate(
                                                        PlantView.class,
                                                        QueryParameters.of(
                                                                "line", change.getValue())));
                    }
                });
        var head = new Div(title, choice);
        head.addClassName("page-head");
        notice.getElement().setAttribute("role", "status");
        content.addClassName("stack");
        add(head, notice, content);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("plant.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var lines = plant.lines();
        choice.setItems(lines.stream().map(Line::code).toList());
        choice.setVisible(!lines.isEmpty());
        notice.removeAll();
        content.removeAll();
        var line =
                event.getLocation()
                        .getQueryParameters()
                        .getSingleParameter("line")
                        .flatMap(plant::line)
                        .or(() -> lines.stream().findFirst());
        if (line.isEmpty()) {
            content.add(
                    new Empty(
                            getTranslation("lines.empty.title"),
                            getTranslation("lines.empty.text")));
            return;
        }
        choice.setValue(line.get().code());
        show(line.get());
    }

    private void show(Line line) {
        content.removeAll();
        var headline =
                new Paragraph(getTranslation("plant.headline", line.name(), line.zone().getId()));
        headline.addClassName("headline");
        var columns =
                new Div(
                        new Panel(
                                getTranslation("plant.target.title"),
                                getTranslation("plant.target.subtitle"),
                                new TargetForm(line, administration, plant, numerals, this)),
                        new Panel(
                                getTranslation("plant.cycles.title"),
                                getTranslation("plant.cycles.subtitle"),
                                new CycleForm(line, administration, plant, numerals, this)));
        columns.addClassName("columns");
        content.add(
                headline,
                columns,
                new Panel(
                        getTranslation("plant.statuses.title"),
                        getTranslation("plant.statuses.subtitle"),
                        new StatusTable(line, administration, plant, this)));
    }

    /**
     * Does it, and says so; what is refused is said with its reason and the form stays as it is.
     */
    void change(Line line, String done, Runnable change) {
        try {
            change.run();
            say("info", done);
            plant.line(line.code()).ifPresent(this::show);
        } catch (IllegalArgumentException e) {
            say("bad", String.valueOf(e.getMessage()));
        }
    }

    void say(String kind, String words) {
        var text = new Span(words);
        text.addClassName("banner-text");
        var banner = new Div(text);
        banner.addClassName("banner");
        banner.getElement().setAttribute("data-kind", kind);
        notice.removeAll();
        notice.add(banner);
    }
}
