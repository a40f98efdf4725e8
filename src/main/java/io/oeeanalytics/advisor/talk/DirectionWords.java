package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.talk.Quantity.Direction;
import java.util.List;
import java.util.regex.Pattern;

/** Which way a sentence says that a number in it went, in English, German and French. */
final class DirectionWords {
    private static final Pattern UP =
            words(
                    "rose|risen|rises?|rising|increas\\p{L}*|grew|grows?|growing|grown|improv\\p{L}*|higher|gain\\p{L}*|better|up|climb\\p{L}*|add(?:s|ed|ing)?|rais(?:e[ds]?|ing)|exceed\\p{L}*|surpass\\p{L}*|beat(?:s|en)?|jump\\p{L}*|advanc\\p{L}*|soar\\p{L}*|surg(?:e[ds]?|ing)"
                            + "|gestiegen|stiege?n?|steigt|steigen|verbesser\\p{L}*|höher|zugenommen|besser|gewann\\p{L}*|gewonnen|gewinnt|kletter\\p{L}*|übertr(?:af|ifft|affen|offen)|wuchs\\p{L}*|wächst|erhöh\\p{L}*"
                            + "|augment\\p{L}*|progress\\p{L}*|amélior\\p{L}*|hausse|plus élevé\\p{L}*|gagn\\p{L}*|dépass\\p{L}*|mont(?:e|é|ée|ait|ent)");
    private static final Pattern DOWN =
            words(
                    "fell|fall(?:en|s|ing)?|drop\\p{L}*|sank|sunk|sinks?|sinking|decreas\\p{L}*|declin\\p{L}*|lower(?:ed|s|ing)?|worse\\p{L}*|down|los(?:t|es?|ing)|reduc(?:e[ds]?|ing)|slip\\p{L}*|slid|deteriorat\\p{L}*|shr[aiu]nk\\p{L}*|suffer\\p{L}*|trail\\p{L}*"
                            + "|gefallen|fiele?n?|fällt|fallen|gesunken|sanke?n?|sinkt|sinken|senk\\p{L}*|gesenkt|verlor\\p{L}*|verlier\\p{L}*|verschlechter\\p{L}*|niedriger|abgenommen|zurück|zurückgegangen|schlechter"
                            + "|baiss\\p{L}*|chut\\p{L}*|recul\\p{L}*|diminu\\p{L}*|perd\\p{L}*|moins élevé\\p{L}*");

    /** "Over the week" says nothing of the kind. */
    private static final String AIM =
            " (?:(?:the|its|their|dem|ihrem|seinem|den|deren) )?(?:\\p{L}+ )?(?:target|goal|plan|aim|average|mean|ziel|zielwert|soll|plan|durchschnitt|mittel|vortag|vorwoche)(?!\\p{L})";

    private static final String ABOVE =
            "above|ahead|darüber|oberhalb|au-dessus|(?:over|über)(?=" + AIM + ")";
    private static final String BELOW =
            "below|beneath|behind|short of|darunter|unterhalb|au-dessous|en[ -]dessous|(?:under|unter|hinter)(?="
                    + AIM
                    + ")";

    /** What stands above another line stands so whichever of them is named first. */
    private static final String NOT_A_CODE =
            "(?! (?:\\p{L}+ )?(?-i:(?!OEE)\\p{Lu}[\\p{Lu}\\p{N}_-]+)(?!\\p{L}))";

    private static final Pattern ABOVE_AHEAD = ahead(ABOVE);
    private static final Pattern BELOW_AHEAD = ahead(BELOW);
    private static final Pattern MORE_AHEAD = ahead("more|mehr|de plus");
    private static final Pattern LESS_AHEAD = ahead("less|fewer|weniger|de moins");
    private static final Pattern ABOVE_ANYWHERE = words(ABOVE);
    private static final Pattern BELOW_ANYWHERE = words(BELOW);
    private static final Pattern BY =
            Pattern.compile("(?iu)(?<!\\p{L})(?:by|um|de) (?:\\p{L}+ )?$");

    private static final Pattern SIGN = Pattern.compile("(?iu)(?<!\\p{L})(plus|minus|moins) $");

    private final String sentence;
    private final List<Clause> clauses;
    private final Direction whole;

    DirectionWords(String sentence, List<Clause> clauses) {
        this.sentence = sentence;
        this.clauses = clauses;
        this.whole = one(UP, DOWN, sentence);
    }

    private static Pattern words(String words) {
        return Pattern.compile("(?iu)(?<!\\p{L})(?:" + words + ")(?!\\p{L})");
    }

    private static Pattern ahead(String words) {
        return Pattern.compile("(?iu) (?:too )?(?:" + words + ")(?!\\p{L})" + NOT_A_CODE);
    }

    /** What stands beside the number counts most, then its clause, then the sentence. */
    Direction of(Quantity number) {
        var beside = ahead(ABOVE_AHEAD, BELOW_AHEAD, number.end());
        if (beside != Direction.NONE) {
            return beside;
        }
        var sign =
                SIGN.matcher(sentence.substring(Math.max(0, number.start() - 7), number.start()));
        if (sign.find()) {
            return sign.group(1).equalsIgnoreCase("plus") ? Direction.UP : Direction.DOWN;
        }
        var around = Clause.around(clauses, number.start());
        var clause = sentence.substring(around.start(), around.end());
        var verb = one(UP, DOWN, clause);
        if (verb != Direction.NONE) {
            return verb;
        }
        var more = ahead(MORE_AHEAD, LESS_AHEAD, number.end());
        if (more != Direction.NONE) {
            return more;
        }
        var before = sentence.substring(around.start(), number.start());
        var side =
                BY.matcher(before).find()
                        ? one(ABOVE_ANYWHERE, BELOW_ANYWHERE, before)
                        : Direction.NONE;
        return side == Direction.NONE ? whole : side;
    }

    private Direction ahead(Pattern up, Pattern down, int from) {
        boolean isUp = up.matcher(sentence).region(from, sentence.length()).lookingAt();
        boolean isDown = down.matcher(sentence).region(from, sentence.length()).lookingAt();
        return isUp == isDown ? Direction.NONE : isUp ? Direction.UP : Direction.DOWN;
    }

    private static Direction one(Pattern up, Pattern down, String text) {
        boolean isUp = up.matcher(text).find();
        boolean isDown = down.matcher(text).find();
        return isUp == isDown ? Direction.NONE : isUp ? Direction.UP : Direction.DOWN;
    }
}
