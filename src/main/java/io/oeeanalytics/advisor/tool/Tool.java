package io.oeeanalytics.advisor.tool;

import java.util.List;
import java.util.Locale;

/**
 * Something the advisor can look up. It reads with the rights of whoever is signed in on the
 * calling thread, changes nothing, and takes no address.
 */
public interface Tool {
    /** As models know it: lower case with underscores. */
    String name();

    /** In English, for a model: what it answers, and when to use it. */
    String description();

    List<Parameter> parameters();

    /**
     * @param locale in which the statements of the result are worded
     * @throws ToolRefused if an argument means nothing here, with the remedy
     */
    ToolResult run(Arguments arguments, Locale locale) throws ToolRefused;

    /**
     * An argument a tool takes.
     *
     * @param description in English, for a model
     * @param choices what a CHOICE may be; none for others
     */
    record Parameter(
            String name, Type type, String description, boolean required, List<String> choices) {
        public Parameter {
            choices = List.copyOf(choices);
        }
    }

    /** What an argument is. */
    enum Type {
        TEXT,
        /** Several texts, such as codes of lines. */
        TEXTS,
        /** A business date as in ISO 8601. */
        DATE,
        WHOLE_NUMBER,
        CHOICE
    }
}
