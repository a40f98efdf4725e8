package io.oeeanalytics.advisor.planner;

/** What a word can mean to the planner; the words stand in {@code planner/words_*.properties}. */
enum Sense {
    /** Asks for a person. */
    WHO,
    /** Asks to do something. */
    WRITE,
    WHY,
    COMPARE,
    FORECAST,
    MODEL,
    /** How right forecasts were. */
    ACCURACY,
    AVERAGE,
    BEGIN,
    ATTENTION,
    NOW,
    STOPPED,
    LOSSES,
    STOPS,
    HOW_OFTEN,
    /** Stops one by one, losses by reason, or planned stops: people mean each. */
    DOWNTIME,
    DEFINITION,
    HOW_TO,
    OEE,
    AVAILABILITY,
    EFFECTIVENESS,
    QUALITY,
    PIECES,
    PLANNED_BUSY_TIME,
    IDEAL_CYCLE,
    COVERAGE,
    TEEP,
    OOE,
    NEE,
    MTBF,
    MTTR,
    INTERVAL,
    SIX_LOSSES,
    WATERFALL,
    CHANGEOVER,
    MICRO_STOPS,
    PLANT,
    BEST,
    WORST,
    TARGET,
    BY_LINE,
    BY_SHIFT,
    BY_DAY,
    BY_WEEK,
    BY_MONTH,
    BY_HOUR,
    BY_PRODUCT,
    WHICH_LINE,
    EVERYWHERE,
    LINE,
    CHANGE,
    /** Says nothing by itself. */
    FILLER,
    /** What people ask about and nobody here has figures of. */
    OUTSIDE
}
