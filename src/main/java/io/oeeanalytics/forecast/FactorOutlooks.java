package io.oeeanalytics.forecast;

import static java.util.stream.Collectors.toSet;

import io.oeeanalytics.forecast.Driver.FactorMoved;
import io.oeeanalytics.forecast.Driver.LevelMoved;
import io.oeeanalytics.forecast.Driver.StopMoved;
import io.oeeanalytics.forecast.FactorOutlook.Pooled;
import io.oeeanalytics.forecast.LineForecasts.Outlook;
import io.oeeanalytics.forecast.factor.Factor;
import io.oeeanalytics.forecast.factor.FactorForecaster;
import io.oeeanalytics.forecast.factor.FactorHistory;
import io.oeeanalytics.forecast.factor.FactorLevels;
import io.oeeanalytics.forecast.method.LevelShifts;
import io.oeeanalytics.oee.DayFigures;
import io.oeeanalytics.oee.FiguresQuery;
import io.oeeanalytics.oee.Ledger;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.LossOfStatus;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** Takes the forecast of a line apart, from its ledgers and its calendar. */
@Component
class FactorOutlooks {
    /** Calendar days that count as of late, and those before they are compared with. */
    private static final int LATELY = 28;

    private static final int BEFORE = 112;

    /** A driver moves at least so much of the planned time of a day. */
    private static final double NOTABLE_SHARE = 0.005;

    private static final int MOST_DRIVERS = 5;

    private final LineFigures figures;
    private final FiguresQuery query;
    private final PlannedTime planned;
    private final ShiftOutlooks shifts;

    FactorOutlooks(
            LineFigures figures, FiguresQuery query, PlannedTime planned, ShiftOutlooks shifts) {
        this.figures = figures;
        this.query = query;
        this.planned = planned;
        this.shifts = shifts;
    }

    /** Empty where too few days have all three factors, or too few errors speak of the OEE. */
    Optional<FactorOutlook> of(Line line, Outlook outlook, Forecast forecast) {
        var sound = sound(line, outlook, forecast);
        if (sound.size() < FactorForecaster.SHORTEST_HISTORY) {
            return Optional.empty();
        }
        var last = sound.getLast().date();
        var minutes = planned.of(line, outlook.history());
        var lately =
                sound.stream().filter(day -> day.date().isAfter(last.minusDays(LATELY))).toList();
        var cycle = idealCycleMs(lately);
        var draws = FactorForecaster.forecast(history(sound), forecast.days().size());
        var days = new ArrayList<FactorDay>();
        for (int step = 0; step < draws.length; step++) {
            var said = forecast.days().get(step);
            var likely = said.distribution();
            if (likely.isEmpty()) {
                return Optional.empty();
            }
            days.add(
                    new FactorDay(
                            said.day(),
                            minutes.on(said.day()),
                            draws[step].coherentWith(likely.get(), said.point()),
                            cycle));
        }
        var usual = usual(sound);
        var stops = stops(line, sound, last);
        return Optional.of(
                new FactorOutlook(
                        days,
                        usual,
                        stops,
                        drivers(days, usual, stops, sound),
                        shifts.of(line, forecast, minutes)));
    }

    /** The days learned from that have all three factors. */
    private List<DayFigures> sound(Line line, Outlook outlook, Forecast forecast) {
        var aside = forecast.setAside().stream().map(SetAside::day).collect(toSet());
        var first = outlook.history().getFirst().day();
        return figures.days(line.id(), new Period(first, forecast.usedTo())).stream()
                .filter(day -> day.complete() && !aside.contains(day.date()))
                .filter(
                        day ->
                                day.ledger().availability().isPresent()
                                        && day.ledger().effectiveness().isPresent()
                                        && day.ledger().quality().isPresent())
                .toList();
    }

    private static FactorHistory history(List<DayFigures> days) {
        return new FactorHistory(
                days.stream().mapToDouble(day -> day.ledger().availability().orElse(0)).toArray(),
                days.stream().mapToDouble(day -> day.ledger().effectiveness().orElse(0)).toArray(),
                days.stream().mapToDouble(day -> day.ledger().quality().orElse(0)).toArray());
    }

