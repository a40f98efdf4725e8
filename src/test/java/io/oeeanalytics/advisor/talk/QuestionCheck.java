package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.talk.DemoFigures.Needed;
import io.oeeanalytics.advisor.talk.Sentence.Place;
import io.oeeanalytics.advisor.talk.Turn.Outcome;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.ShownNumbers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is wrong with an answer.
 *
 * @param numbers that it does not say, or that do not stand
 * @param citations that are not there, or not what they are said to be
 * @param refused whether it says that it does not know
 * @param misread whether it asks back, or does not, against what is expected
 */
record QuestionCheck(
        Question question,
        Turn turn,
        List<String> numbers,
        List<String> citations,
        boolean refused,
        boolean misread) {
    static final LocalDate TODAY = LocalDate.parse("2026-11-26");

    static QuestionCheck of(Question question, Turn turn, DemoFigures figures, Set<String> tools) {
        var told =
                turn.sentences().stream()
                        .filter(sentence -> sentence.place() != Place.HEADING)
                        .toList();
        var numbers = new ArrayList<String>();
        var citations = new ArrayList<String>(invalid(turn));
        for (var check : question.expected()) {
            for (var needed : figures.needed(check, question.language())) {
                if (!says(told, needed)) {
                    numbers.add("%s: %s".formatted(check, needed));
                }
            }
            if (check.name().equals("cites") && !cites(told, check.arguments().getFirst())) {
                citations.add(check.toString());
            }
            if (check.name().equals("tool") && !tools.contains(check.arguments().getFirst())) {
                numbers.add(check.toString());
            }
        }
        boolean refused = turn.outcome() == Outcome.NOT_KNOWN || told.isEmpty();
        var verifier = new Verifier(question.text(), turn.results());
        for (var sentence : refused ? List.<Sentence>of() : turn.sentences()) {
            if (sentence.passages().stream().anyMatch(it -> it.text().equals(sentence.words()))) {
                continue;
            }
            var cited =
                    sentence.passages().stream()
                            .map(passage -> " [" + passage.id() + "]")
                            .collect(Collectors.joining());
            if (verifier.verified(new Draft(sentence.words() + cited, sentence.place())).isEmpty()
                    && !isOfItsFigures(sentence, question.language())) {
                numbers.add("does not stand: " + sentence.words());
            }
        }
        boolean misread =
                switch (question.kind()) {
                    case ANSWERABLE -> !refused && turn.outcome() != Outcome.ANSWERED;
                    case UNANSWERABLE -> false;
                    case ASK_BACK -> turn.outcome() != Outcome.ASKED_BACK;
                    case LOW_COVERAGE -> turn.outcome() != Outcome.LOW_COVERAGE;
                };
        return new QuestionCheck(question, turn, numbers, citations, refused, misread);
    }

    private static boolean isOfItsFigures(Sentence sentence, Locale language) {
        return ShownNumbers.without(sentence.words(), sentence.figures(), language, TODAY)
                .isEmpty();
    }

    private static boolean says(List<Sentence> told, Needed needed) {
        return told.stream()
                .limit(needed.first() ? 1 : Long.MAX_VALUE)
                .anyMatch(
                        sentence ->
                                needed.together().stream()
                                        .allMatch(part -> holds(sentence.words(), part)));
    }

    /** Apart from what goes on before or behind it: 5.1 is not in 85.1. */
    private static boolean holds(String sentence, String needed) {
        String words = sentence.replaceAll("\\p{Zs}", " ");
        String part = needed.replaceAll("\\p{Zs}", " ");
        for (int at = words.indexOf(part); at >= 0; at = words.indexOf(part, at + 1)) {
            int end = at + part.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(words.charAt(at - 1));
            boolean ends = end == words.length() || !Character.isLetterOrDigit(words.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean cites(List<Sentence> told, String heading) {
        return told.stream()
                .flatMap(sentence -> sentence.passages().stream())
                .anyMatch(passage -> passage.heading().endsWith(heading));
    }

    /** Cited, and not found in this turn. */
    private static List<String> invalid(Turn turn) {
        var found =
                turn.results().stream()
                        .flatMap(result -> result.passages().stream())
                        .collect(Collectors.toSet());
        return turn.sentences().stream()
                .flatMap(sentence -> sentence.passages().stream())
                .filter(passage -> !found.contains(passage))
                .map(CitedPassage::id)
                .toList();
    }

    boolean shouldAnswer() {
        return question.kind() != Question.Kind.UNANSWERABLE;
    }

    /** Of what is answered, whether all of it is right. */
    boolean isRight() {
        return shouldAnswer()
                ? !refused && !misread && numbers.isEmpty() && citations.isEmpty()
                : refused && numbers.isEmpty() && citations.isEmpty();
    }

    @Override
    public String toString() {
        return "%s %s [%s]\n    %s%s%s%s"
                .formatted(
                        question.id(),
                        String.join(" >> ", question.asked()),
                        turn.outcome(),
                        refused == shouldAnswer() ? (refused ? "refused " : "answered ") : "",
                        misread ? "misread " : "",
                        numbers,
                        citations);
    }
}
