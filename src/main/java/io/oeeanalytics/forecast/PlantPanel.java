package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.learned.Panel;
import io.oeeanalytics.forecast.learned.PanelSeries;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The lines of the plant as one panel for models that learn from all of them: sound days by date,
 * and of each the planned hours, which a calendar tells in advance.
 */
@Component
class PlantPanel {
    /** More lines teach little more, and a panel is held in memory. */
    private static final int MOST_LINES = 40;

    private static final double MS_PER_HOUR = 3_600_000;
    private static final List<String> COVARIATES = List.of("planned-hours");

    private final PlantModel plant;
    private final LineHistories histories;
    private final PlannedTime planned;

    PlantPanel(PlantModel plant, LineHistories histories, PlannedTime planned) {
        this.plant = plant;
        this.histories = histories;
        this.planned = planned;
    }

    /** A line of the panel, as it was read. */
    record Member(Line line, PanelSeries series) {}

    /** Of up to 40 lines, evenly from all, that have sound days. */
    List<Member> members() {
        var members = new ArrayList<Member>();
        for (var line : sample(plant.lines(), MOST_LINES)) {
            histories
                    .of(line)
                    .ifPresent(
                            recorded -> {
                                var series = SeriesCleaning.of(recorded.history());
                                if (!series.days().isEmpty()) {
                                    members.add(
                                            new Member(
                                                    line,
                                                    series(
                                                            line,
                                                            recorded.history(),
                                                            series,
                                                            List.of())));
                                }
                            });
        }
        return members;
    }

    static Panel panel(List<PanelSeries> series) {
        return new Panel(series, true, 1, COVARIATES);
    }

    /**
     * One line.
     *
     * @param future the working days ahead
     */
    PanelSeries series(Line line, List<Day> history, CleanSeries series, List<LocalDate> future) {
        var minutes = planned.of(line, history);
        var days = series.days();
        var times =
                Stream.concat(days.stream().map(Day::day), future.stream())
                        .mapToLong(LocalDate::toEpochDay)
                        .toArray();
        var hours = new double[times.length][];
        for (int at = 0; at < times.length; at++) {
            long ms =
                    at < days.size()
                            ? recorded(days.get(at).plannedMs())
                            : minutes.on(future.get(at - days.size()));
            hours[at] = new double[] {ms > 0 ? ms / MS_PER_HOUR : Double.NaN};
        }
        return new PanelSeries(line.code(), times, series.values(), hours);
    }

    private static long recorded(OptionalLong ms) {
        return ms.orElse(0);
    }

    /** Evenly from all. */
    static List<Line> sample(List<Line> lines, int most) {
        int every = Math.max(1, (lines.size() + most - 1) / most);
        var some = new ArrayList<Line>();
        for (int at = 0; at < lines.size(); at += every) {
            some.add(lines.get(at));
        }
        return some;
    }
}
