package io.oeeanalytics.advisor.search;

import java.util.Set;

/**
 * Who may read a document: whoever has one of the roles and reaches one of the lines.
 *
 * @param roles at least one
 * @param lines none: the document is of no line in particular, and the role is enough
 */
public record Access(Set<String> roles, Set<String> lines) {
    /**
     * @throws IllegalArgumentException where nobody could read it
     */
    public Access {
        roles = Set.copyOf(roles);
        lines = Set.copyOf(lines);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a document that no role may read");
        }
    }
}
