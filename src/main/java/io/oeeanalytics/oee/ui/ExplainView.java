package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.DefinitionInForce;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.GroupedFigures;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.Grouping;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.OeePages;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.ShiftReport;
import io.oeeanalytics.oee.ShiftReports;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a figure is what it is: its formula with the numbers in it, the ledger that closes, coverage,
 * the same time under other definitions, what was known when, and the way down to the events.
 */
@Route("explain")
@RolesAllowed(Role.MANAGER_ROLE)
class ExplainView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final FiguresQuery figures;
    private final ShiftReports reports;
    private final PlantModel plant;
    private final Clock clock;
    private final Numerals numerals;
    private final H1 title = new H1();
    private final Div ways = new Div();
    private final Div content = new Div();

    ExplainView(FiguresQuery figures, ShiftReports reports, PlantModel plant, Clock clock) {
        this.figures = figures;
        this.reports = reports;
        this.plant = plant;
        this.clock = clock;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        title.addClassName("page-title");
        ways.addClassName("toolbar");
        content.addClassName("stack");
        var head = new Div(title, ways);
        head.addClassName("page-head");
        add(head, content);
    }

    /** Of one line; of all lines where the code is empty. */
    static String address(String code, LocalDate from, LocalDate to) {
        return OeePages.explain(code, new Period(from, to));
    }

    /** Of one shift. */
    static String address(String code, LocalDate date, int shift) {
        return OeePages.explain(code, date, shift);
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }

    /** What is to be explained. */
    private record Question(
            List<Line> lines,
            Period range,
            Optional<Integer> shift,
            @Nullable OeeDefinition asked,
            @Nullable Instant knownAt) {
        boolean isOneShift() {
            return lines.size() == 1 && shift.isPresent();
        }
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        content.removeAll();
        ways.removeAll();
        var asked = event.getLocation().getQueryParameters();
        var question = question(asked);
        if (question.isEmpty()) {
            title.setText(getTranslation("explain.which"));
            content.add(
                    new Empty(
                            getTranslation("explain.which"), getTranslation("explain.which.text")));
            return;
        }
        title.setText(title(question.get()));
        ways(question.get(), asked);
        try {
            show(question.get());
        } catch (IllegalArgumentException e) {
            content.add(
                    new Empty(
                            getTranslation("explain.tooMuch"),
                            getTranslation("explain.tooMuch.text")));
        }
    }

    private Optional<Question> question(QueryParameters asked) {
        var from = asked.getSingleParameter("from").flatMap(PeriodChoice::date);
        var to = asked.getSingleParameter("to").flatMap(PeriodChoice::date).or(() -> from);
        var code = asked.getSingleParameter("line").orElse("");
        var lines =
                plant.lines().stream()
                        .filter(line -> code.isEmpty() || line.code().equals(code))
                        .toList();
        if (from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get()) || lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Question(
                        lines,
                        new Period(from.get(), to.get()),
                        asked.getSingleParameter("shift")
                                .filter(text -> text.matches("\\d"))
                                .map(Integer::valueOf),
                        definition(asked),
                        asked.getSingleParameter("knownAt")
                                .flatMap(ExplainView::instant)
                                .orElse(null)));
    }

    static @Nullable OeeDefinition definition(QueryParameters asked) {
        var name = asked.getSingleParameter("definition").orElse("").toUpperCase(Locale.ROOT);
        for (var definition : OeeDefinition.values()) {
            if (definition.name().equals(name)) {
                return definition;
            }
        }
        return null;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private String title(Question question) {
        var what =
                question.lines().size() == 1
                        ? question.lines().getFirst().name()
                        : getTranslation("explain.allLines");
        var when =
                question.range().days() == 1
                        ? numerals.date(question.range().first())
                        : "%s – %s"
                                .formatted(
                                        numerals.date(question.range().first()),
                                        numerals.date(question.range().last()));
        return question.shift()
                .map(shift -> getTranslation("explain.title.shift", what, when, shift))
                .orElseGet(() -> getTranslation("explain.title", what, when));
    }

    private void ways(Question question, QueryParameters asked) {
        if (question.lines().size() == 1) {
            var code = question.lines().getFirst().code();
            ways.add(
                    question.range().days() == 1
                            ? way(
                                    DayView.address(code, question.range().first(), Map.of()),
                                    getTranslation("explain.events"))
                            : way(
                                    LineView.address(code, Map.of()),
                                    getTranslation("explain.line")));
        }
        if (question.knownAt() == null && question.shift().isEmpty()) {
            var line = question.lines().size() == 1 ? question.lines().getFirst().code() : "";
            ways.add(
                    way(
                            WhyView.address(line, question.range(), question.asked()),
                            getTranslation("why.change")));
        }
        if (question.knownAt() != null) {
            var parameters = new TreeMap<String, String>();
            asked.getParameters()
                    .forEach((name, values) -> parameters.put(name, values.getFirst()));
            parameters.remove("knownAt");
            ways.add(
                    way(
                            "explain?" + QueryParameters.simple(parameters).getQueryString(),
                            getTranslation("explain.asKnownNow")));
        }
    }

    private static Anchor way(String address, String words) {
        var way = new Anchor(address, words);
        way.addClassName("button");
        return way;
    }

    private void show(Question question) {
        var answer = answer(question);
        var asked = question.asked();
        var read = asked == null ? answer.definition() : new DefinitionInForce(asked, false);
        var group = group(answer, question);
        if (group.isEmpty() || group.get().ledger().referenceMs() == 0) {
            content.add(
                    new Empty(
                            getTranslation("explain.nothing"),
                            getTranslation("explain.nothing.text")));
            return;
        }
        var explained = new Explanation(group.get(), answer.leftOut(), read.definition(), numerals);
        var headline = new Paragraph(explained.headline() + " ");
        headline.add(new DefinitionMark(read, this));
        headline.addClassName("headline");
        content.add(headline);
        if (question.knownAt() != null) {
            content.add(
                    Explanation.banner(
                            getTranslation(
                                    "explain.asKnownAt",
                                    when(question.knownAt(), question.lines().getFirst()))));
        }
        content.add(explained.formula(), explained.ledger(), explained.definitions());
        if (question.isOneShift() && question.knownAt() == null) {
            reports.report(
                            question.lines().getFirst(),
                            question.range().first(),
                            question.shift().orElseThrow())
                    .ifPresent(report -> content.add(frozen(report.readBy(read.definition()))));
        }
        content.add(explained.rules(question.lines(), plant, clock.instant()));
        if (question.lines().size() > 1) {
            content.add(byLine(question, read.definition()));
        } else if (question.range().days() > 1) {
            content.add(byDay(question, read.definition()));
        }
    }

    private GroupedFigures answer(Question question) {
        var by = question.shift().isPresent() ? Grouping.SHIFT : Grouping.TOTAL;
        var known = question.knownAt();
        return known == null
                ? figures.answer(question.lines(), question.range(), by)
                : figures.answer(question.lines(), question.range(), by, known);
    }

    private static Optional<Group> group(GroupedFigures answer, Question question) {
        return question.shift().isEmpty()
                ? Optional.of(answer.total())
                : answer.groups().stream()
                        .filter(row -> row.shift().equals(question.shift()))
                        .findFirst();
    }

    private String when(Instant instant, Line line) {
        return "%s %s"
                .formatted(
                        numerals.date(LocalDate.ofInstant(instant, line.zone())),
                        numerals.time(instant, line.zone()));
    }

    private Div frozen(ShiftReport report) {
        var changes = reports.changes(report);
        var rows =
                new FiguresTable(
                        List.of(
                                getTranslation("explain.frozen.what"),
                                getTranslation("explain.points"),
                                "OEE %"));
        rows.row(
                new Anchor(
                        address(report.line().code(), report.businessDate(), report.shift())
                                + "&knownAt="
                                + report.frozenAt(),
                        getTranslation(
                                "explain.frozen.at", when(report.frozenAt(), report.line()))),
                List.of("", numerals.percent(report.read(report.frozen()).oee())));
        for (var change : changes.orElse(List.of())) {
            rows.row(
                    getTranslation("explain.change." + change.kind()),
                    List.of(
                            change.points().isPresent()
                                    ? numerals.signedPoints(change.points().getAsDouble())
                                    : Numerals.UNDEFINED,
                            numerals.percent(report.read(change.after()).oee())));
        }
        return Explanation.panel(
                getTranslation(
                        report.isChanged() ? "explain.frozen.changed" : "explain.frozen.same"),
                getTranslation(
                        changes.isEmpty() ? "explain.frozen.noFacts" : "explain.frozen.subtitle"),
                rows);
    }

    private Div byLine(Question question, OeeDefinition definition) {
        var rows = table("explain.line.column");
        for (var row : figures.answer(question.lines(), question.range(), Grouping.LINE).groups()) {
            var line = row.line().orElseThrow();
            rows.row(
                    new Anchor(
                            address(line.code(), question.range().first(), question.range().last()),
                            line.name()),
                    figures(row.ledger(), definition));
        }
        return Explanation.panel(
                getTranslation("explain.byLine"), getTranslation("explain.pooled"), rows);
    }

    private Div byDay(Question question, OeeDefinition definition) {
        var by = question.range().days() > 62 ? Grouping.MONTH : Grouping.DAY;
        var rows = table(by == Grouping.DAY ? "explain.day.column" : "explain.month.column");
        var code = question.lines().getFirst().code();
        for (var row : figures.answer(question.lines(), question.range(), by).groups()) {
            rows.row(
                    new Anchor(
                            address(code, row.period().first(), row.period().last()),
                            by == Grouping.DAY
                                    ? "%s %s"
                                            .formatted(
                                                    numerals.weekday(row.period().first()),
                                                    numerals.date(row.period().first()))
                                    : "%s – %s"
                                            .formatted(
                                                    numerals.date(row.period().first()),
                                                    numerals.date(row.period().last()))),
                    figures(row.ledger(), definition));
        }
        return Explanation.panel(
                getTranslation("explain.byDay"), getTranslation("explain.pooled"), rows);
    }

    private FiguresTable table(String first) {
        return new FiguresTable(
                List.of(
                        getTranslation(first),
                        "OEE %",
                        getTranslation("explain.base"),
                        getTranslation("explain.lost"),
                        getTranslation("comparison.known")));
    }

    private List<String> figures(Ledger ledger, OeeDefinition definition) {
        var read = DefinedOee.of(ledger, definition);
        var lost = new ArrayList<String>();
        lost.add(numerals.percent(read.oee()));
        lost.add(numerals.hoursMinutes(read.baseMs()));
        lost.add(
                ledger.lacksCycles()
                        ? Numerals.UNDEFINED
                        : numerals.hoursMinutes(
                                Math.max(0, read.baseMs() - ledger.output().idealGoodMs())));
        lost.add(numerals.percent(ledger.coverage()));
        return lost;
    }
}
