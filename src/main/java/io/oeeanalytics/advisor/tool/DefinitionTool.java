package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.Guide;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.advisor.tool.ToolResult.Way;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What figures mean here. */
@Component
class DefinitionTool implements Tool {
    private final Asked asked;
    private final LineFigures figures;
    private final PlantModel plant;
    private final Texts texts;

    DefinitionTool(Asked asked, LineFigures figures, PlantModel plant, Texts texts) {
        this.asked = asked;
        this.figures = figures;
        this.plant = plant;
        this.texts = texts;
    }

    /** What can be explained, and by which section of the guide. */
    private enum Term {
        OEE(1),
        AVAILABILITY(2),
        EFFECTIVENESS(2),
        /** What most others call effectiveness. */
        PERFORMANCE(2),
        QUALITY(2),
        PLANNED_BUSY_TIME(3),
        IDEAL_CYCLE(7),
        COVERAGE(8),
        TEEP(1),
        OOE(3),
        NEE(9),
        MTBF(10),
        MTTR(10),
        FORECAST(16),
        INTERVAL(17);

        private final int section;

        Term(int section) {
            this.section = section;
        }

        String key() {
            return "advisor.tool.definition." + (this == PERFORMANCE ? EFFECTIVENESS : this);
        }
    }

    @Override
    public String name() {
        return "definition";
    }

    @Override
    public String description() {
        return "What a figure means and how it is computed here, and by which definition the"
                + " sites report OEE.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        "figure",
                        Type.CHOICE,
                        "What is to be explained; oee by default.",
                        false,
                        Stream.of(Term.values())
                                .map(term -> term.name().toLowerCase(Locale.ROOT))
                                .toList()),
                Asked.LINES);
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var lines = asked.lines(arguments).lines();
        var term = arguments.choice("figure", Term.class, Term.OEE);
        var statements = new ArrayList<Statement>();
        statements.add(wording.say(term.key()));
        var today = asked.today(lines);
        var bySite = new TreeMap<>(lines.stream().collect(Collectors.groupingBy(Line::siteId)));
        bySite.forEach(
                (site, ofSite) ->
                        statements.add(
                                wording.say(
                                        "advisor.tool.definition.reports",
                                        wording.name(plant.site(site).name()),
                                        wording.text(
                                                "explain.definition."
                                                        + figures.definition(
                                                                        ofSite,
                                                                        new Period(today, today))
                                                                .definition()))));
        var ways = new ArrayList<Way>();
        Guide.in(locale).sections().stream()
                .filter(section -> section.number() == term.section)
                .forEach(section -> ways.add(new Way(section.title(), section.address())));
        return Results.of(
                wording.text("advisor.tool.definition.title", wording.text(term.key() + ".name")),
                statements,
                ways);
    }
}
