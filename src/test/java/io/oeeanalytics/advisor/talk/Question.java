package io.oeeanalytics.advisor.talk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * A question of the set, and what its answer must hold.
 *
 * @param page it is asked beside
 * @param asked what was asked before, and then the question
 * @param expected checks that {@link DemoFigures} and {@link QuestionCheck} know
 */
record Question(
        String id,
        Locale language,
        String page,
        List<String> asked,
        Kind kind,
        List<Check> expected) {
    enum Kind {
        ANSWERABLE,
        UNANSWERABLE,
        ASK_BACK,
        LOW_COVERAGE
    }

    /**
     * @param name of it, such as {@code oee}
     * @param arguments of it, such as {@code PRESS-1}
     */
    record Check(String name, List<String> arguments) {
        static Check of(String text) {
            int open = text.indexOf('(');
            String inside = text.substring(open + 1, text.length() - 1);
            return new Check(
                    text.substring(0, open),
                    inside.isEmpty() ? List.of() : List.of(inside.split(",")));
        }
    }

    static List<Question> of(String file) {
        try {
            return new ClassPathResource("advisor/" + file)
                    .getContentAsString(UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> of(line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Question of(String[] parts) {
        return new Question(
                parts[0],
                Locale.of(parts[1]),
                parts[2],
                List.of(parts[3].split(" >> ")),
                Kind.valueOf(parts[4].toUpperCase(Locale.ROOT).replace('-', '_')),
                Stream.of(parts[5].split(";"))
                        .filter(text -> !text.isEmpty())
                        .map(Check::of)
                        .toList());
    }

    String text() {
        return asked.getLast();
    }

    /**
     * @param answers to what was asked before, in its order
     */
    Ask ask(List<String> answers) {
        var before = new ArrayList<Ask.Exchange>();
        for (int i = 0; i < answers.size(); i++) {
            before.add(new Ask.Exchange(asked.get(i), answers.get(i)));
        }
        return new Ask(text(), before, language, page);
    }
}
