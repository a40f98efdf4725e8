package io.oeeanalytics.demo;

/**
 * Something that makes the line stand once it comes to it.
 *
 * @param atMs due then, or as soon as an earlier halt is over
 * @param nextProduct position of the product made afterwards; {@link #SAME_PRODUCT} for no change
 */
record Halt(int code, long atMs, long lengthMs, int nextProduct) {
    static final int SAME_PRODUCT = -1;

    Halt(int code, long atMs, long lengthMs) {
        this(code, atMs, lengthMs, SAME_PRODUCT);
    }

    /** A planned stop ends with its shift; whatever went wrong does not go away at the bell. */
    boolean outlastsShift() {
        return !DemoStatuses.isPlanned(code);
    }
}
