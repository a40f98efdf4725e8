package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.base.ui.Timeline;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.DayAccount;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.OeePages;
import io.oeeanalytics.oee.Segment;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.StatusHistory;
import io.oeeanalytics.production.OperatorEntries;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One day of a line, opened down to the events behind its figures. */
@Route("day")
@RolesAllowed(Role.MANAGER_ROLE)
class DayView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final LineFigures figures;
    private final PlantModel plant;
    private final Numerals numerals;
    private final H1 title = new H1();
    private final Div ways = new Div();
    private final Div content = new Div();
    private final OperatorEntries entries;
    private final Clock clock;

    DayView(LineFigures figures, PlantModel plant, OperatorEntries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
        this.figures = figures;
        this.plant = plant;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        title.addClassName("page-title");
        ways.addClassName("toolbar");
        content.addClassName("stack");
        var head = new Div(title, ways);
        head.addClassName("page-head");
        add(head, content);
    }

    /**
     * @param period of the line's view, to return to
     */
    static String address(String code, LocalDate date, Map<String, String> period) {
        return OeePages.day(code, date, period);
    }

    static QueryParameters parameters(String code, LocalDate date, Map<String, String> period) {
        var parameters = new TreeMap<>(LineView.with(code, period));
        parameters.put("date", date.toString());
        return QueryParameters.simple(parameters);
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation().getQueryParameters();
        content.removeAll();
        ways.removeAll();
        var line = asked.getSingleParameter("line").flatMap(plant::line);
        var date = asked.getSingleParameter("date").flatMap(PeriodChoice::date);
        if (line.isEmpty() || date.isEmpty()) {
            title.setText(getTranslation("lines.title"));
            content.add(new Empty(getTranslation("day.which"), getTranslation("day.which.text")));
            return;
        }
        var period = new TreeMap<String, String>();
        for (var name : List.of("days", "until")) {
            asked.getSingleParameter(name).ifPresent(value -> period.put(name, value));
        }
        title.setText(
                "%s, %s %s"
                        .formatted(
                                line.get().name(),
                                numerals.weekday(date.get()),
                                numerals.date(date.get())));
        ways.add(
                way(LineView.address(line.get().code(), period), getTranslation("day.back")),
                way(
                        address(line.get().code(), date.get().minusDays(1), period),
                        getTranslation("day.before")),
                way(
                        address(line.get().code(), date.get().plusDays(1), period),
                        getTranslation("day.after")));
        show(line.get(), date.get());
    }

    private static Anchor way(String address, String words) {
        var way = new Anchor(address, words);
        way.addClassName("button");
        return way;
    }

    private void show(Line line, LocalDate date) {
        var day = new Div();
        day.addClassName("stack");
        var reasons = new StopReasons(entries, plant, clock, numerals);
        content.add(reasons, day);
        draw(line, date, day, reasons);
    }

    private void draw(Line line, LocalDate date, Div content, StopReasons reasons) {
        content.removeAll();
        Optional<DayAccount> found = figures.day(line, date);
        if (found.isEmpty()) {
            content.add(new Empty(getTranslation("day.empty"), getTranslation("day.empty.text")));
            return;
        }
        var day = found.get();
        var names = plant.statusHistory(line.siteId());
        var headline = new Paragraph(headline(day) + " ");
        if (day.read(day.ledger()).oee().isPresent()) {
            DefinitionMark.of(day.definition(), this)
                    .ifPresent(mark -> headline.add(mark, new Text(" ")));
        }
        headline.add(
                new Anchor(ExplainView.address(line.code(), date, date), getTranslation("why")));
        headline.addClassName("headline");
        content.add(headline);
        if (day.imported()) {
            content.add(banner(getTranslation("day.imported")));
        } else {
            content.add(timeline(day, names));
        }
        content.add(
                new Panel(
                        getTranslation("day.shifts.title"),
                        getTranslation("day.shifts.subtitle"),
                        new ShiftTable(day, numerals)));
        if (day.hours().stream().anyMatch(hour -> hour.pieces() > 0)) {
            content.add(hours(day));
        }
        if (!day.events().isEmpty()) {
            content.add(
                    new Panel(
                            getTranslation("day.events.title", day.events().size()),
                            getTranslation("day.events.subtitle"),
                            new EventTable(
                                    day,
                                    numerals,
                                    state -> name(names, state.status(), state.range().from()),
                                    stop ->
                                            reasons.ask(
                                                    line,
                                                    stop,
                                                    () -> draw(line, date, content, reasons)))));
        }
    }

    private static Div banner(String words) {
        var text = new Span(words);
        text.addClassName("banner-text");
        var banner = new Div(text);
        banner.addClassName("banner");
        banner.getElement().setAttribute("data-kind", "info");
        return banner;
    }

    private String headline(DayAccount day) {
        var ledger = day.ledger();
        var read = day.read(ledger);
        var words = new ArrayList<String>();
        words.add(
                read.oee().isPresent()
                        ? getTranslation(
                                "day.headline",
                                numerals.percent(read.oee()),
                                numerals.percent(read.availability()),
                                numerals.percent(read.effectiveness()),
                                numerals.percent(read.quality()))
                        : NoOee.words(ledger, read, this, numerals) + ".");
        if (!day.complete()) {
            words.add(getTranslation("day.headline.running"));
        }
        if (ledger.unknownMs() > 0 && read.oee().isPresent()) {
            read.bounds()
                    .ifPresent(
                            bounds ->
                                    words.add(
                                            getTranslation(
                                                    "day.headline.unknown",
                                                    numerals.hoursMinutes(ledger.unknownMs()),
                                                    numerals.percent(bounds.low()),
                                                    numerals.percent(bounds.high()))));
        }
        return String.join(" ", words);
    }

    private Panel timeline(DayAccount day, StatusHistory names) {
        var zone = day.line().zone();
        var segments = day.timeline();
        var bars =
                segments.stream()
                        .map(
                                segment ->
                                        new Timeline.Bar(
                                                segment.range().from().toEpochMilli(),
                                                segment.range().to().toEpochMilli(),
                                                States.form(segment.kind()),
                                                name(names, segment)))
                        .toList();
        var legend = new Div();
        legend.addClassName("state-legend");
        var kinds = EnumSet.noneOf(Segment.Kind.class);
        segments.forEach(segment -> kinds.add(segment.kind()));
        for (var kind : kinds) {
            var entry = new Span(getTranslation("segment." + kind));
            entry.addClassName("state");
            entry.getElement().setAttribute("data-state", States.form(kind));
            legend.add(entry);
        }
        return new Panel(
                getTranslation("day.timeline.title"),
                getTranslation("day.timeline.subtitle", zone.getId()),
                new Timeline(
                        bars,
                        segments.getFirst().range().from(),
                        segments.getLast().range().to(),
                        zone,
                        getTranslation("day.timeline.title")),
                legend);
    }

    private static String name(StatusHistory names, int status, Instant at) {
        return names.at(status, at).map(Status::name).orElseGet(() -> String.valueOf(status));
    }

    private String name(StatusHistory names, Segment segment) {
        var kind = getTranslation("segment." + segment.kind());
        return segment.status() == null
                ? kind
                : "%s (%s)".formatted(name(names, segment.status(), segment.range().from()), kind);
    }

    private Panel hours(DayAccount day) {
        var bars = new ArrayList<Map<String, Object>>();
        long scrap = 0;
        for (var hour : day.hours()) {
            bars.add(
                    Map.of(
                            "label",
                            numerals.time(hour.from(), day.line().zone()),
                            "value",
                            hour.pieces()));
            scrap += hour.scrap();
        }
        var chart = new Chart();
        chart.draw(
                "columns",
                Map.of(
                        "bars",
                        bars,
                        "format",
                        "count",
                        "words",
                        Map.of("value", getTranslation("day.hours.word"))),
                getTranslation("day.hours.title"));
        return new Panel(
                getTranslation("day.hours.title"),
                getTranslation("day.hours.subtitle", numerals.count(scrap)),
                chart);
    }
}
