package io.oeeanalytics.advisor.planner;

/** What belongs together of what words can mean. */
final class Senses {
    /** Figures with a number of their own at every line. */
    static final Sense[] FIGURES = {
        Sense.OEE,
        Sense.AVAILABILITY,
        Sense.EFFECTIVENESS,
        Sense.QUALITY,
        Sense.PIECES,
        Sense.PLANNED_BUSY_TIME,
        Sense.COVERAGE
    };

    /** What the definition tool explains, besides. */
    static final Sense[] TERMS = {
        Sense.TEEP,
        Sense.OOE,
        Sense.NEE,
        Sense.MTBF,
        Sense.MTTR,
        Sense.IDEAL_CYCLE,
        Sense.INTERVAL,
        Sense.PLANNED_BUSY_TIME,
        Sense.COVERAGE,
        Sense.AVAILABILITY,
        Sense.EFFECTIVENESS,
        Sense.QUALITY,
        Sense.OEE
    };

    /** What the guide alone speaks of. */
    static final Sense[] SUBJECTS = {
        Sense.SIX_LOSSES, Sense.WATERFALL, Sense.CHANGEOVER, Sense.MICRO_STOPS
    };

    /** What else is asked of lines, besides their figures. */
    static final Sense[] TOPICS = {
        Sense.LOSSES,
        Sense.STOPS,
        Sense.STOPPED,
        Sense.CHANGEOVER,
        Sense.MICRO_STOPS,
        Sense.FORECAST,
        Sense.MODEL,
        Sense.WHY,
        Sense.CHANGE,
        Sense.TARGET,
        Sense.NOW,
        Sense.ATTENTION,
        Sense.BEST,
        Sense.WORST,
        Sense.BY_SHIFT,
        Sense.BY_DAY,
        Sense.BY_WEEK,
        Sense.BY_MONTH
    };

    private Senses() {}
}
