package io.oeeanalytics.identity;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scope as it stands in the database: ids of sites, nothing for all of them. */
final class SiteColumn {
    private SiteColumn() {}

    static Integer @Nullable [] of(SiteScope scope) {
        var ids = scope.siteIds();
        return ids == null ? null : ids.stream().sorted().toArray(Integer[]::new);
    }

    static SiteScope read(Integer @Nullable [] ids) {
        return ids == null ? SiteScope.EVERYWHERE : new SiteScope(Set.of(ids));
    }
}
