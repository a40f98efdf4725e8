package io.oeeanalytics.identity;

import org.springframework.security.core.AuthenticationException;

/** The password was right, and nobody is signed in until a code is, too. */
public final class SecondFactorNeeded extends AuthenticationException {
    private static final long serialVersionUID = 1;

    private final String name;

    SecondFactorNeeded(String name) {
        super("a second factor is needed");
        this.name = name;
    }

    /** Whose password it was. */
    public String name() {
        return name;
    }
}
