package io.oeeanalytics.advisor.tool;

import java.util.List;
import java.util.Locale;

/** Finds passages of the documents whoever is signed in may read. */
public interface PassageSearch {
    /**
     * @param locale whose edition of the guide is searched
     * @param most at most so many
     * @return best first
     */
    List<CitedPassage> find(String question, Locale locale, int most);
}
