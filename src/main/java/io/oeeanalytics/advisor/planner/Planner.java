package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.advisor.planner.Plan.AskBack;
import io.oeeanalytics.advisor.planner.Plan.Call;
import io.oeeanalytics.advisor.planner.Plan.Look;
import io.oeeanalytics.advisor.planner.Plan.Read;
import io.oeeanalytics.advisor.planner.Plan.Unknown;
import io.oeeanalytics.oee.Period;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which tools answer what was understood; rules in order, the first that holds counts. */
final class Planner {
    private static final int MOST_DAYS_AHEAD = 14;
    private static final int USUAL_DAYS_AHEAD = 5;

    /** In days of the calendar; what is asked of later days has no answer. */
    private static final int MOST_AHEAD = 21;

    private static final int MOST_LEFT_OUT = 3;

    /** Each with figures of its own; of more, one after the other in one answer. */
    private static final int MOST_PRODUCTS = 4;

    private final Understood asked;
    private final LocalDate today;

    Planner(Understood asked, LocalDate today) {
        this.asked = asked;
        this.today = today;
    }

    Plan plan() {
        if (asked.says(Sense.WRITE) || (isOfPeople() && isPlaced())) {
            return new Unknown(List.of());
        }
        if (asked.strangeLine().isPresent()) {
            // The tool tells which lines there are.
            return look("oee", Map.of("lines", List.of(asked.strangeLine().get())));
        }
        if (isOfPeople()) {
            return new Read("");
        }
        if (asked.unknown().isEmpty()) {
            return understood();
        }
        if (isClearApart() && understood() instanceof Look look) {
            return look;
        }
        return isPlaced() && !asked.says(Sense.HOW_TO)
                ? new Unknown(asked.unknown())
                : new Read("");
    }

    /**
     * What is asked of a line or a time is said by other words: one or two more, told to be left
     * out, do little. Words of what nobody here has figures of are never left out.
     */
    private boolean isClearApart() {
        int understood = asked.subject().size() - asked.unknown().size();
        if (asked.says(Sense.WHY, Sense.CHANGE, Sense.COMPARE)) {
            understood++;
        }
        boolean now = asked.says(Sense.NOW, Sense.ATTENTION) && !asked.says(Senses.FIGURES);
        boolean placed = isPlaced() || isRanked() || now;
        return placed
                && asked.unknown().size() <= (asked.lines().isEmpty() ? 1 : MOST_LEFT_OUT)
                && asked.unknown().size() <= Math.max(1, understood)
                && (asked.says(Senses.FIGURES) || asked.says(Senses.TOPICS))
                && !asked.says(Sense.OUTSIDE);
    }

    /** Who missed the target may be a line or a shift. */
    private boolean isOfPeople() {
        return asked.says(Sense.WHO)
                && (!asked.says(Sense.TARGET, Sense.BEST, Sense.WORST, Sense.BY_SHIFT)
                        || asked.says(Sense.OUTSIDE));
    }

    private Plan understood() {
        return ofDocuments()
                .or(this::ofThePlant)
                .or(this::ofCauses)
                .or(this::ofTheFuture)
                .or(this::ofNow)
                .or(this::ofStops)
                .or(this::ofFigures)
                .orElseGet(() -> new Unknown(List.of()));
    }

    private boolean isPlaced() {
        return !asked.lines().isEmpty()
                || !asked.products().isEmpty()
                || asked.period().isPresent()
                || asked.shift().isPresent();
    }

    /** Asks for figures of lines, whichever they are. */
    private boolean isRanked() {
        return asked.says(Sense.BEST, Sense.WORST, Sense.WHICH_LINE, Sense.BY_LINE)
                // Who missed it, if nobody is meant.
                || asked.says(Sense.WHO);
    }

    private Optional<Plan> ofDocuments() {
        boolean advice =
                asked.says(Sense.HOW_TO)
                        && !asked.says(Sense.WHY, Sense.CHANGE, Sense.MODEL)
                        && asked.period().isEmpty()
                        && asked.shift().isEmpty();
        if (advice || (asked.says(Sense.AVERAGE) && !isPlaced())) {
            return Optional.of(new Read(term()));
        }
        boolean figures =
                asked.says(Senses.FIGURES)
                        || asked.says(Senses.TERMS)
                        || asked.says(Senses.SUBJECTS);
        if (asked.says(Sense.DEFINITION, Sense.COMPARE)
                && !isPlaced()
                && !isRanked()
                && !asked.says(Sense.WHY, Sense.NOW, Sense.TARGET, Sense.EVERYWHERE)
                && (figures || asked.says(Sense.FORECAST, Sense.DOWNTIME))) {
            return Optional.of(new Read(term()));
        }
        boolean onlySubject =
                asked.says(Senses.SUBJECTS)
                        && !isPlaced()
                        && !asked.says(Sense.LOSSES, Sense.STOPS);
        return onlySubject ? Optional.of(new Read(term())) : Optional.empty();
    }

    private String term() {
        for (var term : Senses.TERMS) {
            if (asked.says(term)) {
                return term.name().toLowerCase(Locale.ROOT);
            }
        }
        return asked.says(Sense.FORECAST) ? "forecast" : "";
    }

