package io.oeeanalytics.advisor.search;

import java.util.Set;
import java.util.TreeSet;

/**
 * Who may read a document, or what a reader may read: a reader may read what shares a role with
 * them and, unless it is of no line in particular, a line.
 *
 * @param roles at least one
 * @param lines none: of a document, that it is of no line in particular; of a reader, that every
 *     line is open to them
 */
public record Access(Set<String> roles, Set<String> lines) {
    public Access {
        roles = Set.copyOf(new TreeSet<>(roles));
        lines = Set.copyOf(new TreeSet<>(lines));
    }
}
