package io.oeeanalytics.identity;

/** A new password that may not be set, with the text for whoever chose it. */
public final class PasswordRefused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** Why. The text of each is {@code password.refused.} and its name. */
    public enum Reason {
        WRONG_PRESENT,
        LOCKED,
        SHORT,
        LONG,
        COMMON,
        UNIFORM,
        OWN_NAME,
        PRODUCT,
        SAME
    }

    private final Reason reason;

    /** The number its text names, 0 where it names none. */
    private final int number;

    PasswordRefused(Reason reason, int number, String message) {
        super(message);
        this.reason = reason;
        this.number = number;
    }

    PasswordRefused(Reason reason, String message) {
        this(reason, 0, message);
    }

    public Reason reason() {
        return reason;
    }

    public int number() {
        return number;
    }
}
