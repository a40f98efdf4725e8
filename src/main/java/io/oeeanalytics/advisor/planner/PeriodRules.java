package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.oee.Period;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What periods look like in plain text that are counted from a day, and all others. */
final class PeriodRules {
    private final LocalDate today;
    private final Ahead ahead;

    /**
     * @param period of what was found; throws {@link DateTimeException} for a date there is not
     */
    record Rule(Pattern pattern, Function<MatchResult, Period> period) {}

    PeriodRules(LocalDate today, Ahead ahead) {
        this.today = today;
        this.ahead = ahead;
    }

    List<Rule> all() {
        var all = new ArrayList<Rule>();
        fixed(
                all,
                "today|(so far |earlier )?this (morning|afternoon|evening|shift)|tonight|heute( (morgen|fruh|mittag|abend))?"
                        + "|aujourd ?hui|ce matin|ce soir|cet apres-midi",
                today,
                today);
        fixed(
                all,
                "yesterday|yday|last night|gestern( (morgen|fruh|abend))?|hier( (matin|soir))?",
                today.minusDays(1),
                today.minusDays(1));
        fixed(
                all,
                "(the )?day before yesterday|vorgestern|avant-hier",
                today.minusDays(2),
                today.minusDays(2));
        fixed(
                all,
                "tomm?orr?ow|tmrw|(?<!guten )morgen|demain",
                today.plusDays(1),
                today.plusDays(1));
        fixed(
                all,
                "(the )?day after tomorrow|ubermorgen|apres-demain",
                today.plusDays(2),
                today.plusDays(2));
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        fixed(
                all,
                "this (week|wk)( so far)?|week to date|diese[rn]? woche|cette semaine",
                monday,
                today);
        fixed(
                all,
                "(the )?(last|previous|past) (week|wk)|(letzte[rn]?|vorige[rn]?|vergangene[rn]?) woche"
                        + "|(la )?semaine (derniere|passee|precedente)",
                monday.minusWeeks(1),
                monday.minusDays(1));
        fixed(
                all,
                "(the )?(week|wk) before( last)?|vorletzte[rn]? woche|woche davor|(la )?semaine d avant",
                monday.minusWeeks(2),
                monday.minusWeeks(1).minusDays(1));
        fixed(
                all,
                "(the )?(next|coming) (week|wk)|(nachste[rn]?|kommende[rn]?) woche"
                        + "|(la )?semaine (prochaine|pro|a venir)",
                monday.plusWeeks(1),
                monday.plusWeeks(2).minusDays(1));
        running(all, monday);
        var month = YearMonth.from(today);
        fixed(
                all,
                "this month( so far)?|month to date|mtd|diese[nmrs]* monats?|ce mois(-ci)?",
                month.atDay(1),
                today);
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
                "(the )?next month|nachste[nmrs]? monats?|(le )?mois (prochain|pro)",
                month.plusMonths(1).atDay(1),
                month.plusMonths(1).atEndOfMonth());
        fixed(
                all,
                "this year( so far)?|year to date|ytd|diese[nmrs]* jahr(es)?|cette annee",
                today.withDayOfYear(1),
                today);
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
        whole(all, monday);
        ago(all);
        weekends(all);
        new DateRules(today, ahead).addTo(all);
        return all;
    }

    /** From the beginning of a week, a month, a quarter or a year that still runs. */
    private void running(List<Rule> all, LocalDate monday) {
        var quarter = quarter();
        var units =
                Map.of(
                        "week|woche|wochen|semaine",
                        monday,
                        "month|monat|monats|mois",
                        today.withDayOfMonth(1),
                        "quarter|quartal|quartals|trimestre",
                        quarter,
                        "year|jahr|jahres|annee",
                        today.withDayOfYear(1));
        units.forEach(
                (unit, first) ->
                        fixed(
                                all,
                                "(the )?current (%1$s)|since the (start|beginning) of (the|this) (%1$s)|(im |in der |der |das |des )?laufende[nrms]? (%1$s)(e?s)?|seit (%1$s)(beginn|anfang)|(la |le |l |du |de la |de l )?(%1$s) en cours|depuis le debut (de la |du |de l )(%1$s)"
                                        .formatted(unit),
                                first,
                                today));
    }

    /** Whole weeks of the calendar, or months. */
    private void whole(List<Rule> all, LocalDate monday) {
        add(
                all,
                "(?:the )?(?:last|past|previous) "
                        + DateWords.NUMBER
                        + " (?:full|complete|whole|entire) (weeks?|months?)|(?:der |die |den |in den )?"
                        + "(?:letzten?|vergangenen?) "
                        + DateWords.NUMBER
                        + " (?:vollen|ganzen|kompletten) (wochen?|monaten?)|(?:les |des |ces )?"
                        + DateWords.NUMBER
                        + " (?:derniers |dernieres )?(semaines|mois) (?:pleines|completes|entieres|pleins|complets|entiers)",
                match -> {
                    var amount = pair(match);
                    int number = positive(amount);
                    if (amount.unit() == 'w') {
                        return new Period(monday.minusWeeks(number), monday.minusDays(1));
                    }
                    var first = YearMonth.from(today).minusMonths(number);
                    return new Period(
                            first.atDay(1), YearMonth.from(today).minusMonths(1).atEndOfMonth());
                });
    }

    private LocalDate quarter() {
        return LocalDate.of(today.getYear(), (today.getMonthValue() - 1) / 3 * 3 + 1, 1);
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
        var quarter = quarter();
        fixed(all, "this quarter|diese[sm]? quartal|ce trimestre", quarter, today);
        fixed(
                all,
                "(the )?(last|previous) quarter|(letzte[sn]?|vorige[sn]?) quartal|(le )?trimestre (dernier|precedent)",
                quarter.minusMonths(3),
                quarter.minusDays(1));
    }

    /** From the one that began last; of which people speak until the next begins. */
    private void weekends(List<Rule> all) {
        var begun = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.SATURDAY));
        var coming = today.with(TemporalAdjusters.next(DayOfWeek.SATURDAY));
        boolean runs = today.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
        var over = runs ? begun.minusWeeks(1) : begun;
        fixed(
                all,
                "(on |over )?(the )?(last|past|previous) weekend|(am )?(letzte[ns]?|vergangene[ns]?) wochenende|(le )?week-end (dernier|passe)",
                over,
                over.plusDays(1));
        var meant = ahead.looks() && !runs ? coming : begun;
        fixed(
                all,
                "(at |on |over )?the weekend|am wochenende|(le )?week-end",
                meant,
                runs && !ahead.looks() ? today : meant.plusDays(1));
        var running = runs ? begun : coming;
        fixed(
                all,
                "(on |over )?this weekend|(an )?diese[mns]? wochenende|ce week-end",
                running,
                runs && !ahead.looks() ? today : running.plusDays(1));
        fixed(
                all,
                "(on |over )?(the )?(next|coming) weekend|(am )?(nachste[ns]?|kommende[ns]?) wochenende|(le )?week-end prochain",
                coming,
                coming.plusDays(1));
    }

    private static void fixed(List<Rule> all, String words, LocalDate from, LocalDate to) {
        add(all, words, match -> new Period(from, to));
    }

    static void add(List<Rule> all, String words, Function<MatchResult, Period> period) {
        all.add(
                new Rule(
                        Pattern.compile(
                                "(?<![\\p{L}\\p{Nd}_-])(?<!\\p{Nd}[.,/])(?:"
                                        + words
                                        + ")(?![\\p{L}\\p{Nd}_])"),
                        period));
    }

    private record Amount(int number, char unit) {}

    /** The first number and the unit after it. */
    private static Amount pair(MatchResult match) {
        for (int group = 1; group < match.groupCount(); group += 2) {
            if (match.group(group) != null) {
                String number = match.group(group);
                return new Amount(DateWords.number(number), unit(match.group(group + 1)));
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
            default -> new Period(today.minusDays(number), today.minusDays(number));
        };
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
}
