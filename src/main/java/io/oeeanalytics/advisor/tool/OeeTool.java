package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.OeeGroups.Row;
import io.oeeanalytics.advisor.tool.ToolResult.Outcome;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.DefinitionInForce;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.GroupedFigures;
import io.oeeanalytics.oee.Grouping;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How well lines did. */
@Component
class OeeTool implements Tool {
    private static final int MOST_LISTED = 12;
    private static final Set<Grouping> OF_A_SHIFT =
            Set.of(Grouping.TOTAL, Grouping.LINE, Grouping.SHIFT, Grouping.DAY);

    /** Rows that are read to be added up. */
    private static final long MOST_ROWS = 200_000;

    private final Asked asked;
    private final FiguresQuery figures;
    private final PlantModel plant;
    private final Texts texts;

    OeeTool(Asked asked, FiguresQuery figures, PlantModel plant, Texts texts) {
        this.asked = asked;
        this.figures = figures;
        this.plant = plant;
        this.texts = texts;
    }

    @Override
    public String name() {
        return "oee";
    }

    @Override
    public String description() {
        return "OEE with availability, effectiveness (performance), quality, target, coverage,"
                + " pieces and times of lines in a period, together or by line, shift, day, week,"
                + " month, hour of the day or product. Use it for how well, how much, best and"
                + " worst.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Asked.LINES,
                Asked.FROM,
                Asked.TO,
                new Parameter("shift", Type.WHOLE_NUMBER, "Number of one shift.", false, List.of()),
                new Parameter(
                        "product", Type.TEXT, "Code or name of one product.", false, List.of()),
                new Parameter(
                        "group_by",
                        Type.CHOICE,
                        "What is told apart; total by default.",
                        false,
                        Stream.of(Grouping.values())
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .toList()));
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var lines = asked.lines(arguments);
        var shift = Asked.shift(arguments);
        var product = product(arguments, lines.lines());
        var by =
                arguments.choice(
                        "group_by",
                        Grouping.class,
                        product.isEmpty() ? Grouping.TOTAL : Grouping.PRODUCT);
        if (!product.isEmpty() && (shift.isPresent() || by != Grouping.PRODUCT)) {
            throw new ToolRefused("product-group");
        }
        if (shift.isPresent() && !OF_A_SHIFT.contains(by)) {
            throw new ToolRefused("shift-group", by.name().toLowerCase(Locale.ROOT));
        }
        var period = asked.period(arguments, lines.lines());
        var who = wording.ofLines(lines.lines(), lines.all());
        if (period.isEmpty() || lines.lines().isEmpty()) {
            return Results.nothingKnown(wording.text("advisor.tool.oee.title", who, "–"), wording);
        }
        var read = shift.isPresent() ? Grouping.SHIFT : by;
        requireFew(read, lines.lines().size(), period.get());
        var answer = figures.answer(lines.lines(), period.get(), read);
        var groups = OeeGroups.of(answer, by, new OeeGroups.Part(shift, product), wording);
        var about =
                who
                        + shift.map(number -> ", " + wording.text("advisor.tool.shift", number))
                                .orElse("")
                        + product.stream()
                                .map(one -> ", " + wording.name(one.code()))
                                .distinct()
                                .collect(Collectors.joining());
        return answer(
                lines,
                period.get(),
                answer,
                by,
                groups,
                shift.isEmpty() && product.isEmpty(),
                about,
                wording);
    }

    /**
     * By code or name, of the sites of the lines: several sites may make it, each by a definition
     * of its own.
     *
     * @return empty where none is asked for
     */
    private Set<Product> product(Arguments arguments, List<Line> lines) throws ToolRefused {
        var name = arguments.text("product");
        if (name.isEmpty()) {
            return Set.of();
        }
        var products =
                lines.stream()
                        .map(Line::siteId)
                        .distinct()
                        .flatMap(site -> plant.products(site).stream())
                        .toList();
        for (var by : List.<Function<Product, String>>of(Product::code, Product::name)) {
            var found =
                    products.stream()
                            .filter(one -> by.apply(one).equalsIgnoreCase(name.get()))
                            .collect(Collectors.toSet());
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw new ToolRefused(
                "product",
                name.get(),
                products.stream()
                        .limit(MOST_LISTED)
                        .map(one -> ToolRefused.echo(one.code(), 80))
                        .toList());
    }

    private static void requireFew(Grouping by, int lines, Period period) throws ToolRefused {
        long ofADay =
                switch (by) {
                    case TOTAL, LINE, PRODUCT, WEEK, MONTH -> 0;
                    case DAY -> 1;
                    case SHIFT -> 3;
                    case HOUR -> 24;
                };
        if (lines * ofADay * period.days() > MOST_ROWS) {
            throw new ToolRefused("period-too-long", MOST_ROWS / (lines * ofADay));
        }
    }

    private ToolResult answer(
            Asked.Lines lines,
            Period period,
            GroupedFigures answer,
            Grouping by,
            OeeGroups groups,
            boolean whole,
            String about,
            Wording wording) {
        var ledger = groups.total();
        var definition = answer.definition();
        var read = DefinedOee.of(ledger, definition.definition());
        var dates = wording.dates(period);
        var title = wording.text("advisor.tool.oee.title", about, dates);
        var ways = new ArrayList<>(Results.ways(lines, period, wording));
        Results.why(lines, Reference.PERIOD, period.previous(), period, wording)
                .ifPresent(ways::add);
        if (ledger.plannedBusyMs() == 0 && ledger.made().total() == 0) {
            return Results.none(title, wording.say("advisor.tool.noFigures", about, dates), ways);
        }
        var statements = new ArrayList<Statement>();
        var sentences = new OeeSentences(wording);
        statements.addAll(sentences.oee(about, dates, ledger, read));
        if (read.oee().isPresent() && lines.lines().size() == 1 && !definition.sitesDiffer()) {
            var target = plant.targets(period.last()).get(lines.lines().getFirst().id());
            if (target != null) {
                statements.add(sentences.target(read.oee().getAsDouble(), target));
            }
        }
        statements.addAll(groups(groups, definition, sentences));
        if (by == Grouping.LINE && whole && !definition.sitesDiffer()) {
            statements.addAll(belowTarget(groups, lines.lines(), definition, period, sentences));
        }
        statements.addAll(sentences.amounts(ledger));
        if (whole) {
            statements.addAll(sentences.further(ledger));
        }
        statements.addAll(sentences.cautions(answer, period));
        return Results.of(
                title,
                ledger.isCovered() ? Outcome.ANSWERED : Outcome.LOW_COVERAGE,
                statements,
                chart(groups, definition, title, wording),
                ways);
    }

    /** Those with a target that they miss, or that there is none. */
    private List<Statement> belowTarget(
            OeeGroups groups,
            List<Line> lines,
            DefinitionInForce definition,
            Period period,
            OeeSentences sentences) {
        var targets = plant.targets(period.last());
        var statements = new ArrayList<Statement>();
        boolean every = true;
        for (var row : groups.rows()) {
            var oee = DefinedOee.of(row.ledger(), definition.definition()).oee();
            var target =
                    lines.stream()
                            .filter(line -> Wording.code(line).equals(row.label()))
                            .findFirst()
                            .map(line -> targets.get(line.id()));
            if (oee.isEmpty() || target.isEmpty()) {
                every = false;
            } else if (Wording.difference(target.get(), oee.getAsDouble()) < 0) {
                statements.add(sentences.belowTarget(row.label(), oee.getAsDouble(), target.get()));
            }
        }
        if (statements.isEmpty() && every && !groups.rows().isEmpty()) {
            statements.add(sentences.noneBelowTarget());
        }
        return statements;
    }

    /** A row with an OEE. */
    private record Told(Row row, DefinedOee read, double oee) {}

    private static List<Statement> groups(
            OeeGroups groups, DefinitionInForce definition, OeeSentences sentences) {
        var told = new ArrayList<Told>();
        for (var row : groups.rows()) {
            var read = DefinedOee.of(row.ledger(), definition.definition());
            read.oee().ifPresent(oee -> told.add(new Told(row, read, oee)));
        }
        var statements = new ArrayList<Statement>();
        if (told.size() > 1) {
            told.stream()
                    .max(Comparator.comparingDouble(Told::oee))
                    .ifPresent(
                            best -> statements.add(sentences.best(best.row().label(), best.oee())));
            told.stream()
                    .min(Comparator.comparingDouble(Told::oee))
                    .ifPresent(
                            worst ->
                                    statements.add(
                                            sentences.worst(worst.row().label(), worst.oee())));
        }
        told.stream()
                .limit(MOST_LISTED)
                .forEach(one -> statements.add(sentences.row(one.row().label(), one.read())));
        if (told.size() > MOST_LISTED) {
            statements.add(sentences.more(told.size() - MOST_LISTED));
        }
        int silent = groups.rows().size() - told.size();
        if (silent > 0 && !groups.rows().isEmpty()) {
            statements.add(sentences.without(silent));
        }
        return statements;
    }

    private static Optional<ChartData> chart(
            OeeGroups groups, DefinitionInForce definition, String title, Wording wording) {
        if (groups.rows().size() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                new ChartData(
                        ChartData.Kind.BARS,
                        title,
                        groups.rows().stream().map(Row::label).toList(),
                        List.of(
                                new ChartData.Series(
                                        wording.text("advisor.tool.oee.series"),
                                        groups.rows().stream()
                                                .map(row -> value(row, definition))
                                                .toList())),
                        Figure.Unit.SHARE));
    }

    private static @Nullable Double value(Row row, DefinitionInForce definition) {
        var oee = DefinedOee.of(row.ledger(), definition.definition()).oee();
        return oee.isPresent() ? oee.getAsDouble() : null;
    }
}
