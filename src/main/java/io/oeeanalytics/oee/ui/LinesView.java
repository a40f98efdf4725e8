package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.LineSummary;
import io.oeeanalytics.oee.LineSummary.Need;
import io.oeeanalytics.oee.PlantSummary;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The manager's first view: every line against its target and its past, worst first. */
@Route("lines")
@Menu(title = "lines.title", order = 10)
@RolesAllowed(Role.MANAGER_ROLE)
class LinesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final LineFigures figures;
    private final PeriodChoice period = new PeriodChoice(this::navigate);
    private final Div content = new Div();
    private final Numerals numerals;

    private final Paragraph headline = new Paragraph();
    private final Div cards = new Div();
    private final Map<LineId, LineCard> cardOf = new HashMap<>();
    private final LineComparison comparison;

    LinesView(LineFigures figures, FiguresFeed feed) {
        this.figures = figures;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        var title = new H1(getTranslation("lines.title"));
        title.addClassName("page-title");
        var head = new Div(title, period);
        head.addClassName("page-head");
        content.addClassName("stack");
        headline.addClassName("headline");
        cards.addClassName("line-cards");
        comparison = new LineComparison(this::address, numerals);
        add(head, content);
        feed.follow(this, changed -> refresh());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("lines.title");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        period.read(event.getLocation().getQueryParameters());
        content.removeAll();
        var last = figures.lastDate();
        if (last.isEmpty()) {
            content.add(
                    new Empty(
                            getTranslation("lines.empty.title"),
                            getTranslation("lines.empty.text")));
            return;
        }
        var plant = figures.plant(period.show(last.get()));
        cards.removeAll();
        cardOf.clear();
        sorted(plant)
                .forEach(
                        summary -> {
                            var card = new LineCard(summary, address(summary), numerals);
                            cardOf.put(summary.line().id(), card);
                            cards.add(card);
                        });
        showHeadline(plant);
        comparison.show(sorted(plant), plant.period());
        content.add(headline, cards);
        if (plant.byDate().size() > 1) {
            content.add(trend(plant));
        }
        content.add(
                new Panel(
                        getTranslation("comparison.title"),
                        getTranslation("comparison.subtitle"),
                        comparison));
    }

    /**
     * Figures change in place; nothing moves, and the order stays until the page is opened anew.
     */
    private void refresh() {
        var last = figures.lastDate();
        if (last.isEmpty()) {
            return;
        }
        var plant = figures.plant(period.show(last.get()));
        showHeadline(plant);
        for (var summary : plant.lines()) {
            var card = cardOf.get(summary.line().id());
            if (card != null) {
                card.show(summary);
            }
        }
        comparison.show(sorted(plant), plant.period());
    }

    private static List<LineSummary> sorted(PlantSummary plant) {
        return plant.lines().stream()
                .sorted(
                        Comparator.comparing(LineSummary::need)
                                .reversed()
                                .thenComparing(summary -> summary.line().code()))
                .toList();
    }

    private String address(LineSummary summary) {
        return LineView.address(summary.line().code(), period.parameters());
    }

    private void navigate(Map<String, String> parameters) {
        getUI().ifPresent(ui -> ui.navigate(LinesView.class, QueryParameters.simple(parameters)));
    }

    private void showHeadline(PlantSummary plant) {
        headline.setText(headline(plant) + " ");
        DefinitionMark.of(plant.definition(), this)
                .ifPresent(mark -> headline.add(mark, new Text(" ")));
        headline.add(
                new Anchor(
                        ExplainView.address("", plant.period().first(), plant.period().last()),
                        getTranslation("why")));
        if (plant.change().isPresent()) {
            headline.add(
                    new Text(" "),
                    new Anchor(WhyView.address("", plant.period()), getTranslation("why.change")));
        }
    }

    private String headline(PlantSummary plant) {
        var oee = plant.read().oee();
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
        if (!plant.leftOut().isEmpty()) {
            words.append(' ')
                    .append(
                            getTranslation(
                                    "lines.leftOut",
                                    plant.leftOut().stream()
                                            .map(Line::code)
                                            .collect(Collectors.joining(", "))));
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

    private Panel trend(PlantSummary plant) {
        var points = new ArrayList<List<Object>>();
        var spread = new ArrayList<List<Object>>();
        plant.byDate()
                .forEach(
                        (date, ledger) -> {
                            var oee = plant.read(ledger).oee();
                            if (oee.isPresent()) {
                                points.add(List.of(millis(date), oee.getAsDouble()));
                                spread.add(spread(plant, date));
                            }
                        });
        var data = new HashMap<String, Object>();
        data.put(
                "series",
                List.of(
                        Map.of(
                                "name",
                                getTranslation("lines.trend.plant")
                                        + ", "
                                        + DefinitionMark.oee(plant.definition().definition(), this),
                                "data",
                                points)));
        data.put("spread", spread);
        data.put(
                "words",
                Map.of(
                        "spread",
                        getTranslation("lines.trend.spread"),
                        "target",
                        getTranslation("lines.trend.target")));
        var chart = new Chart();
        chart.draw("trend", data, getTranslation("lines.trend.title"));
        return new Panel(
                getTranslation("lines.trend.title"),
                getTranslation(
                        "lines.trend.subtitle",
                        numerals.date(plant.period().first()),
                        numerals.date(plant.period().last())),
                chart);
    }

    private static List<Object> spread(PlantSummary plant, LocalDate date) {
        var values =
                plant.lines().stream()
                        .flatMap(line -> line.days().stream())
                        .filter(day -> day.date().equals(date))
                        .flatMapToDouble(day -> plant.read(day.ledger()).oee().stream())
                        .summaryStatistics();
        return List.of(millis(date), values.getMin(), values.getMax());
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
