package io.oeeanalytics.oee;

import java.util.OptionalDouble;

/** Divides last: two exact sums in, one fraction of 1 out. */
final class Ratio {
    private Ratio() {}

    /** Empty where there is nothing to divide by; never 0, NaN or infinity instead. */
    static OptionalDouble of(long numerator, long denominator) {
        return denominator == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) numerator / denominator);
    }
}
