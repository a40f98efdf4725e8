package io.oeeanalytics.identity;

import java.util.SortedMap;

/** The sites an account or key can be limited to; told by whoever knows the plant. */
public interface SiteNames {
    /** Every site's name by its id. */
    SortedMap<Integer, String> all();
}
