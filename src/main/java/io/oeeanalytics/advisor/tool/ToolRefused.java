package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.advisor.search.VisibleText;
import io.oeeanalytics.base.ui.Texts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tool was asked for something that means nothing here. */
public final class ToolRefused extends Exception {
    /** More of what a stranger wrote is not said back. */
    private static final int MOST_ECHOED = 80;

    private final String key;
    private final List<Object> parameters;

    /**
     * @param reason a key of the texts under {@code advisor.refused}, such as {@code line}
     * @param parameters of that text; of texts no more than a stranger may hear of his own, lists
     *     of our own words as they are
     */
    public ToolRefused(String reason, Object... parameters) {
        super(reason + " " + echoed(parameters));
        this.key = "advisor.refused." + reason;
        this.parameters = echoed(parameters);
    }

    private static List<Object> echoed(Object[] parameters) {
        return Stream.of(parameters)
                .map(
                        one ->
                                switch (one) {
                                    case String text -> echo(text, MOST_ECHOED);
                                    case List<?> ours ->
                                            ours.stream()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(", "));
                                    default -> one;
                                })
                .toList();
    }

    /** On one line, without what cannot be seen, and cut. */
    static String echo(String text, int most) {
        String visible = VisibleText.of(text).replace('\n', ' ').replace('\t', ' ');
        return visible.codePointCount(0, visible.length()) <= most
                ? visible
                : visible.substring(0, visible.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** What is wrong and what to do, for whoever asked. */
    public String words(Texts texts, Locale locale) {
        return texts.getTranslation(key, locale, parameters.toArray());
    }
}
