package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.oee.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the planner makes of a question.
 *
 * @param language of the question
 * @param lines codes of those it names, in its order
 * @param strangeLine what looks like a line and is none
 * @param products codes of those it names
 * @param period it asks for
 * @param earlier the one it compares with
 * @param unknown words that mean nothing here
 * @param subject the phrases that tell what it is about, those words among them
 */
record Understood(
        Locale language,
        Set<Sense> senses,
        List<String> lines,
        Optional<String> strangeLine,
        List<String> products,
        Optional<Period> period,
        Optional<Period> earlier,
        Optional<Integer> shift,
        List<String> unknown,
        List<Subject> subject) {
    /** Words for quality that ask for a share of the pieces. */
    private static final Pattern SHARE =
            Pattern.compile("^qualit|rate|yield|quote|taux|%|ausbeute|rendement");

    /**
     * @param sense of it; empty for a word that is not understood
     */
    record Subject(String phrase, Optional<Sense> sense) {}

    Understood {
        senses = senses.isEmpty() ? EnumSet.noneOf(Sense.class) : EnumSet.copyOf(senses);
        lines = List.copyOf(lines);
        products = List.copyOf(products);
        unknown = List.copyOf(unknown);
        subject = List.copyOf(subject);
    }

    boolean says(Sense... any) {
        for (var sense : any) {
            if (senses.contains(sense)) {
                return true;
            }
        }
        return false;
    }

    /** Asks for a number of pieces, such as scrap; the rate of quality is none. */
    boolean isCounted() {
        boolean scrap =
                subject.stream()
                        .filter(one -> one.sense().filter(Sense.QUALITY::equals).isPresent())
                        .anyMatch(one -> !SHARE.matcher(one.phrase()).find());
        return (says(Sense.PIECES) || scrap)
                && !says(Sense.OEE, Sense.AVAILABILITY, Sense.EFFECTIVENESS);
    }

    /** Says what it is about by itself, and not only of which lines or when. */
    boolean hasTopic() {
        var topics = EnumSet.copyOf(senses);
        topics.removeAll(
                EnumSet.of(
                        Sense.FILLER,
                        Sense.HOW_OFTEN,
                        Sense.LINE,
                        Sense.EVERYWHERE,
                        Sense.CHANGE,
                        Sense.COMPARE));
        return !topics.isEmpty() || !unknown.isEmpty();
    }

    Understood withSense(Sense other) {
        var more = EnumSet.copyOf(senses);
        more.add(other);
        return with(more, lines, period, unknown);
    }

    /** Besides those it has. */
    Understood withUnknown(List<String> others) {
        var more = new ArrayList<>(unknown);
        more.addAll(others);
        return with(senses, lines, period, more);
    }

    Understood withLines(List<String> others) {
        return with(senses, others, period, unknown);
    }

    Understood withPeriod(Period other) {
        return with(senses, lines, Optional.of(other), unknown);
    }

    private Understood with(
            Set<Sense> senses, List<String> lines, Optional<Period> period, List<String> unknown) {
        return new Understood(
                language,
                senses,
                lines,
                strangeLine,
                products,
                period,
                earlier,
                shift,
                unknown,
                subject);
    }

    /** Lines and dates, where it names none, as the question before said them. */
    Understood placedAs(Understood before) {
        boolean ofLines =
                lines.isEmpty()
                        && strangeLine.isEmpty()
                        && !says(Sense.EVERYWHERE, Sense.WHICH_LINE, Sense.BY_LINE);
        boolean ofDates =
                period.isEmpty() && !says(Sense.NOW, Sense.FORECAST, Sense.ATTENTION, Sense.MODEL);
        return with(
                senses,
                ofLines ? before.lines() : lines,
                ofDates ? before.period() : period,
                unknown);
    }

    /** What is left open here, as the question before said it. */
    Understood after(Understood before) {
        var both = EnumSet.noneOf(Sense.class);
        both.addAll(senses);
        if (!hasTopic()) {
            both.addAll(before.senses());
        }
        boolean sameLines = lines.isEmpty() && strangeLine.isEmpty() && !says(Sense.EVERYWHERE);
        return new Understood(
                language,
                both,
                sameLines ? before.lines() : lines,
                strangeLine,
                products.isEmpty() ? before.products() : products,
                period.or(before::period),
                period.isEmpty() ? earlier.or(before::earlier) : earlier,
                shift.or(before::shift),
                unknown,
                subject);
    }
}
