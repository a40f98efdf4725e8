package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.talk.Quantity.Kind;
import io.oeeanalytics.advisor.talk.Quantity.Reading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the numbers in a text, with their units, in English, German and French. */
final class Quantities {
    /** A word with a digit in it, whatever else it is. */
    private static final Pattern TOKEN =
            Pattern.compile("[\\p{L}\\p{N}_]+(?:[-_/.:,'’+–—][\\p{L}\\p{N}_]+)*");

    private static final Pattern DIGIT = Pattern.compile("\\d");
    private static final Pattern WHOLE =
            Pattern.compile(
                    "(?<number>\\d{1,3}(?:[.,'’]\\d{3})+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?)(?<glued>\\p{L}{1,5})?");
    private static final Pattern RANGE =
            Pattern.compile("(\\d+(?:[.,]\\d+)?)[-–—/](\\d+(?:[.,]\\d+)?)");
    private static final Pattern NEXT_GROUP =
            Pattern.compile(" (\\d{3}(?:[.,]\\d+)?)(?![\\p{L}\\p{N}.,'’]*\\p{N})");
    private static final Pattern HOURS_MINUTES = Pattern.compile("(?i)(\\d+)h(\\d{2})(?:min)?");
    private static final Pattern CLOCKED = Pattern.compile("(\\d+):(\\d{2})");

    private static final String AFTER = "(?![\\p{L}\\p{N}])";
    private static final Pattern POINTS =
            unit(
                    "percentage[ -]points?|%[ -]points?|%-?punkten?|prozentpunkten?|prozentpunkte?|points? de pourcentage"
                            + "|points?|pts?|punkten?|punkte?|pp");
    private static final Pattern PERCENT = unit("%|percent|per cent|prozent|pour[ -]?cent|pct");
    private static final Pattern RATE =
            unit(
                    "(?:good |gute |bonnes )?(?:(?:pieces|parts|units|pcs|stück|stk|teilen?|pièces)\\.? ?)?(?:/ ?(?:h|hour|std|stunde|heure)|(?:per|an|pro|par|je|à l['’]) ?(?:h|hour|stunde|heure))");
    private static final Pattern PIECES =
            unit(
                    "(?:good |bad |rejected |scrap |scrapped |total |gute |schlechte |fehlerhafte |bonnes |mauvaises )?"
                            + "(?:pieces?|parts?|units?|pcs|stücke?n?|stk|teilen?|teile?|gutteilen?|gutteile?|ausschussteilen?|ausschussteile?|pièces?)\\.?");
    private static final Pattern DAYS = unit("d|days?|tagen?|tage?|jours?");
    private static final Pattern HOURS = unit("h|hours?|hrs?|std|stunden?|heures?");
    private static final Pattern MINUTES = unit("min|mins|minutes?|minuten?|mn");
    private static final Pattern SECONDS = unit("s|sec|secs|sek|seconds?|sekunden?|secondes?");
    private static final Pattern MILLIS = unit("ms|milliseconds?|millisekunden?|millisecondes?");

    /** What no figure is measured in. */
    private static final Pattern FOREIGN =
            unit(
                    "[€$£¥‰‱°×]\\S*|eur|euros?|usd|dollars?|k?wh?|mwh|[kmc]?m|k?g|mg|t|tons?|tonnes?|tonnen?|l|ml|liters?|litres?|bar|psi|rpm|u/min"
                            + "|hz|khz|v|kv|a|ma|nm|n|kn|mm|µm|°?[cf]|k|x|fold|fach|mio|mrd|mill\\.?|million(?:en|s)?|billions?|milliarden?|milliards?"
                            + "|thousand|tausend|mille|hundred|hundert|cent|cents|dozen|weeks?|wochen?|semaines?|months?|monaten?|monate?|mois|years?|jahren?|jahre?|ans?"
                            + "|(?:times|mal|fois) (?:as|more|higher|lower|less|faster|slower|so|mehr|höher|plus|moins|better|worse)");

    private static final Pattern RATIO = unit("-?fold|-?fach[a-z]*");
    private static final Pattern JOINED =
            Pattern.compile("(?i) ?(?:–|-|—|to|and|or|bis|auf|und|oder|à|et|ou|vs\\.?|/) ?");

    private Quantities() {}

    /**
     * What stands in a text.
     *
     * @param codes words with digits in them that are no numbers, such as LINE-03
     */
    record All(List<Quantity> numbers, List<Code> codes) {}

    /** A word with a digit. */
    record Code(int start, int end, String word) {}

    private record Bare(int start, int end, String digits, String glued) {}

