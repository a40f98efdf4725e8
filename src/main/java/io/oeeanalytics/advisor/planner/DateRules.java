package io.oeeanalytics.advisor.planner;

import static io.oeeanalytics.advisor.planner.PeriodRules.add;

import io.oeeanalytics.advisor.planner.PeriodRules.Rule;
import io.oeeanalytics.oee.Period;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * What dates, weeks, months and quarters look like that are written out. Without a year the last
 * time is meant that there was one; where the question looks ahead, the next if that is near.
 */
final class DateRules {
    /** Behind a number: 2.5 % is no second of May. */
    private static final String NO_AMOUNT =
            "(?! ?(?:%|percent|prozent|pour cent|pp|points?|punkte?n?|x|times|mal|fois"
                    + "|h|hours?|stunden?|heures?|min|minutes?|minuten|s|seconds?|sekunden?|secondes?"
                    + "|days?|tagen?|jours?|weeks?|wochen?|semaines?|pieces?|parts?|stuck|teile?n?)"
                    + "(?![\\p{L}\\p{Nd}]))";

    private final LocalDate today;
    private final Ahead ahead;

    DateRules(LocalDate today, Ahead ahead) {
        this.today = today;
        this.ahead = ahead;
    }

    void addTo(List<Rule> all) {
        add(
                all,
                "(\\d{4})-(\\d{2})-(\\d{2})",
                match -> day(number(match, 1), number(match, 2), number(match, 3)));
        add(
                all,
                "(\\d{1,2})\\.(\\d{1,2})\\.?(\\d{4})?" + NO_AMOUNT,
                match -> dayOf(match.group(3), number(match, 2), number(match, 1)));
        add(
                all,
                "(\\d{1,2})/(\\d{1,2})/(\\d{4})",
                match -> slashed(match.group(3), number(match, 1), number(match, 2)));
        add(
                all,
                "(?:the )?(\\d{1,2})(?:\\.|st|nd|rd|th|er)? (?:of )?"
                        + DateWords.MONTH
                        + "(?: (\\d{4}))?",
                match -> dayOf(match.group(3), DateWords.month(match.group(2)), number(match, 1)));
        add(
                all,
                DateWords.MONTH + " (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?",
                match -> dayOf(match.group(3), DateWords.month(match.group(1)), number(match, 2)));
        add(
                all,
                "(?:in |im |en |au mois de |of |de )?" + DateWords.MONTH_ALONE,
                match -> month(DateWords.month(match.group(1)), null));
        add(
                all,
                "(?:in |im |au mois de |of )" + DateWords.MONTH,
                match -> month(DateWords.month(match.group(1)), null));
        add(
                all,
                "(?<=(?:from|since|until|till|through|between|bis|von|seit|depuis) )"
                        + DateWords.MONTH
                        + "|(?<= )(sept)(?=$)",
                match ->
                        month(
                                DateWords.month(
                                        match.group(1) == null ? match.group(2) : match.group(1)),
                                null));
        add(
                all,
                "(?:in |im |en |au mois de |of |de )?" + DateWords.MONTH + " (\\d{4})",
                match -> month(DateWords.month(match.group(1)), match.group(2)));
        add(all, "(\\d{4})-(\\d{2})", match -> month(month(number(match, 2)), match.group(1)));
        add(all, "(?:in |im jahr |im jahre |en )(20\\d{2})", match -> year(number(match, 1)));
        add(
                all,
                "(?:calendar week|week|wk|cw|kw|kalenderwoche|woche|semaine|sem) (\\d{1,2})(?: (?:of )?(\\d{4}))?",
                match -> week(number(match, 1), match.group(2)));
        add(all, "q([1-4])(?: (\\d{4}))?", match -> quarter(number(match, 1), match.group(2)));
        add(
                all,
                "(?:in |im |au )?(?:the |le )?"
                        + DateWords.ORDINAL
                        + " (?:quarter|quartals?|trimestre)(?: (\\d{4}))?",
                match -> quarter(DateWords.ordinal(match.group(1)), match.group(2)));
        monthsBesidesThis(all);
        new HalfRules(today, this).addTo(all);
        dayNames(all);
        daysOfAMonth(all);
    }

    private void monthsBesidesThis(List<Rule> all) {
        add(
                all,
                "(?:in |im )?(?:next |nachste[nrms]? |kommende[nrms]? )"
                        + DateWords.MONTH
                        + "|(?:en |de )?"
                        + DateWords.MONTH
                        + " prochain",
                match -> whole(YearMonth.from(today), match, 1));
        add(
                all,
                "(?:in |im )?(?:last |letzte[nrms]? |vergangene[nrms]? )"
                        + DateWords.MONTH
                        + "|(?:en |de )?"
                        + DateWords.MONTH
                        + " dernier",
                match -> whole(YearMonth.from(today), match, -1));
    }

    /** The first month of that name before or after another. */
    private static Period whole(YearMonth other, MatchResult match, int step) {
        int month = DateWords.month(match.group(1) == null ? match.group(2) : match.group(1));
        var found = other.plusMonths(step);
        while (found.getMonthValue() != month) {
            found = found.plusMonths(step);
        }
        return new Period(found.atDay(1), found.atEndOfMonth());
    }

    private void dayNames(List<Rule> all) {
        add(
                all,
                "(?:on |am |le )?" + DateWords.DAY_NAME,
                match -> day(today.with(ahead.looks() ? next(match) : previous(match))));
        add(
                all,
                "(?:last |letzten |vergangenen |am letzten |am vergangenen )"
                        + DateWords.DAY_NAME
                        + "|(?:le )?"
                        + DateWords.DAY_NAME
                        + " dernier",
                match -> day(today.with(previous(match))));
        add(
                all,
                "(?:next |nachsten |kommenden |on next |am nachsten |am kommenden )"
                        + DateWords.DAY_NAME
                        + "|(?:le )?"
                        + DateWords.DAY_NAME
                        + " prochain",
                match -> day(today.with(next(match))));
    }

