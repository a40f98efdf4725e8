package io.oeeanalytics.oee;

/** Texts in one language. */
@FunctionalInterface
public interface Words {
    /**
     * The text with its parameters in it.
     *
     * @param key of {@code texts.properties}
     */
    String text(String key, Object... parameters);
}