    private Optional<Plan> ofThePlant() {
        boolean times = asked.says(Sense.BEGIN) && asked.shift().isPresent();
        if (times || (asked.says(Sense.PLANT) && asked.period().isEmpty() && isOnlyOfThePlant())) {
            return Optional.of(look("plant", lines()));
        }
        boolean accuracy = asked.says(Sense.FORECAST) && asked.says(Sense.ACCURACY);
        return asked.says(Sense.MODEL) || accuracy
                ? Optional.of(look("model_facts", lines()))
                : Optional.empty();
    }

    /** "Which lines" begins many a question that is about something else. */
    private boolean isOnlyOfThePlant() {
        return !asked.says(Senses.FIGURES)
                && !asked.says(
                        Sense.TARGET,
                        Sense.BEST,
                        Sense.WORST,
                        Sense.LOSSES,
                        Sense.STOPS,
                        Sense.STOPPED,
                        Sense.NOW,
                        Sense.FORECAST,
                        Sense.ATTENTION,
                        Sense.CHANGE);
    }

    private Optional<Plan> ofCauses() {
        if (asked.says(Sense.DOWNTIME) && !asked.says(Sense.WHY, Sense.LOSSES, Sense.STOPS)) {
            return Optional.of(new AskBack());
        }
        if (asked.says(Sense.WHY) && asked.says(Sense.FORECAST) && !asked.says(Sense.CHANGE)) {
            return Optional.of(look("forecast", ahead()));
        }
        if (asked.says(Sense.WHY)) {
            return Optional.of(why());
        }
        boolean sideBySide = asked.lines().size() > 1 || asked.earlier().isPresent();
        boolean againstBefore =
                asked.period().isPresent() && !asked.says(Sense.TARGET, Sense.BY_SHIFT);
        if (asked.earlier().isPresent() && (asked.isCounted() || !asked.products().isEmpty())) {
            // What is compared side by side is of lines, and of their shares alone.
            var both = new ArrayList<>(figures(asked.period()));
            both.addAll(figures(asked.earlier()));
            return Optional.of(new Look(both, asked.unknown()));
        }
        if (asked.says(Sense.COMPARE)
                && asked.products().size() < 2
                && (sideBySide || againstBefore)) {
            var arguments = placed();
            asked.earlier()
                    .ifPresent(before -> dates(arguments, "before_from", "before_to", before));
            return Optional.of(look("compare", arguments));
        }
        return Optional.empty();
    }

    /** Of a line that stands, what it stands for; of a figure, what changed it. */
    private Plan why() {
        boolean aboutToday = asked.period().isEmpty() || asked.period().get().last().equals(today);
        if (asked.says(Sense.STOPPED, Sense.STOPS)
                && !asked.says(Senses.FIGURES)
                && aboutToday
                && !asked.lines().isEmpty()) {
            var ofToday = lines();
            dates(ofToday, "from", "to", new Period(today, today));
            return new Look(
                    List.of(new Call("current_state", lines()), new Call("losses", ofToday)),
                    asked.unknown());
        }
        if (asked.says(Sense.STOPS, Sense.LOSSES, Sense.DOWNTIME) && !asked.says(Sense.CHANGE)) {
            return look("losses", placed());
        }
        var arguments = placed();
        if (asked.says(Sense.TARGET)) {
            arguments.put("against", List.of("target"));
        } else {
            asked.earlier()
                    .ifPresent(before -> dates(arguments, "before_from", "before_to", before));
        }
        return look("why", arguments);
    }

    private Optional<Plan> ofTheFuture() {
        boolean future = asked.period().filter(it -> it.last().isAfter(today)).isPresent();
        boolean ofStops = asked.says(Sense.STOPS, Sense.STOPPED, Sense.LOSSES, Sense.CHANGEOVER);
        boolean tooFar =
                asked.period()
                        .filter(it -> it.first().isAfter(today.plusDays(MOST_AHEAD)))
                        .isPresent();
        boolean ofScrap =
                asked.isCounted() && (asked.says(Sense.QUALITY) || !asked.products().isEmpty());
        boolean ofOthers = (ofStops && !asked.says(Senses.FIGURES)) || ofScrap;
        boolean looksAhead = future || (asked.says(Sense.FORECAST) && asked.period().isEmpty());
        if (tooFar || (ofOthers && looksAhead)) {
            // Only OEE is forecast, and only as far as shifts are planned.
            return Optional.of(new Unknown(List.of()));
        }
        return looksAhead ? Optional.of(look("forecast", ahead())) : Optional.empty();
    }

    private Map<String, List<String>> ahead() {
        var arguments = lines();
        long days =
                asked.period()
                        .filter(it -> it.last().isAfter(today))
                        .map(it -> ChronoUnit.DAYS.between(today, it.last()))
                        .orElse((long) USUAL_DAYS_AHEAD);
        arguments.put("days", List.of(String.valueOf(Math.min(MOST_DAYS_AHEAD, days))));
        return arguments;
    }

