package io.oeeanalytics.plant;

import java.time.Instant;

/** Somebody changed the rules of the site after they were shown; nothing was changed now. */
public final class ChangedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Instant at;
    private final String by;

    ChangedMeanwhile(Instant at, String by) {
        super(
                "%s changed the rules at %s, after they were shown; look at them anew and try again"
                        .formatted(by.isEmpty() ? "the system" : by, at));
        this.at = at;
        this.by = by;
    }

    public Instant at() {
        return at;
    }

    /** Empty for the system itself. */
    public String by() {
        return by;
    }
}
