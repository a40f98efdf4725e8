package io.oeeanalytics.advisor.talk;

/** How many tokens people may spend with a model. */
public interface Budget {
    /** Where nobody counts. */
    Budget UNLIMITED =
            new Budget() {
                @Override
                public boolean allows(String user) {
                    return true;
                }

                @Override
                public void spent(String user, long tokens) {
                    // There is nothing to take them from.
                }
            };

    /** Whether anything is left, of the user's own and of the plant's. */
    boolean allows(String user);

    /** Asked after each turn, however it ended. */
    void spent(String user, long tokens);
}
