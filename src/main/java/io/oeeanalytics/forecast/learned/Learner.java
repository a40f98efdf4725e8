package io.oeeanalytics.forecast.learned;

/** Learns a function from rows to targets; the same rows and seed always give the same one. */
interface Learner {
    /**
     * Refuses a machine it cannot run on.
     *
     * @throws IllegalStateException with words for whoever chose the method
     */
    default void ready() {}

    /**
     * @param rows standardised, in the order of time
     */
    LearnedFunction learn(double[][] rows, double[] targets, long seed);

    /** Reads what {@link LearnedFunction#bytes} wrote. */
    LearnedFunction read(byte[] bytes) throws UnreadableModel;
}
