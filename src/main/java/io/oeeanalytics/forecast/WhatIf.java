package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.factor.FactorDraws;
import io.oeeanalytics.plant.TimeCategory;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Something to try on days to come. Everything not named goes as forecast: the answer says what the
 * change by itself is worth, not what people would make of it.
 *
 * @param stopsReduced by status, the share of its time that no longer stands still, 0 to 1
 * @param speedLossReduced share of what slow running costs that is regained, 0 to 1
 * @param scrapReduced share of what is not good that becomes good, 0 to 1
 * @param changeovers how many a day instead of the usual ones; empty for these
 * @param plannedMs planned busy time more a day, for overtime, or less, for a planned stop
 * @param shiftsOff numbers of shifts not worked
 */
public record WhatIf(
        Map<Integer, Double> stopsReduced,
        double speedLossReduced,
        double scrapReduced,
        OptionalDouble changeovers,
        long plannedMs,
        Set<Integer> shiftsOff) {
    public static final WhatIf NOTHING =
            new WhatIf(Map.of(), 0, 0, OptionalDouble.empty(), 0, Set.of());

    public WhatIf {
        stopsReduced = Map.copyOf(stopsReduced);
        shiftsOff = Set.copyOf(shiftsOff);
        stopsReduced.forEach((status, share) -> requireShare("of status " + status, share));
        requireShare("of lost speed", speedLossReduced);
        requireShare("of scrap", scrapReduced);
        if (changeovers.orElse(0) < 0) {
            throw new IllegalArgumentException(
                    "there are 0 changeovers a day or more, but got " + changeovers.getAsDouble());
        }
    }

    private static void requireShare(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the part %s that goes is from 0 to 1, but got %s".formatted(what, share));
        }
    }

    public boolean isNothing() {
        return equals(NOTHING);
    }

    /** The days as they would be; those not asked for stay as they are. */
    public List<FactorDay> applied(FactorOutlook outlook, Predicate<LocalDate> days) {
        return outlook.days().stream()
                .map(day -> days.test(day.day()) ? applied(outlook, day) : day)
                .toList();
    }

    private FactorDay applied(FactorOutlook outlook, FactorDay day) {
        double regained =
                outlook.stops().stream()
                        .mapToDouble(
                                stop ->
                                        stop.share()
                                                * stopsReduced.getOrDefault(stop.status(), 0.0))
                        .sum();
        double setUp = day.plannedMs() > 0 ? moreSetUpMs(outlook) / day.plannedMs() : 0;
        double pace = paceOfShifts(outlook, day);
        FactorDraws.Change change =
                factors -> {
                    factors[0] += regained * (1 - factors[0]) - setUp;
                    factors[1] *= pace;
                    factors[1] += speedLossReduced * Math.max(0, 1 - factors[1]);
                    factors[2] += scrapReduced * (1 - factors[2]);
                };
        return new FactorDay(
                day.day(),
                Math.max(0, worked(outlook, day) + plannedMs),
                day.draws().with(change),
                day.idealCycleMs());
    }

    /** A day with other changeovers than usual, each as long as those of late. */
    private double moreSetUpMs(FactorOutlook outlook) {
        if (changeovers.isEmpty()) {
            return 0;
        }
        double usual = usualChangeovers(outlook);
        return usual > 0 ? (changeovers.getAsDouble() - usual) * setUpMs(outlook) / usual : 0;
    }

    /** How many set-ups a working day of late had. */
    public static double usualChangeovers(FactorOutlook outlook) {
        return outlook.stops().stream()
                .filter(stop -> stop.category() == TimeCategory.SET_UP)
                .mapToDouble(StopShare::timesADay)
                .sum();
    }

    /** How long one of them took. */
    public static double usualSetUpMs(FactorOutlook outlook) {
        return setUpMs(outlook) / usualChangeovers(outlook);
    }

    private static double setUpMs(FactorOutlook outlook) {
        return outlook.stops().stream()
                .filter(stop -> stop.category() == TimeCategory.SET_UP)
                .mapToDouble(StopShare::dailyMs)
                .sum();
    }

    private long worked(FactorOutlook outlook, FactorDay day) {
        long off =
                outlook.shifts().stream()
                        .filter(shift -> shift.day().equals(day.day()))
                        .filter(shift -> shiftsOff.contains(shift.number()))
                        .mapToLong(ShiftDay::plannedMs)
                        .sum();
        return day.plannedMs() - off;
    }

    /** How the shifts that stay compare with all of the day. */
    private double paceOfShifts(FactorOutlook outlook, FactorDay day) {
        var all = outlook.shifts().stream().filter(shift -> shift.day().equals(day.day())).toList();
        var stay = all.stream().filter(shift -> !shiftsOff.contains(shift.number())).toList();
        double ofAll = oee(all);
        return stay.size() == all.size() || ofAll == 0 ? 1 : oee(stay) / ofAll;
    }

    private static double oee(List<ShiftDay> shifts) {
        double planned = shifts.stream().mapToLong(ShiftDay::plannedMs).sum();
        return planned == 0
                ? 0
                : shifts.stream().mapToDouble(shift -> shift.plannedMs() * shift.point()).sum()
                        / planned;
    }

    /** The OEE of days together, a fraction of 1. */
    public static double oee(Iterable<FactorDay> days) {
        double planned = 0;
        double good = 0;
        for (var day : days) {
            planned += day.plannedMs();
            good += day.plannedMs() * day.draws().meanOee();
        }
        return planned > 0 ? good / planned : 0;
    }

    /** Good pieces of days together; empty where no ideal cycles are known. */
    public static OptionalDouble goodPieces(List<FactorDay> days) {
        return days.stream().anyMatch(day -> day.goodPieces().isEmpty())
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        days.stream().mapToDouble(day -> day.goodPieces().orElse(0)).sum());
    }
}
