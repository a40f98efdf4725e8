package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.oee.DefinitionInForce;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.OeeChange;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.OeeChange.Side;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.ShownPoints;
import io.oeeanalytics.oee.WhyAnalysis;
import io.oeeanalytics.oee.WhyWords;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why the OEE of a line, or of all, is not what it was or should be: a sentence, then its proof.
 */
@Route("why")
@RolesAllowed(Role.MANAGER_ROLE)
class WhyView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final String ALL = "";

    private final WhyAnalysis analysis;
    private final LineFigures figures;
    private final PlantModel plant;
    private final Numerals numerals;
    private final H1 title = new H1();
    private final Select<String> line = new Select<>();
    private final Div references = new Div();
    private final DatePicker from = date("why.from");
    private final DatePicker to = date("why.to");
    private final DatePicker beforeFrom = date("why.beforeFrom");
    private final DatePicker beforeTo = date("why.beforeTo");
    private final Div ways = new Div();
    private final Div choices = new Div();
    private final Div content = new Div();
    private WhyQuestion shown = WhyQuestion.NONE;

    WhyView(WhyAnalysis analysis, LineFigures figures, PlantModel plant) {
        this.analysis = analysis;
        this.figures = figures;
        this.plant = plant;
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        title.addClassName("page-title");
        references.addClassName("segments");
        ways.addClassName("toolbar");
        content.addClassName("stack");
        line.setAriaLabel(getTranslation("line.choice"));
        line.setItemLabelGenerator(
                code -> code.equals(ALL) ? getTranslation("explain.allLines") : code);
        var codes = new ArrayList<>(List.of(ALL));
        plant.lines().stream().map(Line::code).forEach(codes::add);
        line.setItems(codes);
        line.addValueChangeListener(
                change -> {
                    if (change.isFromClient()) {
                        open(shown.of(change.getValue()));
                    }
                });
        choices.add(line, references, beforeFrom, beforeTo, from, to);
        choices.addClassName("toolbar");
        var head = new Div(title, ways);
        head.addClassName("page-head");
        add(head, choices, content);
    }

    private DatePicker date(String label) {
        var date = new DatePicker(getTranslation(label));
        date.setLocale(getLocale());
        date.addValueChangeListener(
                change -> {
                    if (change.isFromClient() && areChosen()) {
                        open(
                                shown.withDates(
                                        chosen(from, to, change.getValue()),
                                        chosen(beforeFrom, beforeTo, change.getValue())));
                    }
                });
        return date;
    }

    private boolean areChosen() {
        return Stream.of(from, to, beforeFrom, beforeTo).noneMatch(DatePicker::isEmpty);
    }

    /** Where the dates are upside down, the one just chosen holds alone. */
    private static Period chosen(DatePicker from, DatePicker to, LocalDate last) {
        return to.getValue().isBefore(from.getValue())
                ? new Period(last, last)
                : new Period(from.getValue(), to.getValue());
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        content.removeAll();
        ways.removeAll();
        var known = figures.lastDate();
        var question =
                known.flatMap(
                        last -> WhyQuestion.of(event.getLocation().getQueryParameters(), last));
        var asked =
                plant.lines().stream()
                        .filter(one -> question.filter(it -> it.isAbout(one)).isPresent())
                        .toList();
        choices.setVisible(known.isPresent() && question.isPresent());
        if (known.isEmpty() || question.isEmpty() || asked.isEmpty()) {
            title.setText(getTranslation("why.which"));
            var none = known.isEmpty() ? "lines.empty" : "why.which";
            content.add(
                    new Empty(
                            getTranslation(known.isEmpty() ? none + ".title" : none),
                            getTranslation(none + ".text")));
            return;
        }
        shown = question.get();
        title.setText(
                getTranslation(
                        "why.title." + shown.against(),
                        shown.code().isEmpty()
                                ? getTranslation("explain.allLines")
                                : asked.getFirst().name()));
        choices(known.get());
        var why =
                switch (shown.against()) {
                    case PERIOD ->
                            analysis.between(
                                    asked, shown.before(), shown.after(), shown.definition());
                    case TARGET -> analysis.againstTarget(asked, shown.after(), shown.definition());
                };
        ways.add(way(explained(why.after(), why.definition()), getTranslation("why.ledger")));
        show(why);
    }

    private void choices(LocalDate last) {
        line.setValue(shown.code());
        references.removeAll();
        for (var reference : Reference.values()) {
            var choice =
                    new Button(
                            getTranslation("why.against." + reference),
                            click -> open(shown.against(reference)));
            choice.getElement()
                    .setAttribute("aria-pressed", String.valueOf(reference == shown.against()));
            references.add(choice);
        }
        from.setValue(shown.after().first());
        to.setValue(shown.after().last());
        beforeFrom.setValue(shown.before().first());
        beforeTo.setValue(shown.before().last());
        for (var date : List.of(from, to, beforeFrom, beforeTo)) {
            date.setMax(last);
        }
        beforeFrom.setVisible(shown.against() == Reference.PERIOD);
        beforeTo.setVisible(shown.against() == Reference.PERIOD);
    }

    private void open(WhyQuestion question) {
        getUI().ifPresent(ui -> ui.navigate(WhyView.class, question.parameters()));
    }

    private static Anchor way(String address, String words) {
        var way = new Anchor(address, words);
        way.addClassName("button");
        return way;
    }

    /** The ledger behind a side, by the definition it is read by here. */
    private String explained(Side side, DefinitionInForce read) {
        var period = side.period();
        var address = ExplainView.address(shown.code(), period.first(), period.last());
        boolean isReported =
                shown.definition() == null && read.definition() == side.reported().definition();
        return isReported ? address : address + "&definition=" + read.definition();
    }

    private String text(String key, Object... parameters) {
        return getTranslation(key, parameters);
    }

    private void show(OeeChange why) {
        var words = new WhyWords(why, this::text, numerals);
        var tables = new WhyTables(why, this, numerals, side -> explained(side, why.definition()));
        if (why.obstacle().isPresent()) {
            content.add(
                    new Empty(
                            getTranslation("why.cannot"),
                            words.obstacle(why.obstacle().get()).words()),
                    sides(why, tables));
            return;
        }
        var points = new ShownPoints(why);
        var headline = new Paragraph(words.headline(points) + " ");
        DefinitionMark.of(why.definition(), this).ifPresent(headline::add);
        headline.addClassName("headline");
        content.add(headline);
        words.cautions().forEach(caution -> content.add(Explanation.banner(caution.words())));
        var bridge = getTranslation("why.bridge." + why.against());
        content.add(
                new Panel(
                        bridge,
                        getTranslation("why.bridge.subtitle"),
                        Bridge.ofLosses(why, points, numerals, bridge)));
        content.add(sides(why, tables));
        content.add(
                new Panel(
                        getTranslation("why.losses"),
                        getTranslation(
                                "why.losses.subtitle." + why.against(),
                                getTranslation("explain.base." + why.definition().definition())),
                        tables.losses(points)));
        members(why, points, tables);
    }

    private Panel sides(OeeChange why, WhyTables tables) {
        return new Panel(
                getTranslation("why.sides." + why.against()),
                getTranslation("explain.definition." + why.definition().definition()),
                tables.sides());
    }

    private void members(OeeChange why, ShownPoints points, WhyTables tables) {
        if (!why.lines().isEmpty()) {
            content.add(
                    panel(
                            why,
                            "explain.byLine",
                            why.lines(),
                            points,
                            tables.members(
                                    getTranslation("explain.line.column"),
                                    why.lines(),
                                    points,
                                    member -> line(member, why.definition()))));
        }
        if (!why.products().isEmpty()) {
            content.add(
                    panel(
                            why,
                            "why.byProduct",
                            why.products(),
                            points,
                            tables.members(
                                    getTranslation("why.product"),
                                    why.products(),
                                    points,
                                    member ->
                                            new Anchor(
                                                    explained(why.after(), why.definition()),
                                                    WhyWords.name(member, this::text)))));
        }
    }

    private Panel panel(
            OeeChange why,
            String heading,
            List<MemberPart> members,
            ShownPoints points,
            FiguresTable table) {
        var words = getTranslation(heading);
        return new Panel(
                words,
                getTranslation("why.members." + why.against()),
                Bridge.ofMembers(why, members, points, numerals, words),
                table);
    }

    /** Where the sites differ a line is read here by another definition than on its own page. */
    private Component line(MemberPart member, DefinitionInForce read) {
        var code = member.line().map(Line::code).orElse(ALL);
        var ledger = ExplainView.address(code, shown.after().first(), shown.after().last());
        boolean isReported = shown.definition() == null && !read.sitesDiffer();
        return WhyTables.twoWays(
                code,
                isReported ? ledger : ledger + "&definition=" + read.definition(),
                shown.of(code).address(),
                getTranslation("why"));
    }

    /** Of one line, or of all where the code is empty, against the same length of time before. */
    static String address(String code, Period after) {
        return WhyQuestion.of(code, Reference.PERIOD, after).address();
    }

    /** The same by a definition; null: by what the sites report. */
    static String address(String code, Period after, @Nullable OeeDefinition definition) {
        return new WhyQuestion(code, Reference.PERIOD, after.previous(), after, definition)
                .address();
    }

    /** The same against its target. */
    static String targetAddress(String code, Period after) {
        return WhyQuestion.of(code, Reference.TARGET, after).address();
    }
}
