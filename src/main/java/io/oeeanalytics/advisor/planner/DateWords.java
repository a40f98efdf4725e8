package io.oeeanalytics.advisor.planner;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of months and days, and small numbers in words, in English, German and French. */
final class DateWords {
    private static final Map<String, Integer> MONTHS = new HashMap<>();
    private static final Map<String, DayOfWeek> DAYS = new HashMap<>();
    private static final Map<String, Integer> NUMBERS = new HashMap<>();
    private static final Map<String, Integer> ORDINALS = new HashMap<>();

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
        // "Mon" is French, and people sat.
        DAYS.putAll(
                Map.of(
                        "tue", DayOfWeek.TUESDAY,
                        "tues", DayOfWeek.TUESDAY,
                        "wed", DayOfWeek.WEDNESDAY,
                        "weds", DayOfWeek.WEDNESDAY,
                        "thu", DayOfWeek.THURSDAY,
                        "thur", DayOfWeek.THURSDAY,
                        "thurs", DayOfWeek.THURSDAY,
                        "fri", DayOfWeek.FRIDAY));
        // "mar" is March in English and Tuesday nowhere here; "so" and "mi" are other words.
        MONTHS.putIfAbsent("sept", 9);
        numbers("one two three four five six seven eight nine ten eleven twelve");
        numbers("ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf");
        numbers("un deux trois quatre cinq six sept huit neuf dix onze douze");
        for (String words :
                List.of(
                        "first second third fourth",
                        "1st 2nd 3rd 4th",
                        "ersten zweiten dritten vierten",
                        "erstes zweites drittes viertes",
                        "premier deuxieme troisieme quatrieme",
                        "1er 2e 3e 4e",
                        "1 2 3 4")) {
            int number = 0;
            for (String word : words.split(" ", -1)) {
                ORDINALS.put(word, ++number);
            }
        }
        NUMBERS.put("a", 1);
        NUMBERS.put("eine", 1);
        NUMBERS.put("einem", 1);
        NUMBERS.put("einer", 1);
        NUMBERS.put("une", 1);
    }

    /** Words of dates that are written wrong now and then. */
    private static final Set<String> LONG =
            Stream.of(
                            MONTHS.keySet().stream(),
                            DAYS.keySet().stream(),
                            Stream.of(
                                    "yesterday",
                                    "tomorrow",
                                    "weekend",
                                    "wochenende",
                                    "gestern",
                                    "vorgestern",
                                    "ubermorgen",
                                    "semaine",
                                    "quarter",
                                    "quartal",
                                    "trimestre"))
                    .flatMap(words -> words)
                    .filter(word -> word.length() >= Vocabulary.LONG_ENOUGH)
                    .collect(Collectors.toSet());

    static final String MONTH = "(" + alternatives(MONTHS) + ")";

    /** Those that are no other word: "may" alone is none, and "sept" is seven. */
    static final String MONTH_ALONE =
            MONTH.replace("|\\Qmay\\E", "")
                    .replace("\\Qmay\\E|", "")
                    .replace("|\\Qsept\\E", "")
                    .replace("\\Qsept\\E|", "");

    static final String DAY_NAME = "(" + alternatives(DAYS) + ")s?";
    static final String ORDINAL = "(" + alternatives(ORDINALS) + ")";
    static final String NUMBER = "(\\d{1,3}|" + alternatives(NUMBERS) + ")";

    /** Two letters of them may be wrong: nearly nobody can write them. */
    private static final Set<String> HARD =
            Set.of("wednesday", "thursday", "saturday", "donnerstag", "mercredi", "vendredi");

    /** "The 2nd and the 3rd quarter": the first of them lacks its noun. */
    private static final Pattern QUARTERS =
            Pattern.compile(
                    "(?<![\\p{L}\\p{Nd}])"
                            + ORDINAL
                            + " (and|to|und|bis|et|a|vs|versus|-) (?:the |le |dem |zum |au )?"
                            + ORDINAL
                            + " (quarter|quartal|trimestre)(?!\\p{L})");

    private static final Pattern LONE_Y = Pattern.compile("^y (?!a)");

    /** Alone it is a word of French. */
    private static final Pattern MONDAY_TO =
            Pattern.compile(
                    "(?<!\\p{L})mon(?= (?:to|till|until|through|and|vs|-) (?:tue|wed|thu|fri))");

    private static final Pattern GLUED =
            Pattern.compile("(?<![\\p{L}\\p{Nd}_-])(?:kw|cw|wk)(\\d{1,2})(?![\\p{L}\\p{Nd}_-])");

    /** As people shorten them on a phone. */
    private static final Map<String, String> SHORT =
            Map.of(
                    "nxt", "next",
                    "wks", "weeks",
                    "mth", "month",
                    "mths", "months",
                    "qtr", "quarter",
                    "yr", "year",
                    "til", "till",
                    "2moro", "tomorrow");

    private static final Pattern SHORT_WEEK = Pattern.compile("(?<=(?:cette|la|de) )sem(?!\\p{L})");

    private static final Pattern WEEKS =
            Pattern.compile(
                    "(?<![\\p{L}\\p{Nd}])(?:kw|kalenderwochen?|wochen|weeks|semaines) (\\d{1,2})"
                            + " (and|to|und|bis|et|a|vs|versus|-) (?:kw )?(\\d{1,2})(?![\\p{L}\\p{Nd}])");

    private DateWords() {}

    private static void numbers(String words) {
        int number = 0;
        for (String word : words.split(" ", -1)) {
            NUMBERS.put(word, ++number);
        }
    }

    /**
     * @param name as {@link #MONTH} finds it
     */
    static int month(String name) {
        return Objects.requireNonNull(MONTHS.get(name), name);
    }

    /**
     * @param name as {@link #DAY_NAME} finds it
     */
    static DayOfWeek day(String name) {
        return Objects.requireNonNull(DAYS.get(name), name);
    }

    /**
     * @param word as {@link #ORDINAL} finds it, from 1 to 4
     */
    static int ordinal(String word) {
        return Objects.requireNonNull(ORDINALS.get(word), word);
    }

    /**
     * @param word as {@link #NUMBER} finds it
     */
    static int number(String word) {
        var named = NUMBERS.get(word);
        return named == null ? Integer.parseInt(word) : named;
    }

    /**
     * With words of dates spelled right that have one letter wrong, where they are no other word.
     *
     * @param plain as {@link Plain} gives it
     */
    static String spelled(String plain) {
        String spelled =
                Arrays.stream(LONE_Y.matcher(plain).replaceFirst("why ").split(" "))
                        .map(word -> SHORT.getOrDefault(word, word))
                        .map(DateWords::spelledWord)
                        .collect(Collectors.joining(" "));
        spelled = GLUED.matcher(spelled).replaceAll("kw $1");
        spelled = SHORT_WEEK.matcher(spelled).replaceAll("semaine");
        spelled = QUARTERS.matcher(spelled).replaceAll("$1 $4 $2 $3 $4");
        spelled = MONDAY_TO.matcher(spelled).replaceAll("monday");
        return WEEKS.matcher(spelled).replaceAll("kw $1 $2 kw $3");
    }

    private static String spelledWord(String word) {
        if (word.length() < Vocabulary.LONG_ENOUGH
                || LONG.contains(word)
                || !Processes.of(word).isEmpty()
                || Vocabulary.ALL.stream().anyMatch(one -> one.at(List.of(word), 0).isPresent())) {
            return word;
        }
        var meant = near(word, LONG, 1);
        if (meant.isEmpty()) {
            meant = near(word, HARD, 2);
        }
        return meant.size() == 1 ? meant.getFirst() : word;
    }

    private static List<String> near(String word, Set<String> names, int wrong) {
        var near = Vocabulary.near(word, wrong);
        return names.stream().filter(near::run).toList();
    }

    private static String alternatives(Map<String, ?> names) {
        return String.join(
                "|",
                names.keySet().stream()
                        .sorted(
                                Comparator.<String>comparingInt(name -> -name.length())
                                        .thenComparing(name -> name))
                        .map(Pattern::quote)
                        .toList());
    }
}
