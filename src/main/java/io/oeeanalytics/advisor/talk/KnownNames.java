package io.oeeanalytics.advisor.talk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names with digits in them that stand in the question or in what the tools found: codes, dates,
 * times, shifts by number. A number in an answer that is none of the figures is allowed as part of
 * one of these only.
 */
final class KnownNames {
    private static final Pattern TIME =
            Pattern.compile(
                    "(?iu)(?<![\\p{N}:.,])(\\d{1,2})[:h](\\d{2})(?::(\\d{2}))?(?![\\p{N}:])(?! ?(?:h|hours?|std|stunden|heures)(?!\\p{L}))");

    /** The German "am" stands before a date, and the "03" of LINE-03 is no hour. */
    private static final Pattern HOUR =
            Pattern.compile(
                    "(?iu)(?<![\\p{N}:.,])(?<![\\p{L}\\p{N}][-_])(?<!\\p{L})(\\d{1,2})(?:[.:](\\d{2}))? ?(uhr|a\\.m|p\\.?m|am(?! \\d)|o['’]clock)(?!\\p{L})");

    /** Before these, 14h05 and 14:05 are a time of day; else how long something took. */
    private static final Pattern AT =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:à|vers|dès|jusqu['’]à|avant|après|entre|at|until|till|from|since|by|um|bis|ab|seit|gegen|von) ?$");

    private static final Pattern LASTING =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:(?:stood|stopped|stopping|idle|down|standing|ran) (?:still )?for|took|lasted|lost|dauerten?|stand|verlor|pendant|durant|duré|perdu) $");

    /** What has a number as its name. */
    private static final String NUMBERED =
            "shift|schicht|équipe|poste|line|linie|ligne|machine|maschine|anlage|station|step|schritt|étape|page|seite|chapter|kapitel|chapitre"
                    + "|section|abschnitt|figure|abbildung|table|tabelle|tableau|revision|version|week|kw|kalenderwoche|woche|semaine|order|auftrag|code|alarm|error|fehler|erreur|störung|type|typ|q|plant|werk|usine|hall|halle"
                    + "|iso|din|en|iec|vdi|vdma|nf";

    private static final String COUNTED =
            "days?|tagen?|tage|jours?|weeks?|wochen?|semaines?|months?|monaten?|monate|mois|hours?|stunden?|heures?|years?|jahren?|jahre|ans?"
                    + "|shifts?|schichten|équipes|lines|linien|lignes|quarters?|thirds?|minutes?|minuten|derniers?|dernières?|letzten|last|past|previous|halves|half|hälfte|quartal|trimestre";

    private static final Pattern BEFORE =
            Pattern.compile("(?iu)(?<!\\p{L})(" + NUMBERED + ")[ -]?(?:no\\.? |nr\\.? |n° )?$");
    private static final Pattern AFTER =
            Pattern.compile(
                    "(?iu)[ -]?(?:\\.|st|nd|rd|th|er|e)?[ -]?("
                            + COUNTED
                            + "|schicht)(?![\\p{L}\\p{N}])");

    /** Such as ISO 22400-2. */
    private static final Pattern JOINED_NUMBERS =
            Pattern.compile("(?iu)(?<!\\p{L})(?:" + NUMBERED + ") ?\\d+(?:[-/.]\\d+)+");

    /** Before a time or a number of things the question is about; else it may be a claim. */
    private static final Pattern SPOKEN_OF =
            Pattern.compile(
                    "(?iu)(?<!\\p{L})(?:last|past|previous|next|these|those|both|letzten|letzte|vergangenen|nächsten|diesen?|beiden|ces|prochaine?s|dernière?s|derniers) $");

    private static final Pattern IN_YEAR =
            Pattern.compile(
                    "(?iu)(?:^|(?<!\\p{L})(?:in|of|since|until|during|year|im jahre?|jahre?|jahres|seit|bis|anfang|mitte|ende|early|late|mid|en|depuis|année|l['’]an|fin|début|and|und|et|to|or)[ -])$");

    private static final Pattern COUNTED_AHEAD = Pattern.compile(Dates.COUNTED_AHEAD);

    private static final Pattern LAST =
            Pattern.compile("(?iu)derniers?|dernières?|letzten|last|past|previous");

    private final String text;
    private final Set<Dates.Day> days = new HashSet<>();
    private final Set<String> times = new HashSet<>();

