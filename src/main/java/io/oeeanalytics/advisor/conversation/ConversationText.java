package io.oeeanalytics.advisor.conversation;

import io.oeeanalytics.advisor.talk.Sentence;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.base.ui.Texts;
import java.util.List;
import java.util.Locale;

/**
 * A conversation to take along. Plain text and not Markdown: passages stand in it word by word, and
 * what is a picture or a link there stays words here.
 */
final class ConversationText {
    private final Texts texts;
    private final Locale locale;
    private final StringBuilder text = new StringBuilder();

    ConversationText(Texts texts, Locale locale) {
        this.texts = texts;
        this.locale = locale;
    }

    void add(KeptTurn turn) {
        text.append("> ").append(turn.question().replace("\n", "\n> "));
        var cited = turn.answer().cited();
        for (var sentence : turn.answer().sentences()) {
            text.append(
                            switch (sentence.place()) {
                                case BULLET -> "\n- ";
                                case PARAGRAPH, HEADING -> "\n\n";
                                case RUNNING -> " ";
                            })
                    .append(sentence.words())
                    .append(numbers(sentence, cited));
        }
        text.append("\n\n");
        for (int i = 0; i < cited.size(); i++) {
            text.append("[%d] %s%n".formatted(i + 1, source(cited.get(i))));
        }
        text.append("\n");
    }

    private static String numbers(Sentence sentence, List<CitedPassage> cited) {
        var numbers = new StringBuilder();
        for (var passage : sentence.passages()) {
            numbers.append(" [").append(cited.indexOf(passage) + 1).append("]");
        }
        return numbers.toString();
    }

    private String source(CitedPassage passage) {
        return passage.page() > 0
                ? texts.getTranslation(
                        "advisor.source.page",
                        locale,
                        passage.title(),
                        passage.revision(),
                        passage.page())
                : texts.getTranslation(
                        "advisor.source", locale, passage.title(), passage.revision());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
