package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.Interval.Evidence;
import java.util.OptionalDouble;

/**
 * How many intervals held what happened. One as wide as can be, for want of errors, holds
 * everything and would flatter, so it is not counted.
 */
record Coverage(int drawn, int held) {
    static final Coverage NONE = new Coverage(0, 0);

    Coverage plus(Interval interval, double actual) {
        return interval.evidence() == Evidence.TOO_FEW_ERRORS
                ? this
                : new Coverage(drawn + 1, held + (interval.contains(actual) ? 1 : 0));
    }

    OptionalDouble share() {
        return drawn == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) held / drawn);
    }
}
