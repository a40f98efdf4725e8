package io.oeeanalytics.advisor.tool;

import io.oeeanalytics.base.ui.Texts;
import java.util.List;
import java.util.Locale;

/** A tool was asked for something that means nothing here. */
public final class ToolRefused extends Exception {
    private final String key;
    private final List<Object> parameters;

    /**
     * @param reason a key of the texts under {@code advisor.refused}, such as {@code line}
     * @param parameters of that text
     */
    public ToolRefused(String reason, Object... parameters) {
        super(reason + " " + List.of(parameters));
        this.key = "advisor.refused." + reason;
        this.parameters = List.of(parameters);
    }

    /** What is wrong and what to do, for whoever asked. */
    public String words(Texts texts, Locale locale) {
        return texts.getTranslation(key, locale, parameters.toArray());
    }
}
