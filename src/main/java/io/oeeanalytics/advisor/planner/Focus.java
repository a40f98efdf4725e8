package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was asked for comes first: of all that a tool says, the sentences with that figure. */
final class Focus {
    private static final Map<Sense, Set<String>> FIGURES = new EnumMap<>(Sense.class);

    static {
        FIGURES.put(Sense.AVAILABILITY, Set.of("availability"));
        FIGURES.put(Sense.EFFECTIVENESS, Set.of("effectiveness"));
        FIGURES.put(Sense.QUALITY, Set.of("quality", "scrap"));
        FIGURES.put(Sense.PIECES, Set.of("pieces"));
        FIGURES.put(Sense.COVERAGE, Set.of("coverage"));
        FIGURES.put(Sense.PLANNED_BUSY_TIME, Set.of("planned busy time"));
        FIGURES.put(Sense.CHANGEOVER, Set.of("set-up"));
        // Of a forecast, what moves it.
        FIGURES.put(Sense.WHY, Set.of("minutes a day"));
        FIGURES.put(Sense.TARGET, Set.of("target"));
        FIGURES.put(Sense.MTBF, Set.of("mtbf"));
        FIGURES.put(Sense.MTTR, Set.of("mttr"));
        FIGURES.put(Sense.TEEP, Set.of("teep"));
        FIGURES.put(Sense.OOE, Set.of("ooe"));
        FIGURES.put(Sense.NEE, Set.of("nee"));
    }

    private static final String OF_ONE = "oee of ";
    private static final String TARGET_OF_ONE = "target of ";

    private Focus() {}

    static List<Statement> first(Understood asked, List<Statement> statements) {
        var first = new ArrayList<Statement>();
        boolean ranks = asked.says(Sense.BEST, Sense.WORST, Sense.BY_LINE, Sense.WHICH_LINE);
        if (ranks || asked.says(Sense.TARGET)) {
            ranked(asked, statements, first);
        }
        for (var statement : statements) {
            if (!first.contains(statement) && isAskedFor(asked, statement)) {
                first.add(statement);
            }
        }
        for (var statement : statements) {
            if (!first.contains(statement)) {
                first.add(statement);
            }
        }
        return first;
    }

    private static boolean isAskedFor(Understood asked, Statement statement) {
        return FIGURES.entrySet().stream()
                .filter(wanted -> asked.says(wanted.getKey()))
                .anyMatch(
                        wanted ->
                                statement.figures().stream()
                                        .map(Figure::name)
                                        .anyMatch(wanted.getValue()::contains));
    }

    /** The sentence of the best or the worst, or those of all that miss their target. */
    private static void ranked(
            Understood asked, List<Statement> statements, List<Statement> first) {
        if (asked.says(Sense.TARGET)) {
            statements.stream()
                    .filter(
                            one ->
                                    one.figures().stream()
                                            .anyMatch(it -> it.name().startsWith(TARGET_OF_ONE)))
                    .forEach(first::add);
            return;
        }
        var ones =
                statements.stream()
                        .filter(
                                one ->
                                        one.figures().size() == 1
                                                && one.figures()
                                                        .getFirst()
                                                        .name()
                                                        .startsWith(OF_ONE))
                        .sorted(Comparator.comparingDouble(one -> one.figures().getFirst().value()))
                        .toList();
        if (!ones.isEmpty()) {
            first.add(asked.says(Sense.WORST) ? ones.getFirst() : ones.getLast());
        }
    }
}
