package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.Forecast;
import io.oeeanalytics.forecast.LineForecasts;
import io.oeeanalytics.forecast.MethodChoice;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.Grouping;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactory;

/** What is right to say of the demo plant: computed without any tool, written as pages do. */
final class DemoFigures {
    private final PlantModel plant;
    private final FiguresQuery figures;
    private final LineForecasts forecasts;

    DemoFigures(BeanFactory rooms) {
        plant = rooms.getBean(PlantModel.class);
        figures = rooms.getBean(FiguresQuery.class);
        forecasts = rooms.getBean(LineForecasts.class);
    }

    /**
     * What an answer must say.
     *
     * @param first whether it must stand in the first sentence
     */
    record Needed(List<String> together, boolean first) {
        static Needed of(String... together) {
            return new Needed(List.of(together), false);
        }
    }

    /** Empty where the check is about no figure. */
    List<Needed> needed(Question.Check check, Locale language) {
        var numerals = new Numerals(language);
        var arguments = check.arguments();
        return switch (check.name()) {
            case "oee" -> List.of(percent(oee(ledger(arguments)), numerals));
            case "availability" -> List.of(percent(ledger(arguments).availability(), numerals));
            case "effectiveness" -> List.of(percent(ledger(arguments).effectiveness(), numerals));
            case "quality" -> List.of(percent(ledger(arguments).quality(), numerals));
            case "coverage" -> List.of(percent(ledger(arguments).coverage(), numerals));
            case "teep" -> List.of(percent(ledger(arguments).teep(), numerals));
            case "pieces" -> List.of(count(ledger(arguments).made().total(), numerals));
            case "scrap" -> List.of(count(ledger(arguments).made().scrap(), numerals));
            case "setup" -> List.of(Needed.of(numerals.hoursMinutes(ledger(arguments).setupMs())));
            case "mtbf" ->
                    List.of(
                            Needed.of(
                                    numerals.hoursMinutes(
                                            Math.round(ledger(arguments).mtbfMs().orElseThrow()))));
            case "worst" -> List.of(extreme(arguments, numerals, false));
            case "best" -> List.of(extreme(arguments, numerals, true));
            case "below" -> below(arguments, numerals);
            case "target" -> List.of(target(arguments, numerals));
            case "change" -> change(arguments, numerals);
            case "toploss" -> List.of(topLoss(arguments, numerals));
            case "lost" -> List.of(Needed.of(numerals.hoursMinutes(lost(arguments))));
            case "forecast" -> List.of(forecast(arguments, numerals));
            case "lines" -> plant.lines().stream().map(line -> Needed.of(line.code())).toList();
            case "says" -> List.of(Needed.of(arguments.getFirst()));
            case "cites", "tool" -> List.of();
            default -> throw new IllegalArgumentException("an unknown check: " + check);
        };
    }

    private static Needed percent(OptionalDouble ratio, Numerals numerals) {
        return Needed.of(numerals.percent(ratio.orElseThrow()));
    }

    private static Needed count(long count, Numerals numerals) {
        return Needed.of(numerals.count(count));
    }

    private static OptionalDouble oee(Ledger ledger) {
        return DefinedOee.of(ledger, OeeDefinition.ISO_22400).oee();
    }

    private List<Line> lines(String code) {
        return plant.lines().stream()
                .filter(line -> code.equals("*") || line.code().equals(code))
                .toList();
    }

    private static Period period(List<String> arguments, int at) {
        return new Period(
                LocalDate.parse(arguments.get(at)), LocalDate.parse(arguments.get(at + 1)));
    }

    /** Of a line, or all, in a period; perhaps only {@code shift=1}, or {@code product=BR-20}. */
    private Ledger ledger(List<String> arguments) {
        var lines = lines(arguments.getFirst());
        var period = period(arguments, 1);
        if (arguments.size() == 3) {
            return figures.answer(lines, period, Grouping.TOTAL).total().ledger();
        }
        var part = arguments.get(3).split("=", -1);
        boolean isShift = part[0].equals("shift");
        var by = isShift ? Grouping.SHIFT : Grouping.PRODUCT;
        return Ledger.sum(
                figures.answer(lines, period, by).groups().stream()
                        .filter(
                                group ->
                                        part[1].equals(
                                                isShift
                                                        ? group.shift()
                                                                .map(String::valueOf)
                                                                .orElse("")
                                                        : group.product()
                                                                .map(one -> one.code())
                                                                .orElse("")))
                        .map(Group::ledger)
                        .toList());
    }

