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
}
