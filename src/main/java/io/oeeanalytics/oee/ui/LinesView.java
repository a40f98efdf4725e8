package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.LineSummary;
import io.oeeanalytics.oee.LineSummary.Need;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.PlantSummary;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The manager's first view: every line against its target and its past, worst first. */
@Route("lines")
@Menu(title = "lines.title", order = 10)
@RolesAllowed(Role.MANAGER_ROLE)
class LinesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final List<Integer> RANGES = List.of(1, 7, 30, 90, 365);
    private static final int FIRST_RANGE = 30;

    private final LineFigures figures;
    private final Div content = new Div();
    private final Div ranges = new Div();
    private final DatePicker until = new DatePicker();
    private final Numerals numerals;
    private int shownDays = FIRST_RANGE;

    LinesView(LineFigures figures) {
        this.figures = figures;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        var title = new H1(getTranslation("lines.title"));
        title.addClassName("page-title");
        until.setAriaLabel(getTranslation("lines.until"));
        until.setLocale(getLocale());
        until.addValueChangeListener(
                change -> {
                    if (change.isFromClient()) {
                        navigate(shownDays, change.getValue());
                    }
                });
        var head = new Div(title, ranges, until);
        head.addClassName("page-head");
        ranges.addClassName("segments");
        content.addClassName("stack");
        add(head, content);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("lines.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation().getQueryParameters();
        shownDays = days(asked.getSingleParameter("days"));
        show(asked.getSingleParameter("until").flatMap(LinesView::date));
    }

    /** Keeps the choice in the address, so that a link shows what its sender saw. */
    private void navigate(int days, @Nullable LocalDate last) {
        var parameters = new HashMap<String, String>();
        parameters.put("days", String.valueOf(days));
        if (last != null) {
            parameters.put("until", last.toString());
        }
        getUI().ifPresent(ui -> ui.navigate(LinesView.class, QueryParameters.simple(parameters)));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static int days(Optional<String> asked) {
        return asked.filter(text -> text.matches("\\d{1,4}"))
                .map(Integer::parseInt)
                .filter(RANGES::contains)
                .orElse(FIRST_RANGE);
    }

    private void show(Optional<LocalDate> asked) {
        ranges.removeAll();
        for (var range : RANGES) {
            var choice =
                    new Button(
                            getTranslation("lines.range." + range),
                            click -> navigate(range, asked.orElse(null)));
            choice.getElement().setAttribute("aria-pressed", String.valueOf(range == shownDays));
            ranges.add(choice);
        }
        content.removeAll();
        var last = figures.lastDate();
        if (last.isEmpty()) {
            content.add(empty());
            return;
        }
        until.setMax(last.get());
        until.setValue(asked.orElse(last.get()));
        show(figures.plant(Period.lastDays(asked.orElse(last.get()), shownDays)));
    }

    private void show(PlantSummary plant) {
        var headline = new Paragraph(headline(plant));
        headline.addClassName("headline");
        var cards = new Div();
        cards.addClassName("line-cards");
        plant.lines().stream()
                .sorted(
                        Comparator.comparing(LineSummary::need)
                                .reversed()
                                .thenComparing(summary -> summary.line().code()))
                .forEach(summary -> cards.add(new LineCard(summary, figures, numerals)));
        content.add(headline, cards);
        if (plant.byDate().size() > 1) {
            content.add(trend(plant));
        }
    }

    private String headline(PlantSummary plant) {
        var oee = plant.ledger().oee();
        var needy =
                plant.lines().stream()
                        .filter(line -> line.need() != Need.NONE)
                        .map(
                                line ->
                                        "%s (%s)"
                                                .formatted(
                                                        line.line().code(),
                                                        getTranslation("need." + line.need())))
                        .toList();
        var change = plant.change();
        var words = new StringBuilder();
        words.append(
                oee.isPresent()
                        ? getTranslation("lines.headline", numerals.percent(oee))
                        : getTranslation("lines.headline.undefined"));
        if (change.isPresent()) {
            words.append(' ').append(changeWords(change.getAsDouble()));
        }
        words.append(' ')
                .append(
                        needy.isEmpty()
                                ? getTranslation("lines.headline.calm")
                                : getTranslation(
                                        "lines.headline.need",
                                        needy.size(),
                                        plant.lines().size(),
                                        String.join(", ", needy)));
        return words.toString();
    }

    private String changeWords(double change) {
        var points = numerals.points(change);
        if (points.equals(numerals.points(0))) {
            return getTranslation("lines.headline.same");
        }
        return getTranslation(change < 0 ? "lines.headline.down" : "lines.headline.up", points);
    }

    private Section trend(PlantSummary plant) {
        var points = new ArrayList<List<Object>>();
        var spread = new ArrayList<List<Object>>();
        plant.byDate()
                .forEach(
                        (date, ledger) -> {
                            var oee = ledger.oee();
                            if (oee.isPresent()) {
                                points.add(List.of(millis(date), oee.getAsDouble()));
                                spread.add(spread(plant, date));
                            }
                        });
        var data = new HashMap<String, Object>();
        data.put(
                "series",
                List.of(Map.of("name", getTranslation("lines.trend.plant"), "data", points)));
        data.put("spread", spread);
        data.put(
                "words",
                Map.of(
                        "spread",
                        getTranslation("lines.trend.spread"),
                        "target",
                        getTranslation("lines.trend.target")));
        var title = new H2(getTranslation("lines.trend.title"));
        title.addClassName("panel-title");
        var subtitle =
                new Paragraph(
                        getTranslation(
                                "lines.trend.subtitle",
                                numerals.date(plant.period().first()),
                                numerals.date(plant.period().last())));
        subtitle.addClassName("panel-subtitle");
        var head = new Header(title, subtitle);
        head.addClassName("panel-head");
        var chart = new Chart();
        var body = new Div(chart);
        body.addClassName("panel-body");
        var panel = new Section(head, body);
        panel.addClassName("panel");
        chart.draw("trend", data, getTranslation("lines.trend.title"));
        return panel;
    }

    private static List<Object> spread(PlantSummary plant, LocalDate date) {
        var values =
                plant.lines().stream()
                        .flatMap(line -> line.days().stream())
                        .filter(day -> day.date().equals(date))
                        .flatMapToDouble(day -> day.ledger().oee().stream())
                        .summaryStatistics();
        return List.of(millis(date), values.getMin(), values.getMax());
    }

    private Div empty() {
        var title = new Paragraph(getTranslation("lines.empty.title"));
        title.addClassName("empty-title");
        var text = new Paragraph(getTranslation("lines.empty.text"));
        text.addClassName("empty-text");
        var empty = new Div(title, text);
        empty.addClassName("empty");
        return empty;
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