    KnownNames(List<String> texts) {
        var all = new StringBuilder("\n");
        for (var one : texts) {
            var plain = PlainText.of(one).words();
            all.append(plain).append('\n');
            days.addAll(Dates.days(plain));
            times(plain).forEach(time -> times.add(time.name));
        }
        text = all.toString().toLowerCase(Locale.ROOT);
    }

    /**
     * @param certain whether it can be nothing but a time of day
     */
    private record Time(int start, int end, String name, boolean certain) {}

    private static List<Time> times(String text) {
        var found = new ArrayList<Time>();
        for (var pattern : List.of(TIME, HOUR)) {
            var match = pattern.matcher(text);
            while (match.find()) {
                int hour = Integer.parseInt(match.group(1));
                var minute = match.group(2) == null ? "00" : match.group(2);
                var last = match.group(3) == null ? "" : match.group(3).toLowerCase(Locale.ROOT);
                boolean afternoon = last.startsWith("p") && hour < 12;
                found.add(
                        new Time(
                                match.start(),
                                match.end(),
                                (afternoon ? hour + 12 : hour)
                                        + ":"
                                        + minute
                                        + (last.matches("\\d+") ? ":" + last : ""),
                                pattern.equals(HOUR)));
            }
        }
        return found;
    }

    /**
     * The text with blanks where dates, times of day and numbers of standards stand; none if one of
     * them is not known.
     */
    Optional<String> withoutDates(String sentence) {
        var rest = new StringBuilder(sentence);
        for (var found : Dates.in(sentence)) {
            boolean known =
                    found.either()
                            ? found.days().stream().anyMatch(this::isKnown)
                            : found.days().stream().allMatch(this::isKnown);
            if (known) {
                blank(rest, found.start(), found.end());
            } else if (!found.mayBeNumber()) {
                return Optional.empty();
            }
        }
        var joined = JOINED_NUMBERS.matcher(rest.toString());
        while (joined.find()) {
            if (stands(joined.group())) {
                blank(rest, joined.start(), joined.end());
            }
        }
        for (var time : times(rest.toString())) {
            var before = rest.substring(0, time.start);
            boolean written = rest.substring(time.start, time.end).matches("(?i)\\d+h\\d+");
            if (written && !AT.matcher(before).find()) {
                continue;
            }
            if (LASTING.matcher(before).find()) {
                return Optional.empty();
            }
            if (times.contains(time.name)) {
                blank(rest, time.start, time.end);
            } else if (time.certain) {
                return Optional.empty();
            }
        }
        return Optional.of(rest.toString());
    }

    private boolean isKnown(Dates.Day day) {
        return days.stream().anyMatch(day::isSaidBy);
    }

    /** Whether a word, such as LINE-03, stands there as it is. */
    boolean hasWord(String word) {
        return stands(word);
    }

    /**
     * Whether what stands there is a number by which something is named, and is so named in what is
     * known: "shift 2", or a year.
     */
    boolean isName(String sentence, int start, int end) {
        var number = sentence.substring(start, end);
        var before = BEFORE.matcher(sentence.substring(0, start));
        if (before.find() && stands(sentence.substring(before.start(1), end))) {
            return true;
        }
        return number.matches("(?:19|20)\\d{2}")
                && IN_YEAR.matcher(sentence.substring(0, start)).find()
                && !COUNTED_AHEAD.matcher(sentence).region(end, sentence.length()).lookingAt()
                && days.stream().anyMatch(day -> day.year() == Integer.parseInt(number));
    }

    /**
     * Whether it counts the time or the things the question is about, as known: "last 7 days".
     *
     * @param end of the number, without what it counts
     * @param past nothing that belongs to it stands further
     */
    boolean isCountAsked(String sentence, int start, int end, int past) {
        var after = AFTER.matcher(sentence).region(end, sentence.length());
        return after.lookingAt()
                && after.end() >= past
                && (after.group(1).equalsIgnoreCase("schicht")
                        || SPOKEN_OF.matcher(sentence.substring(0, start)).find()
                        || LAST.matcher(after.group(1)).matches())
                && stands(sentence.substring(start, after.end(1)));
    }

    private boolean stands(String words) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}])(?<![\\p{L}\\p{N}][-_/.])"
                                + Pattern.quote(words.toLowerCase(Locale.ROOT))
                                + "(?![\\p{L}\\p{N}])(?![-_/.][\\p{L}\\p{N}])")
                .matcher(text)
                .find();
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (int at = start; at < end; at++) {
            text.setCharAt(at, ' ');
        }
    }
}