    /** A line and its OEE. */
    private record Did(Line line, double oee) {}

    private Stream<Did> each(Period period) {
        return plant.lines().stream()
                .flatMap(
                        line ->
                                oee(
                                                figures.answer(
                                                                List.of(line),
                                                                period,
                                                                Grouping.TOTAL)
                                                        .total()
                                                        .ledger())
                                        .stream()
                                        .mapToObj(oee -> new Did(line, oee)));
    }

    private Needed extreme(List<String> arguments, Numerals numerals, boolean best) {
        var order = Comparator.comparingDouble(Did::oee);
        var found = each(period(arguments, 0)).max(best ? order : order.reversed()).orElseThrow();
        return new Needed(List.of(found.line().code(), numerals.percent(found.oee())), true);
    }

    private List<Needed> below(List<String> arguments, Numerals numerals) {
        var period = period(arguments, 0);
        var targets = plant.targets(period.last());
        return each(period)
                .filter(
                        did ->
                                did.oee()
                                        < Optional.ofNullable(targets.get(did.line().id()))
                                                .orElse(0.0))
                .map(did -> Needed.of(did.line().code(), numerals.percent(did.oee())))
                .toList();
    }

    private Needed target(List<String> arguments, Numerals numerals) {
        var line = lines(arguments.getFirst()).getFirst();
        var targets = plant.targets(LocalDate.parse("2026-11-26"));
        return Needed.of(
                numerals.percent(Optional.ofNullable(targets.get(line.id())).orElseThrow()));
    }

    /** The OEE of both periods, and the difference of what is shown. */
    private List<Needed> change(List<String> arguments, Numerals numerals) {
        var code = arguments.getFirst();
        double after = oee(ledger(List.of(code, arguments.get(1), arguments.get(2)))).orElseThrow();
        double before =
                oee(ledger(List.of(code, arguments.get(3), arguments.get(4)))).orElseThrow();
        double shown = Math.round(after * 1000) / 1000.0 - Math.round(before * 1000) / 1000.0;
        return List.of(
                Needed.of(numerals.percent(after), numerals.percent(before)),
                Needed.of(numerals.points(shown)));
    }

    private Needed topLoss(List<String> arguments, Numerals numerals) {
        var byName =
                figures.losses(lines(arguments.getFirst()), period(arguments, 1)).stream()
                        .collect(
                                Collectors.groupingBy(
                                        loss -> loss.name(),
                                        Collectors.summingLong(loss -> loss.time().millis())));
        var top =
                byName.entrySet().stream()
                        .max(Comparator.comparingLong(entry -> entry.getValue()))
                        .orElseThrow();
        return Needed.of(top.getKey(), numerals.hoursMinutes(top.getValue()));
    }

    private long lost(List<String> arguments) {
        return figures.losses(lines(arguments.getFirst()), period(arguments, 1)).stream()
                .mapToLong(loss -> loss.time().millis())
                .sum();
    }

    /** Of the first working day ahead, with its interval. */
    private Needed forecast(List<String> arguments, Numerals numerals) {
        int days = Integer.parseInt(arguments.get(1));
        var line = lines(arguments.getFirst()).getFirst();
        var outlook = forecasts.line(line, days, MethodChoice.AUTO);
        if (outlook.result() instanceof Forecast forecast) {
            var day = forecast.days().getFirst();
            var together = new ArrayList<String>();
            together.add(numerals.percent(day.point()));
            together.add(numerals.percent(day.interval80().lower()));
            together.add(numerals.percent(day.interval80().upper()));
            return new Needed(together, false);
        }
        throw new IllegalStateException("%s has no forecast".formatted(line.code()));
    }
}
