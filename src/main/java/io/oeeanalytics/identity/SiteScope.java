package io.oeeanalytics.identity;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whose rows somebody reaches.
 *
 * @param siteIds of those sites; null for all there are and will be
 */
public record SiteScope(@Nullable Set<Integer> siteIds) {
    public static final SiteScope EVERYWHERE = new SiteScope(null);
    static final SiteScope NOWHERE = new SiteScope(Set.of());

    public SiteScope {
        siteIds = siteIds == null ? null : Set.copyOf(siteIds);
    }

    /** None chosen means that there is no limit. */
    public static SiteScope of(Set<Integer> chosen) {
        return chosen.isEmpty() ? EVERYWHERE : new SiteScope(chosen);
    }

    public boolean isLimited() {
        return siteIds != null;
    }

    public boolean reaches(int siteId) {
        return siteIds == null || siteIds.contains(siteId);
    }

    /** For the audit trail. */
    String words() {
        return siteIds == null ? "every site" : "sites " + new TreeSet<>(siteIds);
    }
}
