package io.oeeanalytics.advisor.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a question holds that is known by its shape, and stands in no list of words. */
final class Shapes {
    private static final String HOUR = "\\d{1,2}(?::\\d{2})?";

    /**
     * "Am" alone is a word of German: it counts behind a number only where English leaves no doubt.
     */
    private static final Pattern TIME_OF_DAY =
            Pattern.compile(
                    "(?<![\\p{L}\\p{Nd}.,:/-])(?:(?:at|between|from|um|von|zwischen|gegen) )?(?:"
                            + (HOUR + " ?(?:am|pm)? ?(?:and|to|und|bis|-) ?)?" + HOUR)
                            + "(?:am| ?pm| ?uhr| ?o clock)(?![\\p{L}\\p{Nd}])"
                            + "|(?<!\\p{L})(?:(?:at|between|from) "
                            + (HOUR + "|(?:between |from )?" + HOUR + " (?:and|to|-) " + HOUR)
                            + ") am(?!\\p{L})"
                            + "|(?<!\\p{L})entre \\d{1,2} ?h(?:\\d{2})? et \\d{1,2} ?h(?:\\d{2})?(?![\\p{L}\\p{Nd}])");

    /** Of stops by how long they took nobody tells; the longest come first. */
    private static final Pattern DURATION =
            Pattern.compile(
                    "(?<!\\p{L})(?:(?:longer|more|less|shorter) than|over|at least|langer als|mehr als|uber|mindestens|plus de|de plus de)"
                            + " \\d{1,3} ?(?:min|mins|minutes|minuten|h|hours?|stunden?|heures?|s|sec|seconds|sekunden|secondes)(?![\\p{L}\\p{Nd}])");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static final Pattern MISSING =
            Pattern.compile("(?<!\\p{L})(?:missing|fehl(?:en|t|te|ten)|manqu\\p{L}*)(?!\\p{L})");

    private static final Pattern DATA =
            Pattern.compile("(?<!\\p{L})(?:data|daten|donnees)(?!\\p{L})");

    /** How French turns a question around. */
    private static final Pattern INVERTED =
            Pattern.compile("(?<=\\p{L})-(?:t-)?(?:il|elle|ils|elles|on|nous|vous)$");

    private static final String POLITE = "^(?:(?:please|pls|can you|could you|bitte|stp|svp) )?";

    /** Tells somebody to do something to a line or all of them, or to give a figure a value. */
    private static final Pattern ORDER =
            Pattern.compile(
                    POLITE
                            + "(?:(?:set|change|raise|lower|put|setze?|stelle?|mets|mettez|fixe[zr]?) .* (?:to|at|auf|a) \\d+(?:[.,]\\d+)? ?(?:%|percent|prozent|pour cent)?$"
                            + "|(?:stop|halt|start|restart|pause|close|dismiss|clear|acknowledge|schliesse?|quittiere?|ferme[zr]?|acquitte[zr]?|stoppe?|halte?|starte?|arrete[zr]?|demarre[zr]?)"
                            + " (?:the|all|every|die|den|das|alle|la|le|les|l|"
                            + QuestionReader.NAMED
                            + ")(?= |$))");

    /** In the middle of a sentence. */
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll},] )\\p{Lu}\\p{Ll}+");

    private Shapes() {}

    static boolean hasTimeOfDay(String plain) {
        return TIME_OF_DAY.matcher(plain).find();
    }

    static String withoutTimesOfDay(String plain) {
        return without(TIME_OF_DAY, plain);
    }

    /** As they are told to be left out: without their numbers, which are no figures. */
    static List<String> durations(String plain) {
        return DURATION.matcher(plain)
                .results()
                .map(MatchResult::group)
                .map(words -> NUMBER.matcher(words).replaceAll("…"))
                .toList();
    }

    static String withoutDurations(String plain) {
        return without(DURATION, plain);
    }

    private static String without(Pattern shape, String plain) {
        return shape.matcher(plain).replaceAll(" " + QuestionReader.TAKEN + " ").strip();
    }

    static boolean asksForMissingData(String plain) {
        return MISSING.matcher(plain).find() && DATA.matcher(plain).find();
    }

    /** "A-t-il évolué": without the person at the end, where the word is in no list as it is. */
    static List<String> turnedAround(List<String> words) {
        var french = Vocabulary.of(Locale.FRENCH);
        var turned = new ArrayList<String>();
        for (String word : words) {
            turned.add(french.hasWord(word) ? word : INVERTED.matcher(word).replaceFirst(""));
        }
        return turned;
    }

    /**
     * @param left words of the question, with marks for what was found in it
     */
    static boolean isOrder(List<String> left) {
        return ORDER.matcher(String.join(" ", left)).find();
    }

    /** Words with a capital, as {@link Plain} has them: somebody's names, but in German. */
    static List<String> names(String question) {
        return NAME.matcher(question).results().map(name -> Plain.of(name.group())).toList();
    }
}
