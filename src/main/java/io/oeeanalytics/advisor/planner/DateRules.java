package io.oeeanalytics.advisor.planner;

import static io.oeeanalytics.advisor.planner.PeriodRules.add;

import io.oeeanalytics.advisor.planner.PeriodRules.Rule;
import io.oeeanalytics.oee.Period;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * What dates, weeks, months and quarters look like that are written out. Without a year the last
 * time is meant that there was one.
 */
final class DateRules {
    private final LocalDate today;

    DateRules(LocalDate today) {
        this.today = today;
    }

    void addTo(List<Rule> all) {
        add(
                all,
                "(\\d{4})-(\\d{2})-(\\d{2})",
                match -> day(number(match, 1), number(match, 2), number(match, 3)));
        add(
                all,
                "(\\d{1,2})\\.(\\d{1,2})\\.?(\\d{4})?",
                match -> dayOf(match.group(3), number(match, 2), number(match, 1)));
        add(
                all,
                "(\\d{1,2})/(\\d{1,2})/(\\d{4})",
                match -> day(number(match, 3), number(match, 2), number(match, 1)));
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
                "(?:in |im |en |au mois de |of |de )" + DateWords.MONTH,
                match -> month(DateWords.month(match.group(1)), null));
        add(
                all,
                "(?:in |im |en |au mois de |of |de )?" + DateWords.MONTH + " (\\d{4})",
                match -> month(DateWords.month(match.group(1)), match.group(2)));
        add(all, "(\\d{4})-(\\d{2})", match -> month(month(number(match, 2)), match.group(1)));
        add(all, "(?:in |im jahr |im jahre |en )(20\\d{2})", match -> year(number(match, 1)));
        add(
                all,
                "(?:calendar week|week|kw|kalenderwoche|woche|semaine) (\\d{1,2})(?: (?:of )?(\\d{4}))?",
                match -> week(number(match, 1), match.group(2)));
        add(all, "q([1-4])(?: (\\d{4}))?", match -> quarter(number(match, 1), match.group(2)));
        add(
                all,
                "(?:on |last |am |letzten |vergangenen |le )?"
                        + DateWords.DAY_NAME
                        + "(?: dernier)?",
                match ->
                        day(today.with(TemporalAdjusters.previous(DateWords.day(match.group(1))))));
        add(
                all,
                "(?:next |nachsten |kommenden |on next )"
                        + DateWords.DAY_NAME
                        + "|"
                        + DateWords.DAY_NAME
                        + " prochain",
                match ->
                        day(
                                today.with(
                                        TemporalAdjusters.next(
                                                DateWords.day(
                                                        Optional.ofNullable(match.group(1))
                                                                .orElse(match.group(2)))))));
        daysOfAMonth(all);
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
                                dayOf(
                                        match.group(4),
                                        DateWords.month(match.group(3)),
                                        number(match, 1)),
                                dayOf(
                                        match.group(4),
                                        DateWords.month(match.group(3)),
                                        number(match, 2))));
        add(
                all,
                DateWords.MONTH + " (\\d{1,2})" + to + day + "(?:,? (\\d{4}))?",
                match ->
                        days(
                                dayOf(
                                        match.group(4),
                                        DateWords.month(match.group(1)),
                                        number(match, 2)),
                                dayOf(
                                        match.group(4),
                                        DateWords.month(match.group(1)),
                                        number(match, 3))));
        add(
                all,
                "(\\d{1,2})" + to + "(\\d{1,2})\\.(\\d{1,2})\\.?(\\d{4})?",
                match ->
                        days(
                                dayOf(match.group(4), number(match, 3), number(match, 1)),
                                dayOf(match.group(4), number(match, 3), number(match, 2))));
        add(
                all,
                "(?!24/7)(\\d{1,2})/(\\d{1,2})",
                match -> dayOf(null, number(match, 2), number(match, 1)));
        add(all, "on the (\\d{1,2})(?:st|nd|rd|th)", match -> lastDay(number(match, 1)));
    }

    private static Period days(Period first, Period last) {
        if (last.last().isBefore(first.first())) {
            throw new DateTimeException("upside down");
        }
        return new Period(first.first(), last.last());
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

    /** Without a year, the last time there was that date. */
    private Period dayOf(@Nullable String year, int month, int day) {
        if (year != null) {
            return day(Integer.parseInt(year), month, day);
        }
        var date = LocalDate.of(today.getYear(), month, day);
        return day(date.isAfter(today) ? date.minusYears(1) : date);
    }

    private Period month(int month, @Nullable String year) {
        var asked = YearMonth.of(year == null ? today.getYear() : Integer.parseInt(year), month);
        if (year == null && asked.atDay(1).isAfter(today)) {
            asked = asked.minusYears(1);
        }
        return untilToday(asked.atDay(1), asked.atEndOfMonth());
    }

    private Period week(int week, @Nullable String year) {
        int of = year == null ? today.get(IsoFields.WEEK_BASED_YEAR) : Integer.parseInt(year);
        var monday =
                LocalDate.of(of, 1, 4).with(WeekFields.ISO.dayOfWeek(), 1).plusWeeks(week - 1L);
        if (week < 1 || week > 53 || monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) != week) {
            throw new DateTimeException("no week " + week);
        }
        return untilToday(monday, monday.plusDays(6));
    }

    private Period quarter(int quarter, @Nullable String year) {
        int of = year == null ? today.getYear() : Integer.parseInt(year);
        var first = LocalDate.of(of, 3 * quarter - 2, 1);
        return untilToday(first, first.plusMonths(3).minusDays(1));
    }

    private Period untilToday(LocalDate first, LocalDate last) {
        return new Period(first, last.isAfter(today) && !first.isAfter(today) ? today : last);
    }
}
