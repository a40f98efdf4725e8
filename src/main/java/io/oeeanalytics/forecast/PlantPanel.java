package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.learned.Panel;
import io.oeeanalytics.forecast.learned.PanelSeries;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The lines of the plant as one panel for models that learn from all of them: sound days by date,
 * and of each the planned hours of the calendar, which are known before the day.
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

    /** Of up to 40 lines those that have enough sound days to be forecast. */
    List<Member> members() {
        var members = new ArrayList<Member>();
        for (var line : sample(plant.everyLine(), MOST_LINES)) {
            histories
                    .of(line)
                    .ifPresent(
                            recorded -> {
                                var series = SeriesCleaning.of(recorded.history());
                                if (series.days().size() >= Backtest.SHORTEST_SERIES) {
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
            // What was recorded after a day was not known before it.
            long ms = minutes.ofCalendar(LocalDate.ofEpochDay(times[at]));
            hours[at] = new double[] {ms > 0 ? ms / MS_PER_HOUR : Double.NaN};
        }
        return new PanelSeries(line.code(), times, series.values(), hours);
    }

    /** Some of all, anyhow but nearly the same ones when lines come and go. */
    static List<Line> sample(List<Line> lines, int most) {
        return lines.size() <= most
                ? lines
                : lines.stream()
                        .sorted(Comparator.comparingLong(line -> spread(line.id().value())))
                        .limit(most)
                        .toList();
    }

    /** Fibonacci hashing: Knuth, The Art of Computer Programming 3 (1973), 6.4. */
    private static long spread(int id) {
        return id * 0x9E3779B97F4A7C15L;
    }
}
