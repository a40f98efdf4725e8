package io.oeeanalytics.oee;

/**
 * Shares the change of a product out among its factors: each gets what its change makes on average
 * over all orders in which the factors could have changed (Shapley 1953). The shares add up to the
 * change, and no factor is favoured by standing first.
 */
final class Shapley {
    private Shapley() {}

    /**
     * What one unit of change of each factor makes of the product. It is defined for a factor that
     * did not change as well, so that parts of it that cancel out can still be told.
     */
    static double[] slopes(double[] before, double[] after) {
        int factors = before.length;
        var slopes = new double[factors];
        for (int factor = 0; factor < factors; factor++) {
            for (int changed = 0; changed < 1 << factors; changed++) {
                if ((changed & 1 << factor) == 0) {
                    slopes[factor] +=
                            likelihood(Integer.bitCount(changed), factors)
                                    * product(before, after, changed, factor);
                }
            }
        }
        return slopes;
    }

    /** In how many of all orders exactly those others come first. */
    private static double likelihood(int first, int factors) {
        return factorial(first) * factorial(factors - 1 - first) / factorial(factors);
    }

    private static double product(double[] before, double[] after, int changed, int without) {
        double product = 1;
        for (int i = 0; i < before.length; i++) {
            if (i != without) {
                product *= (changed & 1 << i) == 0 ? before[i] : after[i];
            }
        }
        return product;
    }

    private static double factorial(int number) {
        double product = 1;
        for (int i = 2; i <= number; i++) {
            product *= i;
        }
        return product;
    }
}