    private static TemporalAdjuster previous(MatchResult match) {
        return TemporalAdjusters.previous(dayName(match));
    }

    private static TemporalAdjuster next(MatchResult match) {
        return TemporalAdjusters.next(dayName(match));
    }

    /** Of the first form that is there. */
    private static DayOfWeek dayName(MatchResult match) {
        return DateWords.day(match.group(1) == null ? match.group(2) : match.group(1));
    }

    /** "3 to 9 November", "3.-9.11.", "November 3-9". */
    private void daysOfAMonth(List<Rule> all) {
        String to =
                "(?:\\.|st|nd|rd|th|er)? ?(?:to|until|till|through|bis|bis zum|au|and|und|et|-) ?";
        String day = "(\\d{1,2})(?:\\.|st|nd|rd|th|er)?";
        add(
                all,
                "(?:the )?(\\d{1,2})" + to + day + " (?:of )?" + DateWords.MONTH + "(?: (\\d{4}))?",
                match ->
                        days(
                                match.group(4),
                                DateWords.month(match.group(3)),
                                number(match, 1),
                                number(match, 2)));
        add(
                all,
                DateWords.MONTH + " (\\d{1,2})" + to + day + "(?:,? (\\d{4}))?",
                match ->
                        days(
                                match.group(4),
                                DateWords.month(match.group(1)),
                                number(match, 2),
                                number(match, 3)));
        add(
                all,
                "(\\d{1,2})" + to + "(\\d{1,2})\\.(\\d{1,2})\\.?(\\d{4})?" + NO_AMOUNT,
                match ->
                        days(match.group(4), number(match, 3), number(match, 1), number(match, 2)));
        add(
                all,
                "(?!24/7)(\\d{1,2})/(\\d{1,2})",
                match -> slashed(null, number(match, 1), number(match, 2)));
        add(all, "on the (\\d{1,2})(?:st|nd|rd|th)", match -> lastDay(number(match, 1)));
    }

    /** Of one month; what has not come yet is left out. */
    private Period days(@Nullable String year, int month, int first, int last) {
        if (last < first) {
            throw new DateTimeException("upside down");
        }
        var from = dayOf(year, month, first).first();
        return untilToday(from, from.withDayOfMonth(last));
    }

    private static int month(int number) {
        return Month.of(number).getValue();
    }

    private Period year(int year) {
        return untilToday(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    /** Of this month, or of the last where it has not come yet. */
    private Period lastDay(int day) {
        var month = YearMonth.from(today);
        return day((day > today.getDayOfMonth() ? month.minusMonths(1) : month).atDay(day));
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static Period day(int year, int month, int day) {
        return day(LocalDate.of(year, month, day));
    }

    private static Period day(LocalDate date) {
        return new Period(date, date);
    }

    /** 9/11 is the 9th of November; what can only be written as in America is read so. */
    private Period slashed(@Nullable String year, int first, int second) {
        boolean american = second > 12 && first <= 12;
        return american ? dayOf(year, first, second) : dayOf(year, second, first);
    }

    /** Without a year, the last time there was that date. */
    private Period dayOf(@Nullable String year, int month, int day) {
        if (year != null) {
            return day(Integer.parseInt(year), month, day);
        }
        return day(when(today.getYear(), of -> LocalDate.of(of, month, day)));
    }

    /** The last time, or the next where that is asked about. */
    LocalDate when(int year, IntFunction<LocalDate> inYear) {
        var date = inYear.apply(year);
        if (date.isAfter(today)) {
            return isAsked(date) ? date : inYear.apply(year - 1);
        }
        var next = inYear.apply(year + 1);
        return isAsked(next) ? next : date;
    }

    private boolean isAsked(LocalDate date) {
        return ahead.looks() && !date.isAfter(today.plusDays(ahead.days));
    }

    private Period month(int month, @Nullable String year) {
        var first =
                year == null
                        ? when(today.getYear(), of -> LocalDate.of(of, month, 1))
                        : LocalDate.of(Integer.parseInt(year), month, 1);
        return untilToday(first, YearMonth.from(first).atEndOfMonth());
    }

    private Period week(int week, @Nullable String year) {
        var monday =
                year == null
                        ? when(today.get(IsoFields.WEEK_BASED_YEAR), of -> monday(week, of))
                        : monday(week, Integer.parseInt(year));
        if (week < 1 || week > 53 || monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) != week) {
            throw new DateTimeException("no week " + week);
        }
        return untilToday(monday, monday.plusDays(6));
    }

    private static LocalDate monday(int week, int year) {
        return LocalDate.of(year, 1, 4).with(WeekFields.ISO.dayOfWeek(), 1).plusWeeks(week - 1L);
    }

    private Period quarter(int quarter, @Nullable String year) {
        int month = 3 * quarter - 2;
        var first =
                year == null
                        ? when(today.getYear(), of -> LocalDate.of(of, month, 1))
                        : LocalDate.of(Integer.parseInt(year), month, 1);
        return untilToday(first, first.plusMonths(3).minusDays(1));
    }

    /** What runs ends today, unless it is asked how it will end. */
    Period untilToday(LocalDate first, LocalDate last) {
        boolean runs = last.isAfter(today) && !first.isAfter(today);
        return new Period(first, runs && !ahead.looks() ? today : last);
    }
}
