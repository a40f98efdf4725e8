package io.oeeanalytics.advisor.planner;

/** How far ahead a question looks; a date without its year beyond that is the last of its kind. */
enum Ahead {
    NO(0),
    NEAR(92),
    FAR(150);

    /** In days. */
    final int days;

    Ahead(int days) {
        this.days = days;
    }

    boolean looks() {
        return this != NO;
    }
}
