package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.Tool.Parameter;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;

/**
 * Which lines and dates are meant, among those whoever is signed in may know. Every tool of figures
 * asks here first, so that strangers to them learn not even which lines there are.
 */
@Component
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
class Asked {
    static final Parameter LINES =
            new Parameter(
                    "lines",
                    Tool.Type.TEXTS,
                    "Codes or names of lines; leave out for all lines.",
                    false,
                    List.of());
    static final Parameter LINE =
            new Parameter("line", Tool.Type.TEXT, "Code or name of one line.", true, List.of());
    static final Parameter FROM =
            new Parameter(
                    "from",
                    Tool.Type.DATE,
                    "First business date, such as 2026-03-16; without dates the last 7 known days.",
                    false,
                    List.of());
    static final Parameter TO =
            new Parameter(
                    "to",
                    Tool.Type.DATE,
                    "Last business date, included; without it the first date alone.",
                    false,
                    List.of());

    /** A question for more is a mistake. */
    static final int MOST_DAYS = 4_000;

    private static final int USUAL_DAYS = 7;
    private static final int MOST_LINES_TOLD = 20;
    private static final Period SENSIBLE = new Period(LocalDate.EPOCH, LocalDate.of(2200, 1, 1));

    private final PlantModel plant;
    private final LineFigures figures;
    private final PlantDate date;

    Asked(PlantModel plant, LineFigures figures, PlantDate date) {
        this.plant = plant;
        this.figures = figures;
        this.date = date;
    }

    /**
     * @param all whether none was named, and all are meant
     */
    record Lines(List<Line> lines, boolean all) {
        Lines {
            lines = List.copyOf(lines);
        }

        /** For pages of one line or of all; empty for some. */
        Optional<String> code() {
            return all
                    ? Optional.of("")
                    : lines.size() == 1 ? Optional.of(lines.getFirst().code()) : Optional.empty();
        }
    }

    /** Those named by {@code lines} or {@code line}, each once. */
    public Lines lines(Arguments arguments) throws ToolRefused {
        var known = plant.lines();
        var names =
                Stream.of("lines", "line").flatMap(one -> arguments.texts(one).stream()).toList();
        if (names.isEmpty()) {
            return new Lines(known, true);
        }
        var lines = new LinkedHashSet<Line>();
        for (var name : names) {
            if (!name.contains(",") || isKnown(name, known)) {
                lines.add(line(name, known));
                continue;
            }
            for (var part : name.split(",", -1)) {
                lines.add(line(part.strip(), known));
            }
        }
        return new Lines(List.copyOf(lines), false);
    }

    /** The one named by {@code line}. */
    public Line line(Arguments arguments) throws ToolRefused {
        var named = lines(arguments);
        if (named.lines().size() == 1) {
            return named.lines().getFirst();
        }
        throw new ToolRefused("one-line", codes(plant.lines()));
    }

    private static boolean isKnown(String name, List<Line> known) {
        return known.stream()
                .anyMatch(
                        line ->
                                line.code().equalsIgnoreCase(name)
                                        || line.name().equalsIgnoreCase(name));
    }

    /** By code as it is written, by code, by name. */
    private static Line line(String name, List<Line> known) throws ToolRefused {
        var exactly = known.stream().filter(line -> line.code().equals(name)).findFirst();
        if (exactly.isPresent()) {
            return exactly.get();
        }
        for (Function<Line, String> by : List.<Function<Line, String>>of(Line::code, Line::name)) {
            var found =
                    known.stream().filter(line -> by.apply(line).equalsIgnoreCase(name)).toList();
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (found.size() > 1) {
                throw new ToolRefused("several-lines", name, codes(found));
            }
        }
        throw new ToolRefused("line", name, codes(known));
    }

    private static List<String> codes(List<Line> lines) {
        var codes = new ArrayList<String>();
        lines.stream()
                .limit(MOST_LINES_TOLD)
                .forEach(line -> codes.add(ToolRefused.echo(line.code(), 80)));
        if (lines.size() > MOST_LINES_TOLD) {
            codes.add("…");
        }
        return codes;
    }

    /**
     * Past business dates from {@code from} to {@code to}; by default the last known days.
     *
     * @return empty where nothing is asked for and nothing is known
     */
    public Optional<Period> period(Arguments arguments, List<Line> lines) throws ToolRefused {
        var from = date("from", arguments);
        var to = date("to", arguments);
        if (from.isEmpty() && to.isEmpty()) {
            return last(lines).map(last -> Period.lastDays(last, USUAL_DAYS));
        }
        if (from.isEmpty()) {
            return Optional.of(past(Period.lastDays(to.orElseThrow(), USUAL_DAYS), lines));
        }
        return Optional.of(period(from.get(), to.orElse(from.get()), lines));
    }

    /** Named otherwise, and nothing by default. */
    public Optional<Period> period(
            String fromName, String toName, Arguments arguments, List<Line> lines)
            throws ToolRefused {
        var from = date(fromName, arguments);
        var to = date(toName, arguments);
        if (from.isEmpty() && to.isEmpty()) {
            return Optional.empty();
        }
        var first = from.or(() -> to).orElseThrow();
        return Optional.of(period(first, to.orElse(first), lines));
    }

    private Period period(LocalDate from, LocalDate to, List<Line> lines) throws ToolRefused {
        if (to.isBefore(from)) {
            throw new ToolRefused("period-upside-down", from.toString(), to.toString());
        }
        return past(new Period(from, to), lines);
    }

    private Period past(Period period, List<Line> lines) throws ToolRefused {
        if (period.days() > MOST_DAYS) {
            throw new ToolRefused("period-too-long", MOST_DAYS);
        }
        var today = today(lines);
        if (period.last().isAfter(today)) {
            throw new ToolRefused("future", period.last().toString(), today.toString());
        }
        return period;
    }

    private static Optional<LocalDate> date(String name, Arguments arguments) throws ToolRefused {
        var date = arguments.date(name);
        if (date.isPresent() && !SENSIBLE.contains(date.get())) {
            throw new ToolRefused("date", name, date.get().toString());
        }
        return date;
    }

    public LocalDate today(List<Line> lines) {
        return date.today(lines);
    }

    /** Of many lines together, as asking each would take long. */
    private Optional<LocalDate> last(List<Line> lines) {
        return lines.size() > MOST_LINES_TOLD
                ? figures.lastDate()
                : lines.stream()
                        .flatMap(line -> figures.known(line.id()).stream())
                        .map(Period::last)
                        .max(Comparator.naturalOrder());
    }

    /** The shift asked for, where one is. */
    public static Optional<Integer> shift(Arguments arguments) throws ToolRefused {
        if (arguments.text("shift").isEmpty()) {
            return Optional.empty();
        }
        int shift = arguments.number("shift", Integer.MIN_VALUE, Integer.MAX_VALUE, 0);
        if (shift < 1 || shift > 9) {
            throw new ToolRefused("shift", arguments.text("shift").orElseThrow());
        }
        return Optional.of(shift);
    }
}
