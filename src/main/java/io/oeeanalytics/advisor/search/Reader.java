package io.oeeanalytics.advisor.search;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param roles none: nothing is found
 * @param lines the reader reaches; null for all there are and will be, none for documents of no
 *     line in particular only
 */
public record Reader(Set<String> roles, @Nullable Set<String> lines) {
    public Reader {
        roles = Set.copyOf(roles);
        lines = lines == null ? null : Set.copyOf(lines);
    }
}
