package io.oeeanalytics.advisor.talk;

/** How many tokens people may spend with a model. */
public interface Budget {
    /** Whether anything is left, of the user's own and of the plant's. */
    boolean allows(String user);

    /** Asked after each turn, however it ended. */
    void spent(String user, long tokens);
}
