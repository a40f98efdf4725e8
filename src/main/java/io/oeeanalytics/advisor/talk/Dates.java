package io.oeeanalytics.advisor.talk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the dates in a text, in English, German and French. */
final class Dates {
    private static final List<String> NAMES =
            List.of(
                    "january|januar|janvier|jan|janv",
                    "february|februar|février|feb|févr",
                    "march|märz|mars|mar|mär",
                    "april|avril|apr|avr",
                    "may|mai",
                    "june|juni|juin|jun",
                    "july|juli|juillet|jul|juil",
                    "august|août|aug",
                    "september|septembre|sept|sep",
                    "october|oktober|octobre|oct|okt",
                    "november|novembre|nov",
                    "december|dezember|décembre|dec|dez|déc");

    static final String MONTHS = String.join("|", NAMES);

    private static final Map<String, Integer> NUMBERS =
            IntStream.range(0, 12)
                    .boxed()
                    .flatMap(
                            month ->
                                    Pattern.compile("\\|")
                                            .splitAsStream(NAMES.get(month))
                                            .map(name -> Map.entry(name, month + 1)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final String DAY = "(\\d{1,2})(?:\\.|st|nd|rd|th|er)?";
    private static final String MONTH = "((?:" + MONTHS + ")(?!\\p{L}))\\.?";

    /** What is counted in a plant, perhaps with a word that says which. */
    static final String COUNTED_AHEAD =
            "(?iu:[ -](?:(?:good|bad|rejected|scrap|scrapped|total|more|other|single|short|micro|long|planned|unplanned|gute|schlechte|fehlerhafte|weitere|kurze|lange|geplante|ungeplante|bonnes|mauvaises) )?(?:pieces|parts|units|stops|times|hours|minutes|seconds|days|weeks|points|percent|lines|shifts|failures|breakdowns|faults|errors|alarms"
                    + "|teilen?|teile|stück|stopps?|stillständen?|stillstände|mal|stunden|minuten|sekunden|tagen?|tage|wochen|punkten?|punkte|prozent|linien|schichten|störungen|ausfällen?|ausfälle"
                    + "|pièces|arrêts|fois|heures|secondes|jours|semaines|pannes|lignes|équipes)(?!\\p{L}))";

    private static final String YEAR = "((?:19|20)\\d{2})(?![\\d])(?!" + COUNTED_AHEAD + ")";
    private static final String START = "(?i)(?<![\\p{L}\\p{N}.,:/-])";

    private static final Pattern ISO = Pattern.compile(START + "(\\d{4})-(\\d{2})-(\\d{2})(?!\\d)");
    private static final Pattern DOTTED =
            Pattern.compile(
                    START
                            + "(\\d{1,2})\\. ?(\\d{1,2})\\.(?: ?((?:19|20)?\\d{2})(?![\\d.,]\\d|\\d))?(?!\\d)");
    private static final Pattern SLASHED =
            Pattern.compile(START + "(\\d{1,2})/(\\d{1,2})/((?:19|20)?\\d{2})(?![\\d/])");
    private static final Pattern RANGE =
            Pattern.compile(
                    START
                            + DAY
                            + " ?(?:to|bis|au|and|und|et|–|-|—) ?"
                            + DAY
                            + " "
                            + MONTH
                            + "(?:,? "
                            + YEAR
                            + ")?");
    private static final Pattern DAY_MONTH =
            Pattern.compile(START + DAY + " (?:of |de )?" + MONTH + "(?:,? " + YEAR + ")?");
    private static final Pattern MONTH_DAY =
            Pattern.compile(
                    START
                            + MONTH
                            + " "
                            + "(\\d{1,2})(?:st|nd|rd|th)?(?![\\d]|[.,:]\\d)(?!"
                            + COUNTED_AHEAD
                            + ")"
                            + "(?:,? "
                            + YEAR
                            + ")?");
    private static final Pattern MONTH_YEAR = Pattern.compile(START + MONTH + " " + YEAR);

    private Dates() {}

    /**
     * @param year 0 where none is said
     * @param day 0 where none is said
     */
    record Day(int year, int month, int day) {
        /** Whether it says nothing but what the other one says too. */
        boolean isSaidBy(Day other) {
            return (year == 0 || year == other.year)
                    && month == other.month
                    && (day == 0 || day == other.day);
        }
    }

    /**
     * @param days that it may mean; several where day and month may be read either way, or it is a
     *     range
     * @param either one of them is enough
     * @param mayBeNumber it may as well be a number that ends a sentence
     */
    record Found(int start, int end, List<Day> days, boolean either, boolean mayBeNumber) {}

    /** None of them overlaps another. */
    static List<Found> in(String text) {
        var found = new ArrayList<Found>();
        all(ISO, text, found, m -> one(number(m, 1), number(m, 2), number(m, 3)));
        all(
                RANGE,
                text,
                found,
                m -> {
                    int month = month(m, 3);
                    int year = number(m, 4);
                    return List.of(
                            new Day(year, month, number(m, 1)), new Day(year, month, number(m, 2)));
                });
        all(DAY_MONTH, text, found, m -> one(number(m, 3), month(m, 2), number(m, 1)));
        all(MONTH_DAY, text, found, m -> one(number(m, 3), month(m, 1), number(m, 2)));
        all(MONTH_YEAR, text, found, m -> one(number(m, 2), month(m, 1), 0));
        all(DOTTED, text, found, m -> one(year(m, 3), number(m, 2), number(m, 1)));
        all(
                SLASHED,
                text,
                found,
                m ->
                        List.of(
                                new Day(year(m, 3), number(m, 2), number(m, 1)),
                                new Day(year(m, 3), number(m, 1), number(m, 2))));
        found.sort((a, b) -> Integer.compare(a.start, b.start));
        return found;
    }

    /** Whatever days are named; one without a year has that of the next one that names it. */
    static List<Day> days(String text) {
        var days = new ArrayList<Day>();
        int year = 0;
        for (var found : in(text).reversed()) {
            for (var day : found.days().reversed()) {
                year = day.year == 0 ? year : day.year;
                days.add(new Day(year, day.month, day.day));
            }
        }
        return days;
    }

    private interface Reading {
        List<Day> of(Matcher match);
    }

    private static void all(Pattern pattern, String text, List<Found> found, Reading reading) {
        var match = pattern.matcher(text);
        while (match.find()) {
            int start = match.start();
            int end = match.end();
            if (found.stream().noneMatch(one -> one.start < end && start < one.end)) {
                var days = reading.of(match);
                if (days.stream()
                        .anyMatch(day -> day.month >= 1 && day.month <= 12 && day.day <= 31)) {
                    found.add(
                            new Found(
                                    start,
                                    end,
                                    days,
                                    pattern.equals(SLASHED),
                                    pattern.equals(DOTTED) && days.getFirst().year == 0));
                }
            }
        }
    }

    private static List<Day> one(int year, int month, int day) {
        return List.of(new Day(year, month, day));
    }

    private static int number(Matcher match, int group) {
        return match.group(group) == null ? 0 : Integer.parseInt(match.group(group));
    }

    private static int year(Matcher match, int group) {
        int year = number(match, group);
        return year > 0 && year < 100 ? 2000 + year : year;
    }

    private static int month(Matcher match, int group) {
        return NUMBERS.getOrDefault(match.group(group).toLowerCase(Locale.ROOT), 0);
    }
}
