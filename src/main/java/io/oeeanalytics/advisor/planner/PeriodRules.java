package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.oee.Period;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What dates and periods look like in plain text, counted from a day. */
final class PeriodRules {
    private final LocalDate today;

    /**
     * @param period of what was found; throws {@link DateTimeException} for a date there is not
     */
    record Rule(Pattern pattern, Function<MatchResult, Period> period) {}

    PeriodRules(LocalDate today) {
        this.today = today;
    }

    List<Rule> all() {
        var all = new ArrayList<Rule>();
        fixed(all, "today|(so far |earlier )?this (morning|afternoon|evening|shift)|tonight|heute( (morgen|fruh|mittag|abend))?"
                        + "|aujourd hui|ce matin|ce soir|cet apres-midi", today, today);
        fixed(all, "yesterday|last night|gestern( (morgen|fruh|abend))?|hier( (matin|soir))?", today.minusDays(1), today.minusDays(1));
        fixed(
                all,
                "(the )?day before yesterday|vorgestern|avant-hier",
                today.minusDays(2),
                today.minusDays(2));
        fixed(all, "tomorrow|(?<!guten )morgen|demain", today.plusDays(1), today.plusDays(1));
        fixed(
                all,
                "(the )?day after tomorrow|ubermorgen|apres-demain",
                today.plusDays(2),
                today.plusDays(2));
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        fixed(all, "this week( so far)?|week to date|diese[rn]? woche|cette semaine"
                        + "|depuis le debut de la semaine|seit wochenbeginn", monday, today);
        fixed(
                all,
                "(the )?(last|previous|past) week|(letzte[rn]?|vorige[rn]?|vergangene[rn]?) woche"
                        + "|(la )?semaine (derniere|passee|precedente)",
                monday.minusWeeks(1),
                monday.minusDays(1));
        fixed(
                all,
                "(the )?week before( last)?|vorletzte[rn]? woche|woche davor|(la )?semaine d avant",
                monday.minusWeeks(2),
                monday.minusWeeks(1).minusDays(1));
        fixed(
                all,
                "(the )?(next|coming) week|(nachste[rn]?|kommende[rn]?) woche"
                        + "|(la )?semaine (prochaine|a venir)",
                monday.plusWeeks(1),
                monday.plusWeeks(2).minusDays(1));
        var month = YearMonth.from(today);
        fixed(
                all,
                "this month( so far)?|month to date|mtd|diese[nmrs]* monats?|ce mois(-ci)?"
                        + "|depuis le debut du mois|seit monatsbeginn", month.atDay(1), today);
        fixed(
                all,
                "(the )?(last|previous|past) month|(letzte[nmrs]?|vorige[nmrs]?|vergangene[nmrs]?)"
                        + " monats?|(le )?mois (dernier|passe|precedent)",
                month.minusMonths(1).atDay(1),
                month.minusMonths(1).atEndOfMonth());
        fixed(
                all,
                "(the )?month before( last)?|vorletzte[nmrs]? monats?|monat davor|(le )?mois d avant",
                month.minusMonths(2).atDay(1),
                month.minusMonths(2).atEndOfMonth());
        fixed(
                all,
                "(the )?next month|nachste[nmrs]? monats?|(le )?mois prochain",
                month.plusMonths(1).atDay(1),
                month.plusMonths(1).atEndOfMonth());
        fixed(all, "this year( so far)?|year to date|ytd|diese[nmrs]* jahr(es)?|cette annee"
                        + "|depuis le debut de l annee|seit jahresbeginn", today.withDayOfYear(1), today);
        fixed(
                all,
                "(the )?(last|previous) year|letzte[nmrs]? jahr(es)?|(l )?annee derniere|l an dernier",
                today.minusYears(1).withDayOfYear(1),
                today.withDayOfYear(1).minusDays(1));
        add(
                all,
                "(?:the )?(?:last|past|previous) "
                        + DateWords.NUMBER
                        + " (days?|weeks?|months?)|(?:der |die |den |in den )?"
                        + "(?:letzten?|vergangenen?) "
                        + DateWords.NUMBER
                        + " (tagen?|wochen?|monaten?)|(?:les |des |ces )?"
                        + DateWords.NUMBER
                        + " (jours|semaines|mois) (?:derniers|dernieres|passes|passees)|(?:les |des |ces )?"
                        + "(?:derniers|dernieres) "
                        + DateWords.NUMBER
                        + " (jours|semaines|mois)|(?:les |des |ces )?"
                        + DateWords.NUMBER
                        + " (?:derniers|dernieres) (jours|semaines|mois)",
                match -> last(pair(match)));
        add(
                all,
                "(?:the )?(?:next|coming) "
                        + DateWords.NUMBER
                        + " (days?|weeks?)|(?:den )?(?:nachsten|kommenden) "
                        + DateWords.NUMBER
                        + " (tagen?|wochen?)|(?:les )?"
                        + DateWords.NUMBER
                        + " (?:prochains|prochaines) (jours|semaines)",
                match -> next(pair(match)));
        add(
                all,
                "(\\d{4})-(\\d{2})-(\\d{2})",
                match -> day(year(match, 1), number(match, 2), number(match, 3)));
        add(
                all,
                "(\\d{1,2})\\.(\\d{1,2})\\.?(\\d{4})?",
                match -> dayOf(match.group(3), number(match, 2), number(match, 1)));
        add(
                all,
                "(\\d{1,2})/(\\d{1,2})/(\\d{4})",
                match -> day(year(match, 3), number(match, 2), number(match, 1)));
        add(
                all,
                "(?:the )?(\\d{1,2})(?:\\.|st|nd|rd|th|er)? (?:of )?" + DateWords.MONTH + "(?: (\\d{4}))?",
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
        add(
                all,
                "(\\d{4})-(\\d{2})",
                match -> month(month(number(match, 2)), match.group(1)));
        add(
                all,
                "(?:in |im jahr |im jahre |en )(20\\d{2})",
                match -> year(number(match, 1)));
        add(
                all,
                "(?:calendar week|week|kw|kalenderwoche|woche|semaine) (\\d{1,2})(?: (?:of )?(\\d{4}))?",
                match -> week(number(match, 1), match.group(2)));
        daysOfAMonth(all);
        ago(all);
        add(all, "q([1-4])(?: (\\d{4}))?", match -> quarter(number(match, 1), match.group(2)));
        add(
                all,
                "(?:on |last |am |letzten |vergangenen |le )?" + DateWords.DAY_NAME + "(?: dernier)?",
                match -> day(today.with(TemporalAdjusters.previous(DateWords.day(match.group(1))))));
        add(
                all,
                "(?:next |nachsten |kommenden |on next )" + DateWords.DAY_NAME + "|" + DateWords.DAY_NAME + " prochain",
                match ->
                        day(
                                today.with(
                                        TemporalAdjusters.next(
                                                DateWords.day(
                                                        Optional.ofNullable(match.group(1))
                                                                .orElse(match.group(2)))))));
        return all;
    }

    /** "3 to 9 November", "3.-9.11.", "November 3-9". */
    private void daysOfAMonth(List<Rule> all) {
        String to = "(?:\\.|st|nd|rd|th|er)? ?(?:to|until|till|through|bis|bis zum|au|and|und|et|-) ?";
        String day = "(\\d{1,2})(?:\\.|st|nd|rd|th|er)?";
        add(
                all,
                "(?:the )?(\\d{1,2})" + to + day + " (?:of )?" + DateWords.MONTH + "(?: (\\d{4}))?",
                match ->
                        days(
                                dayOf(match.group(4), DateWords.month(match.group(3)), number(match, 1)),
                                dayOf(match.group(4), DateWords.month(match.group(3)), number(match, 2))));
        add(
                all,
                DateWords.MONTH + " (\\d{1,2})" + to + day + "(?:,? (\\d{4}))?",
                match ->
                        days(
                                dayOf(match.group(4), DateWords.month(match.group(1)), number(match, 2)),
                                dayOf(match.group(4), DateWords.month(match.group(1)), number(match, 3))));
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
        add(
                all,
                "on the (\\d{1,2})(?:st|nd|rd|th)",
                match -> lastDay(number(match, 1)));
    }

    /** A day, or the whole week or month that was then; and what is named without a number. */
    private void ago(List<Rule> all) {
        add(
                all,
                DateWords.NUMBER
                        + " (days?|weeks?|months?) ago|vor "
                        + DateWords.NUMBER
                        + " (tage?n?|wochen?|monate?n?)|il y a "
                        + DateWords.NUMBER
                        + " (jours?|semaines?|mois)",
                match -> ago(pair(match)));
        var saturday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
        fixed(
                all,
                "(on |over )?(the )?(last|past) weekend|(am )?(letzte[ns]?|vergangene[ns]?) wochenende|(le )?week-end (dernier|passe)",
                saturday.minusWeeks(1),
                saturday.minusDays(6));
        fixed(
                all,
                "(on |over )?(the |this |next )weekend|(am |nachste[ns]? )wochenende|(ce |le )week-end( prochain)?",
                saturday,
                saturday.plusDays(1));
        var quarter = LocalDate.of(today.getYear(), (today.getMonthValue() - 1) / 3 * 3 + 1, 1);
        fixed(all, "this quarter|diese[sm]? quartal|ce trimestre", quarter, today);
        fixed(
                all,
                "(the )?(last|previous) quarter|(letzte[sn]?|vorige[sn]?) quartal|(le )?trimestre (dernier|precedent)",
                quarter.minusMonths(3),
                quarter.minusDays(1));
    }

    private static void fixed(List<Rule> all, String words, LocalDate from, LocalDate to) {
        add(all, words, match -> new Period(from, to));
    }

    private static void add(List<Rule> all, String words, Function<MatchResult, Period> period) {
        all.add(
                new Rule(
                        Pattern.compile(
                                "(?<![\\p{L}\\p{Nd}_-])(?:" + words + ")(?![\\p{L}\\p{Nd}_])"),
                        period));
    }

    private record Amount(int number, char unit) {}

    /** The first number and the unit after it. */
    private static Amount pair(MatchResult match) {
        for (int group = 1; group < match.groupCount(); group += 2) {
            if (match.group(group) != null) {
                String number = match.group(group);
                return new Amount(
                        DateWords.number(number),
                        unit(match.group(group + 1)));
            }
        }
        throw new DateTimeException("no amount");
    }

    private static char unit(String word) {
        return word.startsWith("w") || word.startsWith("s")
                ? 'w'
                : word.startsWith("m") ? 'm' : 'd';
    }

    private Period ago(Amount amount) {
        int number = positive(amount);
        return switch (amount.unit()) {
            case 'w' -> {
                var monday =
                        today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                                .minusWeeks(number);
                yield new Period(monday, monday.plusDays(6));
            }
            case 'm' -> {
                var month = YearMonth.from(today).minusMonths(number);
                yield new Period(month.atDay(1), month.atEndOfMonth());
            }
            default -> day(today.minusDays(number));
        };
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

    /** The last of them is yesterday, as today still runs. */
    private Period last(Amount amount) {
        var last = today.minusDays(1);
        return new Period(
                switch (amount.unit()) {
                    case 'w' -> last.minusWeeks(positive(amount)).plusDays(1);
                    case 'm' -> last.minusMonths(positive(amount)).plusDays(1);
                    default -> last.minusDays(positive(amount) - 1L);
                },
                last);
    }

    private Period next(Amount amount) {
        var first = today.plusDays(1);
        return new Period(
                first,
                amount.unit() == 'w'
                        ? first.plusWeeks(positive(amount)).minusDays(1)
                        : first.plusDays(positive(amount) - 1L));
    }

    private static int positive(Amount amount) {
        if (amount.number() < 1) {
            throw new DateTimeException("no days at all");
        }
        return amount.number();
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static int year(MatchResult match, int group) {
        return number(match, group);
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