    private static OptionalDouble idealCycleMs(List<DayFigures> days) {
        var made = Ledger.sum(days.stream().map(DayFigures::ledger).toList()).output();
        return made.lacksCycles() || made.good() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) made.idealGoodMs() / made.good());
    }

    private static FactorLevels usual(List<DayFigures> days) {
        var all = Ledger.sum(days.stream().map(DayFigures::ledger).toList());
        return new FactorLevels(
                all.availability().orElse(0),
                all.effectiveness().orElse(0),
                all.quality().orElse(1));
    }

    private List<StopShare> stops(Line line, List<DayFigures> sound, LocalDate last) {
        var lately = Period.lastDays(last, LATELY);
        var before = Period.lastDays(lately.first().minusDays(1), BEFORE);
        long days = sound.stream().filter(day -> lately.contains(day.date())).count();
        long daysBefore = sound.stream().filter(day -> before.contains(day.date())).count();
        var lossesBefore = new HashMap<Integer, Long>();
        for (var loss : query.losses(List.of(line), before)) {
            lossesBefore.merge(loss.time().status(), loss.time().millis(), Long::sum);
        }
        var losses = byStatus(query.losses(List.of(line), lately));
        double all = losses.stream().mapToLong(loss -> loss.time().millis()).sum();
        if (all == 0 || days == 0) {
            return List.of();
        }
        var stops = new ArrayList<StopShare>();
        for (var loss : losses) {
            var time = loss.time();
            double dailyBefore =
                    daysBefore == 0
                            ? (double) time.millis() / days
                            : (double) lossesBefore.getOrDefault(time.status(), 0L) / daysBefore;
            stops.add(
                    new StopShare(
                            time.status(),
                            loss.name(),
                            time.category(),
                            time.millis() / all,
                            (double) time.millis() / days,
                            dailyBefore,
                            (double) time.occurrences() / days));
        }
        return stops;
    }

    /** A status that stood for several reasons is one stop, known by the one that took most. */
    private static List<LossOfStatus> byStatus(List<LossOfStatus> losses) {
        var sums = new LinkedHashMap<Integer, LossOfStatus>();
        losses.forEach(loss -> sums.merge(loss.time().status(), loss, LossOfStatus::plus));
        return sums.values().stream()
                .sorted(Comparator.comparingLong((LossOfStatus loss) -> -loss.time().millis()))
                .toList();
    }

    private static List<Driver> drivers(
            List<FactorDay> days,
            FactorLevels usual,
            List<StopShare> stops,
            List<DayFigures> sound) {
        var pooled = Pooled.of(days);
        double minutes = pooled.plannedMs() / days.size() / 60_000;
        var drivers = new ArrayList<Driver>();
        for (var factor : Factor.values()) {
            double was = usual.of(factor);
            double now = pooled.levels().of(factor);
            double worth = was > 0 ? (now - was) / was * usual.oee() * minutes : 0;
            drivers.add(new FactorMoved(factor, now, was, worth));
        }
        for (var stop : stops) {
            drivers.add(new StopMoved(stop, (stop.before() - stop.dailyMs()) / 60_000));
        }
        levelMoved(sound, minutes).ifPresent(drivers::add);
        return drivers.stream()
                .filter(driver -> Math.abs(driver.minutesADay()) >= NOTABLE_SHARE * minutes)
                .sorted(
                        Comparator.comparingDouble(
                                (Driver driver) -> -Math.abs(driver.minutesADay())))
                .limit(MOST_DRIVERS)
                .toList();
    }

    private static Optional<Driver> levelMoved(List<DayFigures> sound, double minutes) {
        var values = sound.stream().mapToDouble(day -> day.ledger().oee().orElse(0)).toArray();
        var shifts = LevelShifts.of(values);
        if (shifts.isEmpty()) {
            return Optional.empty();
        }
        var last = shifts.getLast();
        return Optional.of(
                new LevelMoved(
                        sound.get(last.index()).date(),
                        last.before(),
                        last.after(),
                        (last.after() - last.before()) * minutes));
    }
}
