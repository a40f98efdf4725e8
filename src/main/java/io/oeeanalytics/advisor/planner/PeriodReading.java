package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.oee.Period;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds dates and periods in a question, in English, German and French, counted from today. Weeks
 * begin on Monday, as in ISO 8601. Periods that still run end today.
 */
final class PeriodReading {
    private static final Map<String, Integer> MONTHS = new HashMap<>();
    private static final Map<String, DayOfWeek> DAYS = new HashMap<>();

    static {
        for (var language : List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH)) {
            for (int month = 1; month <= 12; month++) {
                for (var style : List.of(TextStyle.FULL, TextStyle.SHORT)) {
                    String name = Plain.of(Month.of(month).getDisplayName(style, language));
                    MONTHS.putIfAbsent(name, month);
                }
            }
            for (var day : DayOfWeek.values()) {
                DAYS.putIfAbsent(Plain.of(day.getDisplayName(TextStyle.FULL, language)), day);
            }
        }
        // "mar" is March in English and Tuesday nowhere here; "so" and "mi" are other words.
        MONTHS.putIfAbsent("sept", 9);
    }

    private static final String MONTH = "(" + alternatives(MONTHS) + ")";
    private static final String DAY_NAME = "(" + alternatives(DAYS) + ")s?";
    private static final String NUMBER =
            "(\\d{1,3}|one|two|three|four|five|six|seven|ten|zwei|drei|vier|funf|sechs|sieben|zehn"
                    + "|deux|trois|quatre|cinq|sept|dix)";
    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("one", 1),
                    Map.entry("two", 2),
                    Map.entry("zwei", 2),
                    Map.entry("deux", 2),
                    Map.entry("three", 3),
                    Map.entry("drei", 3),
                    Map.entry("trois", 3),
                    Map.entry("four", 4),
                    Map.entry("vier", 4),
                    Map.entry("quatre", 4),
                    Map.entry("five", 5),
                    Map.entry("funf", 5),
                    Map.entry("cinq", 5),
                    Map.entry("six", 6),
                    Map.entry("sechs", 6),
                    Map.entry("seven", 7),
                    Map.entry("sieben", 7),
                    Map.entry("sept", 7),
                    Map.entry("ten", 10),
                    Map.entry("zehn", 10),
                    Map.entry("dix", 10));

    private final LocalDate today;
    private final List<Rule> rules;

    /**
     * Where in the question a period stands.
     *
     * @param from index of the first character
     * @param to index after the last
     */
    record Found(int from, int to, Period period) {}

    private record Rule(Pattern pattern, Function<MatchResult, Period> period) {}

    PeriodReading(LocalDate today) {
        this.today = today;
        this.rules = rules();
    }

    /**
     * In the order of the question, without overlaps; where several could be meant, the longest.
     *
     * @param plain as {@link Plain} gives it
     */
    List<Found> in(String plain) {
        var found = new ArrayList<Found>();
        for (var rule : rules) {
            var matcher = rule.pattern().matcher(plain);
            while (matcher.find()) {
                try {
                    found.add(
                            new Found(
                                    matcher.start(),
                                    matcher.end(),
                                    rule.period().apply(matcher.toMatchResult())));
                } catch (DateTimeException e) {
                    // The 31st of February is no date, whatever it looks like.
                    continue;
                }
            }
        }
        found.sort(
                Comparator.<Found>comparingInt(one -> one.from() - one.to())
                        .thenComparingInt(Found::from));
        var kept = new ArrayList<Found>();
        for (var one : found) {
            if (kept.stream()
                    .noneMatch(other -> one.from() < other.to() && other.from() < one.to())) {
                kept.add(one);
            }
        }
        kept.sort(Comparator.comparingInt(Found::from));
        return joined(plain, kept);
    }

    /** "From A to B" and "since A" are one period. */
    private List<Found> joined(String plain, List<Found> found) {
        var joined = new ArrayList<Found>();
        for (int i = 0; i < found.size(); i++) {
            var one = found.get(i);
            if (i + 1 < found.size()) {
                var next = found.get(i + 1);
                String between = plain.substring(one.to(), next.from());
                String before = plain.substring(0, one.from());
                boolean range =
                        between.matches(
                                        " (to|until|till|through|bis|bis zum|a|au|jusqu a|jusqu au|-) ")
                                || between.matches("-")
                                || (between.matches(" (and|und|et|et le|und dem) ")
                                        && before.matches(
                                                ".*\\b(between|zwischen|entre|entre le) "));
                if (range && !next.period().last().isBefore(one.period().first())) {
                    joined.add(
                            new Found(
                                    one.from(),
                                    next.to(),
                                    new Period(one.period().first(), next.period().last())));
                    i++;
                    continue;
                }
            }
            boolean since =
                    plain.substring(0, one.from())
                            .matches(".*\\b(since|seit|seit dem|depuis|depuis le|ab) ");
            joined.add(
                    since && !one.period().first().isAfter(today)
                            ? new Found(
                                    one.from(), one.to(), new Period(one.period().first(), today))
                            : one);
        }
        return joined;
    }

    private List<Rule> rules() {
        var all = new ArrayList<Rule>();
        fixed(all, "today|heute|aujourd hui|this shift", today, today);
        fixed(all, "yesterday|gestern|hier", today.minusDays(1), today.minusDays(1));
        fixed(
                all,
                "(the )?day before yesterday|vorgestern|avant-hier",
                today.minusDays(2),
                today.minusDays(2));
        fixed(all, "tomorrow|morgen|demain", today.plusDays(1), today.plusDays(1));
        fixed(
                all,
                "(the )?day after tomorrow|ubermorgen|apres-demain",
                today.plusDays(2),
                today.plusDays(2));
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        fixed(all, "this week|diese[rn]? woche|cette semaine", monday, today);
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
        fixed(all, "this month|diese[nmrs]* monat|ce mois(-ci)?", month.atDay(1), today);
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
        fixed(all, "this year|diese[nmrs]* jahr(es)?|cette annee", today.withDayOfYear(1), today);
        fixed(
                all,
                "(the )?(last|previous) year|letzte[nmrs]? jahr(es)?|(l )?annee derniere|l an dernier",
                today.minusYears(1).withDayOfYear(1),
                today.withDayOfYear(1).minusDays(1));
        add(
                all,
                "(?:the )?(?:last|past|previous) "
                        + NUMBER
                        + " (days?|weeks?|months?)|(?:der |die |den |in den )?"
                        + "(?:letzten?|vergangenen?) "
                        + NUMBER
                        + " (tagen?|wochen?|monaten?)|(?:les |des |ces )?"
                        + NUMBER
                        + " (jours|semaines|mois) (?:derniers|dernieres|passes|passees)|(?:les |des |ces )?"
                        + "(?:derniers|dernieres) "
                        + NUMBER
                        + " (jours|semaines|mois)",
                match -> last(pair(match)));
        add(
                all,
                "(?:the )?(?:next|coming) "
                        + NUMBER
                        + " (days?|weeks?)|(?:den )?(?:nachsten|kommenden) "
                        + NUMBER
                        + " (tagen?|wochen?)|(?:les )?"
                        + NUMBER
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
                "(?:the )?(\\d{1,2})(?:\\.|st|nd|rd|th|er)? (?:of )?" + MONTH + "(?: (\\d{4}))?",
                match -> dayOf(match.group(3), MONTHS.get(match.group(2)), number(match, 1)));
        add(
                all,
                MONTH + " (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?",
                match -> dayOf(match.group(3), MONTHS.get(match.group(1)), number(match, 2)));
        add(
                all,
                "(?:in |im |en |au mois de |of |de )?" + MONTH + "(?: (\\d{4}))?",
                match -> month(MONTHS.get(match.group(1)), match.group(2)));
        add(
                all,
                "(?:calendar week|week|kw|kalenderwoche|woche|semaine) (\\d{1,2})(?: (?:of )?(\\d{4}))?",
                match -> week(number(match, 1), match.group(2)));
        add(all, "q([1-4])(?: (\\d{4}))?", match -> quarter(number(match, 1), match.group(2)));
        add(
                all,
                "(?:on |last |am |letzten |vergangenen |le )?" + DAY_NAME + "(?: dernier)?",
                match -> day(today.with(TemporalAdjusters.previous(DAYS.get(match.group(1))))));
        add(
                all,
                "(?:next |nachsten |kommenden |on next )" + DAY_NAME + "|" + DAY_NAME + " prochain",
                match ->
                        day(
                                today.with(
                                        TemporalAdjusters.next(
                                                DAYS.get(
                                                        Optional.ofNullable(match.group(1))
                                                                .orElse(match.group(2)))))));
        return all;
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
                        NUMBERS.containsKey(number)
                                ? NUMBERS.get(number)
                                : Integer.parseInt(number),
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

    private static String alternatives(Map<String, ?> names) {
        return String.join(
                "|",
                names.keySet().stream()
                        .sorted(Comparator.comparingInt(name -> -name.length()))
                        .map(Pattern::quote)
                        .toList());
    }
}
