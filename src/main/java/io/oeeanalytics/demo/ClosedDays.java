package io.oeeanalytics.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The closed days of any year, by rule: public holidays of all German states and the plant's two
 * shutdowns.
 */
final class ClosedDays {
    private ClosedDays() {}

    static Collection<ClosedDay> of(int year) {
        var days = new TreeMap<LocalDate, ClosedDay>();
        var summer =
                LocalDate.of(year, Month.AUGUST, 1)
                        .with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        for (int day = 0; day < 6; day++) {
            add(days, summer.plusDays(day), "Summer shutdown");
        }
        for (int day = 24; day <= 31; day++) {
            add(days, LocalDate.of(year, Month.DECEMBER, day), "Year-end shutdown");
        }
        // After the shutdowns, so that a holiday inside one keeps its own name.
        var easter = easterSunday(year);
        add(days, LocalDate.of(year, Month.JANUARY, 1), "New Year's Day");
        add(days, easter.minusDays(2), "Good Friday");
        add(days, easter.plusDays(1), "Easter Monday");
        add(days, LocalDate.of(year, Month.MAY, 1), "Labour Day");
        add(days, easter.plusDays(39), "Ascension Day");
        add(days, easter.plusDays(50), "Whit Monday");
        add(days, LocalDate.of(year, Month.OCTOBER, 3), "Day of German Unity");
        add(days, LocalDate.of(year, Month.DECEMBER, 25), "Christmas Day");
        add(days, LocalDate.of(year, Month.DECEMBER, 26), "Second Day of Christmas");
        return days.values();
    }

    private static void add(Map<LocalDate, ClosedDay> days, LocalDate date, String reason) {
        days.put(date, new ClosedDay(date, reason));
    }

    /**
     * The anonymous Gregorian computus (Nature, 1876; Meeus, Astronomical Algorithms, chapter 8).
     */
    static LocalDate easterSunday(int year) {
        int golden = year % 19;
        int century = year / 100;
        int yearOfCentury = year % 100;
        int moonCorrection = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - century / 4 - moonCorrection + 15) % 30;
        int weekday =
                (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7;
        int late = (golden + 11 * epact + 22 * weekday) / 451;
        int fromMarch = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, fromMarch / 31, fromMarch % 31 + 1);
    }
}
