package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.PlannedTime.Minutes;
import io.oeeanalytics.forecast.auto.SeriesForecast;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.Grouping;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Shift;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The planned shifts of the days to come. The shifts of one number are a series of their own, first
 * forecast apart; what then does not add up to the forecast of the day is shared among its shifts
 * as uncertain as each is, the weighted least-squares reconciliation of Wickramasuriya,
 * Athanasopoulos and Hyndman, Journal of the American Statistical Association 114 (2019).
 */
@Component
class ShiftOutlooks {
    private static final int LONGEST_HISTORY_DAYS = 400;

    /** Fewer shifts of one number say nothing about it that the day does not. */
    private static final int FEW = 20;

    private final FiguresQuery query;

    ShiftOutlooks(FiguresQuery query) {
        this.query = query;
    }

    /** By day and number; none where the calendar plans none. */
    List<ShiftDay> of(Line line, Forecast forecast, Minutes minutes) {
        var planned = new TreeMap<Integer, List<LocalDate>>();
        for (var day : forecast.days()) {
            for (var shift : minutes.shifts(day.day())) {
                planned.computeIfAbsent(shift.number(), number -> new ArrayList<>()).add(day.day());
            }
        }
        if (planned.isEmpty()) {
            return List.of();
        }
        var histories = histories(line, forecast);
        var apart = new HashMap<Integer, SeriesForecast>();
        planned.forEach(
                (number, days) -> {
                    var values = histories.getOrDefault(number, List.of());
                    if (values.size() >= FEW) {
                        apart.put(
                                number,
                                MethodChoice.AUTO
                                        .forecaster(days.size(), 1)
                                        .forecast(
                                                values.stream()
                                                        .mapToDouble(Double::doubleValue)
                                                        .toArray()));
                    }
                });
        var shifts = new ArrayList<ShiftDay>();
        for (var day : forecast.days()) {
            var said = new ArrayList<ShiftDay>();
            for (var shift : minutes.shifts(day.day())) {
                int step = planned.getOrDefault(shift.number(), List.of()).indexOf(day.day());
                said.add(apart(shift, step, apart.get(shift.number()), day, minutes));
            }
            shifts.addAll(coherent(said, day.point()));
        }
        return shifts;
    }

    private Map<Integer, List<Double>> histories(Line line, Forecast forecast) {
        var aside = forecast.setAside().stream().map(SetAside::day).toList();
        var histories = new HashMap<Integer, List<Double>>();
        var period = Period.lastDays(forecast.usedTo(), LONGEST_HISTORY_DAYS);
        for (var group : query.answer(List.of(line), period, Grouping.SHIFT).groups()) {
            var oee = group.ledger().oeeIfCovered();
            int number = group.shift().orElse(0);
            if (number > 0
                    && group.complete()
                    && oee.isPresent()
                    && OeeBounds.contain(oee.getAsDouble())
                    && !aside.contains(group.period().first())) {
                histories.computeIfAbsent(number, one -> new ArrayList<>()).add(oee.getAsDouble());
            }
        }
        return histories;
    }

    private static ShiftDay apart(
            Shift shift,
            int step,
            @Nullable SeriesForecast forecast,
            FutureDay day,
            Minutes minutes) {
        return forecast == null
                ? new ShiftDay(
                        day.day(), shift.number(), minutes.in(shift), day.point(), Optional.empty())
                : new ShiftDay(
                        day.day(),
                        shift.number(),
                        minutes.in(shift),
                        forecast.mean()[step],
                        Optional.of(Level.EIGHTY.of(forecast, step + 1)));
    }

    /** The same shifts, moved until their mean by planned time is the OEE of the day. */
    static List<ShiftDay> coherent(List<ShiftDay> shifts, double oee) {
        double planned = shifts.stream().mapToLong(ShiftDay::plannedMs).sum();
        double missing = oee;
        double whole = 0;
        for (var shift : shifts) {
            double weight = shift.plannedMs() / planned;
            missing -= weight * shift.point();
            whole += weight * weight * variance(shift);
        }
        if (planned == 0 || whole == 0) {
            return shifts;
        }
        var moved = new ArrayList<ShiftDay>();
        for (var shift : shifts) {
            double by = missing * (shift.plannedMs() / planned) * variance(shift) / whole;
            moved.add(
                    new ShiftDay(
                            shift.day(),
                            shift.number(),
                            shift.plannedMs(),
                            OeeBounds.clip(shift.point() + by),
                            shift.interval80().map(interval -> moved(interval, by))));
        }
        return moved;
    }

    private static Interval moved(Interval interval, double by) {
        return new Interval(
                OeeBounds.clip(interval.lower() + by),
                OeeBounds.clip(interval.upper() + by),
                interval.evidence());
    }

    /** In proportion, by the width of the interval; of shifts without one as of a wide one. */
    private static double variance(ShiftDay shift) {
        double width = shift.interval80().map(Interval::width).orElse(OeeBounds.MOST);
        return Math.max(width * width, 1e-6);
    }
}
