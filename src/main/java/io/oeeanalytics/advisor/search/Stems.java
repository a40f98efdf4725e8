package io.oeeanalytics.advisor.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** What two texts have in common, whatever the endings of their words. */
public final class Stems {
    private static final int MOST = 2_000;

    private Stems() {}

    /** Of the words that say something; the little ones of the language are left out. */
    public static Set<String> of(String text) {
        return in(Language.of(text), text);
    }

    /** As {@link #of}, read in the language of another text. */
    public static Set<String> asIn(String other, String text) {
        return in(Language.of(other), text);
    }

    public static boolean sameLanguage(String one, String other) {
        return Language.of(one) == Language.of(other);
    }

    private static Set<String> in(Language language, String text) {
        try {
            return language.stems(text, MOST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
