package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.advisor.tool.ToolResult.Way;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.OeePages;
import io.oeeanalytics.plant.IdealCycles;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Site;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What there is: sites, lines, shifts and products. */
@Component
class PlantTool implements Tool {
    private static final int MOST_LINES = 60;
    private static final int MOST_PRODUCTS = 20;
    private static final int DAYS_OF_WEEK = 7;

    private final Asked asked;
    private final PlantModel plant;
    private final Texts texts;

    PlantTool(Asked asked, PlantModel plant, Texts texts) {
        this.asked = asked;
        this.plant = plant;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "plant";
    }

    @Override
    public String description() {
        return "Which sites, lines (code, name, area), shifts and products there are. Use it to"
                + " find the code of a line or product.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Asked.LINES);
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var lines = asked.lines(arguments);
        var title = wording.text("advisor.tool.plant.title");
        if (lines.lines().isEmpty()) {
            return Results.none(title, wording.say("advisor.tool.plant.none"), List.of());
        }
        var statements = new ArrayList<Statement>();
        var today = asked.today(lines.lines());
        for (var site : plant.sites()) {
            var ofSite = lines.lines().stream().filter(line -> line.siteId() == site.id()).toList();
            if (!ofSite.isEmpty()) {
                statements.add(lines(site, ofSite, wording));
                statements.addAll(shifts(ofSite, today, wording));
                products(site, lines.all() ? List.of() : ofSite, wording, statements);
            }
        }
        var ways =
                lines.code()
                        .filter(code -> !code.isEmpty())
                        .map(
                                code ->
                                        List.of(
                                                new Way(
                                                        wording.text("advisor.tool.way.line", code),
                                                        OeePages.line(code, Map.of()))))
                        .orElse(List.of());
        return Results.of(title, statements, ways);
    }

    private static Statement lines(Site site, List<Line> lines, Wording wording) {
        return wording.say(
                lines.size() > MOST_LINES
                        ? "advisor.tool.plant.lines.some"
                        : "advisor.tool.plant.lines",
                wording.name(site.name()),
                wording.count("lines", lines.size()),
                lines.stream()
                        .limit(MOST_LINES)
                        .map(line -> named(line, wording))
                        .collect(Collectors.joining("; ")));
    }

    private static String named(Line line, Wording wording) {
        var code = wording.name(line.code());
        var name = wording.name(line.name());
        var area = line.area();
        var further = new ArrayList<String>();
        if (!name.isEmpty() && !name.equals(code)) {
            further.add(name);
        }
        if (area != null) {
            further.add(wording.text("advisor.tool.plant.area", wording.name(area)));
        }
        return further.isEmpty() ? code : "%s (%s)".formatted(code, String.join(", ", further));
    }

    /** As lines of the site work them within a week, each pattern once. */
    private List<Statement> shifts(List<Line> lines, LocalDate today, Wording wording) {
        var patterns = new TreeSet<String>();
        for (var line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
            var calendar = plant.calendar(line);
            for (int day = 0; day < DAYS_OF_WEEK; day++) {
                for (var shift : calendar.shiftsOn(today.plusDays(day))) {
                    patterns.add(
                            wording.text(
                                    "advisor.tool.plant.shift",
                                    shift.number(),
                                    wording.numerals().time(shift.range().from(), line.zone()),
                                    wording.numerals().time(shift.range().to(), line.zone())));
                }
            }
        }
        return patterns.isEmpty()
                ? List.of(wording.say("advisor.tool.plant.noShifts"))
                : List.of(wording.say("advisor.tool.plant.shifts", String.join("; ", patterns)));
    }

    /**
     * @param lines of which alone the products are told, where an ideal cycle says which those are
     */
    private void products(
            Site site, List<Line> lines, Wording wording, List<Statement> statements) {
        var made =
                lines.stream()
                        .flatMap(line -> plant.cycles(line.id()).rows().stream())
                        .map(IdealCycles.Row::product)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
        var products =
                plant.products(site.id()).stream()
                        .filter(product -> made.isEmpty() || made.contains(product.id()))
                        .toList();
        if (!products.isEmpty()) {
            statements.add(
                    wording.say(
                            products.size() > MOST_PRODUCTS
                                    ? "advisor.tool.plant.products.some"
                                    : "advisor.tool.plant.products",
                            wording.count("products", products.size()),
                            products.stream()
                                    .limit(MOST_PRODUCTS)
                                    .map(product -> wording.name(product.code()))
                                    .collect(Collectors.joining(", "))));
        }
    }
}