    private Optional<Plan> ofNow() {
        if (asked.says(Sense.ATTENTION)) {
            return Optional.of(look("attention", lines()));
        }
        boolean now = asked.period().isEmpty() || asked.period().get().first().equals(today);
        boolean state =
                (asked.says(Sense.STOPPED) && !asked.says(Sense.STOPS) && asked.shift().isEmpty())
                        || (asked.says(Sense.NOW) && asked.period().isEmpty());
        return now && state && !asked.says(Sense.LOSSES, Sense.TARGET)
                ? Optional.of(look("current_state", lines()))
                : Optional.empty();
    }

    private Optional<Plan> ofStops() {
        boolean setUp = asked.says(Sense.CHANGEOVER) && !asked.says(Sense.STOPS, Sense.MICRO_STOPS);
        if (setUp && isPlaced()) {
            return Optional.of(look("oee", placed()));
        }
        boolean oneByOne =
                asked.says(Sense.STOPS, Sense.STOPPED)
                        && !asked.says(Sense.LOSSES, Sense.HOW_OFTEN);
        if (oneByOne && asked.lines().size() == 1) {
            var arguments = placed();
            arguments.put("line", arguments.remove("lines"));
            return Optional.of(look("stops", arguments));
        }
        return asked.says(
                        Sense.LOSSES,
                        Sense.STOPS,
                        Sense.STOPPED,
                        Sense.CHANGEOVER,
                        Sense.MICRO_STOPS)
                ? Optional.of(look("losses", placed()))
                : Optional.empty();
    }

    private Optional<Plan> ofFigures() {
        boolean ofEach = isOfEach();
        if (asked.says(Sense.TARGET) && !asked.says(Senses.FIGURES) && !isPlaced() && !ofEach) {
            return Optional.of(look("attention", lines()));
        }
        boolean term = asked.says(Senses.TERMS) && !asked.says(Senses.FIGURES);
        if (term && !isPlaced()) {
            return Optional.of(new Read(term()));
        }
        boolean figures =
                asked.says(Senses.FIGURES)
                        || asked.says(Senses.TERMS)
                        || asked.says(Sense.TARGET, Sense.CHANGE)
                        || grouped().isPresent();
        if (!figures && !ofEach && !isPlaced()) {
            return Optional.empty();
        }
        if (!asked.products().isEmpty() && asked.says(Sense.BY_HOUR)) {
            return Optional.of(new Unknown(List.of()));
        }
        return Optional.of(new Look(figures(asked.period()), asked.unknown()));
    }

    /** One question to the tool, or one for each of a few products. */
    private List<Call> figures(Optional<Period> dates) {
        var arguments = placed(dates);
        // Of a product in a shift the tool says that it tells none.
        asked.shift().ifPresent(shift -> arguments.put("shift", List.of(String.valueOf(shift))));
        if (asked.products().isEmpty()) {
            by().ifPresent(by -> arguments.put("group_by", List.of(by)));
            return List.of(new Call("oee", arguments));
        }
        if (asked.products().size() > MOST_PRODUCTS) {
            arguments.put("group_by", List.of("product"));
            return List.of(new Call("oee", arguments));
        }
        var calls = new ArrayList<Call>();
        for (String product : asked.products()) {
            var ofOne = new HashMap<>(arguments);
            ofOne.put("product", List.of(product));
            calls.add(new Call("oee", ofOne));
        }
        return calls;
    }

    private boolean isOfEach() {
        return isRanked()
                || (asked.says(Sense.COMPARE) && asked.says(Sense.EVERYWHERE, Sense.LINE))
                || (asked.says(Sense.PLANT) && asked.says(Sense.TARGET, Sense.CHANGE));
    }

    private Optional<String> by() {
        boolean each = isOfEach() || asked.lines().size() > 1;
        return grouped().or(() -> each ? Optional.of("line") : Optional.empty());
    }

    private Optional<String> grouped() {
        for (var by :
                List.of(
                        Sense.BY_SHIFT,
                        Sense.BY_HOUR,
                        Sense.BY_WEEK,
                        Sense.BY_MONTH,
                        Sense.BY_PRODUCT,
                        Sense.BY_LINE,
                        // "Trend per week": the narrower word counts.
                        Sense.BY_DAY)) {
            if (asked.says(by)) {
                return Optional.of(by.name().substring("BY_".length()).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private Map<String, List<String>> lines() {
        var arguments = new HashMap<String, List<String>>();
        if (!asked.lines().isEmpty()) {
            arguments.put("lines", new ArrayList<>(asked.lines()));
        }
        return arguments;
    }

    private Map<String, List<String>> placed() {
        return placed(asked.period());
    }

    private Map<String, List<String>> placed(Optional<Period> dates) {
        var arguments = lines();
        dates.ifPresent(period -> dates(arguments, "from", "to", period));
        return arguments;
    }

    private static void dates(
            Map<String, List<String>> arguments, String from, String to, Period period) {
        arguments.put(from, List.of(period.first().toString()));
        arguments.put(to, List.of(period.last().toString()));
    }

    private Look look(String tool, Map<String, List<String>> arguments) {
        return new Look(List.of(new Call(tool, arguments)), asked.unknown());
    }
}
