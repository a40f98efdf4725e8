package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.factor.Factor;
import io.oeeanalytics.forecast.factor.FactorLevels;
import java.util.List;

/**
 * The days of a forecast taken apart: where their time is expected to go, why, and in which shifts.
 *
 * @param days one for each day of the forecast, in its order
 * @param usual the factors of all days learned from, pooled
 * @param stops what stood still of late, longest first
 * @param drivers what moves the forecast, the strongest first
 * @param shifts by day and number; none where the calendar plans none
 */
public record FactorOutlook(
        List<FactorDay> days,
        FactorLevels usual,
        List<StopShare> stops,
        List<Driver> drivers,
        List<ShiftDay> shifts) {
    public FactorOutlook {
        days = List.copyOf(days);
        stops = List.copyOf(stops);
        drivers = List.copyOf(drivers);
        shifts = List.copyOf(shifts);
    }

    /** What is expected of all days together. */
    public FactorLevels expected() {
        return Pooled.of(days).levels();
    }

    /** Days added up as the ledger adds them. */
    record Pooled(double plannedMs, double ranMs, double idealMs, double goodMs) {
        static Pooled of(List<FactorDay> days) {
            double planned = 0;
            double ran = 0;
            double ideal = 0;
            double good = 0;
            for (var day : days) {
                double a = day.factor(Factor.AVAILABILITY);
                double e = day.factor(Factor.EFFECTIVENESS);
                planned += day.plannedMs();
                ran += day.plannedMs() * a;
                ideal += day.plannedMs() * a * e;
                good += day.plannedMs() * day.draws().meanOee();
            }
            return new Pooled(planned, ran, ideal, good);
        }

        FactorLevels levels() {
            return new FactorLevels(
                    ratio(ranMs, plannedMs), ratio(idealMs, ranMs), ratio(goodMs, idealMs));
        }

        private static double ratio(double part, double whole) {
            return whole > 0 ? part / whole : 0;
        }
    }
}
