package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.tool.ToolResult.Statement;
import io.oeeanalytics.advisor.tool.ToolResult.Way;
import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.base.ui.Texts;
import io.oeeanalytics.oee.DayAccount;
import io.oeeanalytics.oee.DayAccount.LoggedEvent;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.OeePages;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.oee.Segment;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The single stops of a line. */
@Component
class StopsTool implements Tool {
    /** Days are accounted anew for this. */
    private static final int MOST_DAYS = 31;

    private static final int MOST_LISTED = 20;
    private static final int USUALLY_LISTED = 5;

    private final Asked asked;
    private final LineFigures figures;
    private final FiguresQuery query;
    private final PlantModel plant;
    private final Texts texts;

    StopsTool(Asked asked, LineFigures figures, FiguresQuery query, PlantModel plant, Texts texts) {
        this.asked = asked;
        this.figures = figures;
        this.query = query;
        this.plant = plant;
        this.texts = texts;
    }

    private enum Order {
        LONGEST,
        LATEST
    }

    /** A stretch in which a line stood for one reason; by whom, where a person said so. */
    private record Stop(TimeRange range, String reason, String by) {}

    @Override
    public String name() {
        return "stops";
    }

    @Override
    public String description() {
        return "Single stops of one line in a period of up to 31 days: how many, how long"
                + " together, and the longest or latest with start, length and reason.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Asked.LINE,
                Asked.FROM,
                Asked.TO,
                new Parameter(
                        "order",
                        Type.CHOICE,
                        "Which come first; longest by default.",
                        false,
                        List.of("longest", "latest")),
                new Parameter(
                        "limit",
                        Type.WHOLE_NUMBER,
                        "How many are listed, 1 to 20; 5 by default.",
                        false,
                        List.of()));
    }

    @Override
    public ToolResult run(Arguments arguments, Locale locale) throws ToolRefused {
        var wording = new Wording(texts, locale);
        var line = asked.line(arguments);
        var order = arguments.choice("order", Order.class, Order.LONGEST);
        int limit = arguments.number("limit", 1, MOST_LISTED, USUALLY_LISTED);
        var found = asked.period(arguments, List.of(line));
        var code = wording.name(line.code());
        if (found.isEmpty()) {
            return Results.nothingKnown(
                    wording.text("advisor.tool.stops.title", code, "–"), wording);
        }
        var period = found.get();
        if (period.days() > MOST_DAYS) {
            throw new ToolRefused("period-too-long", MOST_DAYS);
        }
        var dates = wording.dates(period);
        var title = wording.text("advisor.tool.stops.title", code, dates);
        var ways =
                new ArrayList<>(
                        Results.ways(new Asked.Lines(List.of(line), false), period, wording));
        ways.add(
                new Way(
                        wording.text("advisor.tool.way.day", wording.date(period.last())),
                        OeePages.day(line.code(), period.last(), Map.of())));
        var losses = query.losses(List.of(line), period);
        long lost = losses.stream().mapToLong(loss -> loss.time().millis()).sum();
        if (lost == 0) {
            return Results.none(title, wording.say("advisor.tool.losses.none", code, dates), ways);
        }
        var statements = new ArrayList<Statement>();
        statements.add(
                wording.say(
                        "advisor.tool.losses.total",
                        code,
                        dates,
                        wording.time("lost time", lost),
                        wording.count(
                                "stops",
                                losses.stream()
                                        .mapToLong(loss -> loss.time().occurrences())
                                        .sum())));
        var stops = stops(line, period);
        stops.sort(
                switch (order) {
                    case LONGEST ->
                            Comparator.comparingLong((Stop stop) -> -stop.range().millis())
                                    .thenComparing(stop -> stop.range().from());
                    case LATEST ->
                            Comparator.comparing((Stop stop) -> stop.range().from()).reversed();
                });
        stops.stream().limit(limit).forEach(stop -> statements.add(said(stop, line, wording)));
        if (stops.isEmpty()) {
            statements.add(wording.say("advisor.tool.stops.noneApart"));
        }
        return Results.of(title, statements, ways);
    }

    private List<Stop> stops(Line line, Period period) {
        var statuses = plant.statuses(line.siteId());
        var stops = new ArrayList<Stop>();
        for (var date = period.first(); !date.isAfter(period.last()); date = date.plusDays(1)) {
            figures.day(line, date).ifPresent(day -> add(day, statuses, stops));
        }
        return stops;
    }

    private static void add(DayAccount day, Map<Integer, Status> statuses, List<Stop> stops) {
        Segment before = null;
        for (var segment : day.timeline()) {
            if (isStop(segment)) {
                boolean goesOn =
                        before != null
                                && before.range().to().equals(segment.range().from())
                                && Objects.equals(before.status(), segment.status());
                var range =
                        goesOn && !stops.isEmpty()
                                ? stops.removeLast().range().hull(segment.range())
                                : segment.range();
                stops.add(new Stop(range, reason(segment, statuses), by(segment, day)));
                before = segment;
            } else {
                before = null;
            }
        }
    }

    private static boolean isStop(Segment segment) {
        return switch (segment.kind()) {
            case DELAY, SHORT_DELAY, MICRO_STOP, SET_UP, WAITING -> true;
            case PRODUCTION, PLANNED_STOP, BREAK, NOT_PLANNED, NO_DATA -> false;
        };
    }

    private static String reason(Segment segment, Map<Integer, Status> statuses) {
        return Optional.ofNullable(segment.status())
                .map(
                        code ->
                                Optional.ofNullable(statuses.get(code))
                                        .map(Status::name)
                                        .orElse(String.valueOf(code)))
                .orElse("");
    }

    private static String by(Segment segment, DayAccount day) {
        return day.events().stream()
                .filter(event -> !event.by().isEmpty())
                .filter(event -> Objects.equals(event.state().status(), segment.status()))
                .filter(event -> event.state().range().overlaps(segment.range()))
                .map(LoggedEvent::by)
                .findFirst()
                .orElse("");
    }

    private static Statement said(Stop stop, Line line, Wording wording) {
        var from = wording.moment(stop.range().from(), line.zone());
        var length = wording.time("length of the stop at " + from, stop.range().millis());
        var reason = wording.name(stop.reason());
        return stop.by().isEmpty()
                ? wording.say("advisor.tool.stops.one", from, length, reason)
                : wording.say(
                        "advisor.tool.stops.said", from, length, reason, wording.name(stop.by()));
    }
}