    static All in(String text) {
        var bare = new ArrayList<Bare>();
        var numbers = new ArrayList<Quantity>();
        var codes = new ArrayList<Code>();
        int past = 0;
        var tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            var word = tokens.group();
            if (tokens.start() < past || !DIGIT.matcher(word).find()) {
                continue;
            }
            int start = tokens.start();
            var clock = (word.indexOf(':') > 0 ? CLOCKED : HOURS_MINUTES).matcher(word);
            var range = RANGE.matcher(word);
            var whole = WHOLE.matcher(word);
            if (clock.matches()) {
                int end =
                        clock.pattern() == CLOCKED ? end(HOURS, text, tokens.end()) : tokens.end();
                if (end > 0) {
                    double value =
                            3_600_000.0 * Long.parseLong(shortened(clock.group(1)))
                                    + 60_000.0 * Long.parseLong(clock.group(2));
                    numbers.add(
                            new Quantity(
                                    start,
                                    end,
                                    Kind.DURATION,
                                    List.of(new Reading(value, 30_000)),
                                    false,
                                    "h"));
                    past = end;
                } else {
                    codes.add(new Code(start, tokens.end(), word));
                }
            } else if (range.matches()) {
                bare.add(new Bare(start, start + range.end(1), range.group(1), ""));
                bare.add(new Bare(start + range.start(2), tokens.end(), range.group(2), ""));
            } else if (whole.matches()
                    && (whole.group("glued") == null || isUnit(whole.group("glued")))) {
                var digits = new StringBuilder(whole.group("number"));
                int end = start + whole.end("number");
                if (whole.group("glued") == null && digits.toString().matches("\\d{1,3}")) {
                    var group = NEXT_GROUP.matcher(text).region(end, text.length());
                    while (group.lookingAt()) {
                        digits.append('\u2009').append(group.group(1));
                        end = group.end(1);
                        group.region(end, text.length());
                    }
                }
                bare.add(new Bare(start, end, digits.toString(), ""));
                past = end;
            } else {
                codes.add(new Code(start, tokens.end(), word));
            }
        }
        withUnits(text, bare, numbers);
        return new All(numbers, codes);
    }

    private static void withUnits(String text, List<Bare> bare, List<Quantity> numbers) {
        @Nullable Quantity next = null;
        var reversed = new ArrayList<Quantity>();
        for (int i = bare.size() - 1; i >= 0; i--) {
            var one = bare.get(i);
            var quantity = quantity(text, one);
            // "70 to 75 %": the unit of the second is that of the first.
            if (quantity.kind() == Kind.PLAIN
                    && next != null
                    && next.kind() != Kind.PLAIN
                    && JOINED.matcher(text.substring(quantity.end(), next.start())).matches()) {
                quantity =
                        new Quantity(
                                quantity.start(),
                                quantity.end(),
                                next.kind(),
                                inUnit(readings(one.digits()), next.unit()),
                                quantity.signed(),
                                next.unit());
            }
            reversed.add(quantity);
            next = quantity;
        }
        numbers.addAll(chained(text, reversed.reversed()));
    }

    /** "3 h 12 min" is one number. */
    private static List<Quantity> chained(String text, List<Quantity> all) {
        var chained = new ArrayList<Quantity>();
        for (var one : all) {
            var last = chained.isEmpty() ? null : chained.getLast();
            if (last != null
                    && last.kind() == Kind.DURATION
                    && !one.signed()
                    && last.end() <= one.start()
                    && text.substring(last.end(), one.start()).matches("(?i),? ?(?:and |und |et )?")
                    && goesOn(last, one, text)) {
                boolean minutes = one.kind() == Kind.PLAIN;
                var readings = new ArrayList<Reading>();
                for (var big : last.readings()) {
                    for (var small : one.readings()) {
                        double factor = minutes ? 60_000 : 1;
                        readings.add(
                                new Reading(
                                        big.value()
                                                + Math.copySign(1, big.value())
                                                        * factor
                                                        * small.value(),
                                        factor * small.tolerance()));
                    }
                }
                chained.set(
                        chained.size() - 1,
                        new Quantity(
                                last.start(),
                                one.end(),
                                Kind.DURATION,
                                readings,
                                last.signed(),
                                minutes ? "min" : one.unit()));
            } else {
                chained.add(one);
            }
        }
        return chained;
    }

    private static boolean goesOn(Quantity last, Quantity one, String text) {
        return switch (one.kind()) {
            case DURATION -> scale(one.unit()) < scale(last.unit());
            // As French writes it: 3 h 12.
            case PLAIN ->
                    scale(last.unit()) == 3_600_000
                            && text.substring(one.start(), one.end()).matches("\\d{2}");
            default -> false;
        };
    }

    private static Quantity quantity(String text, Bare bare) {
        int start = bare.start();
        boolean signed = false;
        boolean negative = false;
        if (start > 0 && "+-−–".indexOf(text.charAt(start - 1)) >= 0) {
            signed = start == 1 || " ([:".indexOf(text.charAt(start - 2)) >= 0;
            negative = signed && text.charAt(start - 1) != '+';
            start -= signed ? 1 : 0;
        }
        var readings = readings(bare.digits());
        if (negative) {
            readings =
                    readings.stream()
                            .map(one -> new Reading(-one.value(), one.tolerance()))
                            .toList();
        }
        if (start > 0 && "€$£¥".indexOf(text.charAt(start - 1)) >= 0) {
            return new Quantity(start, bare.end(), Kind.FOREIGN, readings, signed, "€");
        }
        for (var kind : List.of(Kind.POINTS, Kind.PERCENT, Kind.PIECES_PER_HOUR, Kind.PIECES)) {
            int end = end(pattern(kind), text, bare.end());
            if (end > 0) {
                return new Quantity(
                        start, end, kind, readings, signed, kind.name().toLowerCase(Locale.ROOT));
            }
        }
        for (var unit : List.of("ms", "s", "min", "h", "d")) {
            int end = end(duration(unit), text, bare.end());
            if (end > 0) {
                return new Quantity(
                        start, end, Kind.DURATION, inUnit(readings, unit), signed, unit);
            }
        }
        for (var pattern : List.of(FOREIGN, RATIO)) {
            int end = end(pattern, text, bare.end());
            if (end > 0) {
                var unit = text.substring(bare.end(), end).strip().toLowerCase(Locale.ROOT);
                return new Quantity(start, end, Kind.FOREIGN, readings, signed, unit);
            }
        }
        return new Quantity(start, bare.end(), Kind.PLAIN, readings, signed, "");
    }

    private static List<Reading> inUnit(List<Reading> readings, String unit) {
        double scale = scale(unit);
        return readings.stream()
                .map(one -> new Reading(scale * one.value(), scale * one.tolerance()))
                .toList();
    }

    /** Of a duration, in milliseconds; 1 for everything else. */
    private static double scale(String unit) {
        return switch (unit) {
            case "s" -> 1_000;
            case "min" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 1;
        };
    }

    private static Pattern duration(String unit) {
        return switch (unit) {
            case "ms" -> MILLIS;
            case "s" -> SECONDS;
            case "min" -> MINUTES;
            case "h" -> HOURS;
            default -> DAYS;
        };
    }

    private static Pattern pattern(Kind kind) {
        return switch (kind) {
            case POINTS -> POINTS;
            case PERCENT -> PERCENT;
            case PIECES_PER_HOUR -> RATE;
            case PIECES -> PIECES;
            case DURATION, PLAIN, FOREIGN -> FOREIGN;
        };
    }

    private static boolean isUnit(String word) {
        return List.of(POINTS, PERCENT, PIECES, DAYS, HOURS, MINUTES, SECONDS, MILLIS).stream()
                .anyMatch(unit -> end(unit, word, 0) == word.length());
    }

    /** What digits may mean, without a sign. */
    static List<Reading> readings(String digits) {
        var values = new HashSet<String>();
        if (digits.matches("\\d{1,3}([.,'’\u2009]\\d{3})+")) {
            values.add(digits.replaceAll("[.,'’\u2009]", ""));
        }
        if (digits.matches("\\d+([.,]\\d+)?")) {
            values.add(digits.replace(',', '.'));
        }
        var grouped =
                Pattern.compile("(\\d{1,3}(?:([.,'’\u2009])\\d{3})+)([.,])(\\d+)").matcher(digits);
        if (grouped.matches() && !grouped.group(2).equals(grouped.group(3))) {
            values.add(grouped.group(1).replaceAll("[.,'’\u2009]", "") + "." + grouped.group(4));
        }
        return values.stream().map(Quantities::reading).toList();
    }

    private static Reading reading(String value) {
        int point = value.indexOf('.');
        int decimals = point < 0 ? 0 : value.length() - point - 1;
        return new Reading(Double.parseDouble(value), 0.5 * Math.pow(10, -decimals));
    }

    private static String shortened(String digits) {
        return digits.substring(0, Math.min(9, digits.length()));
    }

    private static int end(Pattern unit, String text, int from) {
        var match = unit.matcher(text).region(from, text.length()).useTransparentBounds(true);
        return match.lookingAt() ? match.end() : -1;
    }

    private static Pattern unit(String names) {
        return Pattern.compile("(?i)[ -]?(?:" + names + ")" + AFTER, Pattern.UNICODE_CASE);
    }

    /** Words and signs that need a number before them. */
    static final Set<String> SIGNS =
            Set.of("%", "‰", "‱", "percent", "prozent", "prozentpunkte", "prozentpunkten", "pct");
}
