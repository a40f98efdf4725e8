package io.oeeanalytics.oee;

/** Who wins where claims overlap; the later constant beats the earlier ones. */
enum Priority {
    RUNNING,
    NO_DATA,
    MACHINE_STOP,
    OPERATOR_STOP,
    /** A status says: planned down. */
    PLANNED_STOP,
    /** The calendar says so; a status of the same meaning only echoes it. */
    BREAK,
    /** The calendar plans nothing here. */
    OUTSIDE_PLAN,
    /** A status says: no plan. */
    NO_PLAN;

    static Priority of(StateInterval state) {
        return switch (state.category()) {
            case PRODUCTION -> RUNNING;
            case UNKNOWN -> NO_DATA;
            case SET_UP, DELAY, WAITING ->
                    switch (state.origin()) {
                        case MACHINE -> MACHINE_STOP;
                        case OPERATOR -> OPERATOR_STOP;
                    };
            case PLANNED_STOP -> PLANNED_STOP;
            case NO_PLAN -> NO_PLAN;
        };
    }

    /** Whether the claim is about the plan rather than about what the machine did. */
    boolean isPlan() {
        return compareTo(PLANNED_STOP) >= 0;
    }
}
