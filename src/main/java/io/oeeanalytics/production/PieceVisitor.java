package io.oeeanalytics.production;

/** Takes pieces one by one, as numbers, because a line makes millions of them. */
@FunctionalInterface
public interface PieceVisitor {
    /** Where the product is not known. */
    int NO_PRODUCT = 0;

    /**
     * @param finishedMs milliseconds since 1970 in UTC
     * @param product number of the product, or {@link #NO_PRODUCT}
     */
    void piece(long finishedMs, int product, int good, int scrap);

    /**
     * A count that says more than how many pieces were good and scrap at once; they come after the
     * others and in no order.
     *
     * @param fromMs start of the stretch they were counted over; {@code finishedMs} where there is
     *     none
     * @param total good, scrap, rework and those not judged yet
     */
    default void counted(
            long fromMs,
            long finishedMs,
            int product,
            long good,
            long scrap,
            long rework,
            long total) {
        piece(
                finishedMs,
                product,
                Math.clamp(good, 0, Integer.MAX_VALUE),
                Math.clamp(scrap, 0, Integer.MAX_VALUE));
    }

    /**
     * Pieces told before, as good or not judged, turned out to be this.
     *
     * @param atMs when that was known
     */
    default void judged(long atMs, long good, long scrap, long rework) {}
}
