package io.oeeanalytics.identity;

import org.springframework.security.core.context.SecurityContextHolder;

/** Who does what is done now; kept beside every change. */
public final class SignedIn {
    private SignedIn() {}

    /**
     * The account or key; empty where nobody signed in, such as in work the system starts itself.
     */
    public static String name() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? "" : authentication.getName();
    }
}
