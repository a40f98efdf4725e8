package io.oeeanalytics.ops;

/** One thing a restored or updated database must pass before anybody works on it. */
public interface SelfCheck {
    /**
     * @param what was looked at and found, in one line; of what is wrong, with the remedy
     */
    record Outcome(boolean right, String what) {
        public static Outcome right(String what) {
            return new Outcome(true, what);
        }

        public static Outcome wrong(String what) {
            return new Outcome(false, what);
        }
    }

    /** One word. */
    String name();

    Outcome check();
}
