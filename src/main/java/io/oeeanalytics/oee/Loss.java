package io.oeeanalytics.oee;

/** One line of the loss ledger: where a part of planned busy time went. */
public record Loss(Kind kind, long millis) {

    /** In the order the ledger is read. */
    public enum Kind {
        /** Actual unit down time (ADOT): no order, material, people or instruction. */
        WAITING,
        /** Actual unit delay time (ADET), without the stops the site calls micro-stops. */
        DELAY,
        /** Actual unit set-up time (AUST). */
        SET_UP,
        /** Delays too short to be asked a reason for; they show under effectiveness. */
        MICRO_STOPS,
        /**
         * What is left of production time beyond the ideal; negative where the ideal cycle is too
         * slow.
         */
        REDUCED_SPEED,
        /** Ideal time of all pieces that are not good. */
        QUALITY,
        /** The part of it made right after a set-up or a start, where that is told apart. */
        START_UP_REJECTS,
        /** The rest of it. */
        PRODUCTION_REJECTS,
        /** Planned down time (PDOT), where a definition counts it as lost. */
        PLANNED_STOPS,
        /** Time no plan asks for, where a definition counts it as lost. */
        NOT_PLANNED,
        /** Nobody knows what the machine did. */
        UNKNOWN,
        /** Running time that cannot be split into loss and gain, for want of an ideal cycle. */
        UNRATED_PRODUCTION,
        /** Not a loss: ideal time of the good pieces, which closes the ledger. */
        FULLY_PRODUCTIVE
    }
}
