package io.oeeanalytics.oee;

/** Texts in one language. */
@FunctionalInterface
public interface Words {
    /**
     * @param key of {@code texts.properties}
     */
    String text(String key, Object... parameters);
}
