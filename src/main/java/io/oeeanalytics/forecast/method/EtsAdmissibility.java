package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * Whether the weight of old values fades in a seasonal model: all roots of its characteristic
 * equation lie inside the unit circle. Hyndman, Akram and Archibald, The admissible parameter space
 * for exponential smoothing models, Annals of the Institute of Statistical Mathematics 60 (2008).
 * Without a season the usual bounds lie inside this region.
 */
final class EtsAdmissibility {
    private EtsAdmissibility() {}

    /** Tested by Schur and Cohn's recursion, in an array of period + 2 coefficients. */
    static boolean holds(
            double[] c, int period, double alpha, double beta, double gamma, double phi) {
        double middle = alpha + beta - alpha * phi;
        c[0] = 1;
        c[1] = alpha + beta - phi;
        Arrays.fill(c, 2, period, middle);
        c[period] = middle + gamma - 1;
        c[period + 1] = phi * (1 - alpha - gamma);
        int degree = period + 1;
        if (beta == 0) {
            // A level and a season share a constant: the root 1 it brings is divided out.
            for (int at = 1; at <= period; at++) {
                c[at] += c[at - 1];
            }
            degree = period;
        }
        for (; degree > 0; degree--) {
            double reflection = c[degree] / c[0];
            if (!(Math.abs(reflection) < 1)) {
                return false;
            }
            reduce(c, degree, reflection);
        }
        return true;
    }

    /** One degree less: the polynomial minus its mirror image, times the reflection. */
    private static void reduce(double[] c, int degree, double reflection) {
        for (int at = 0, end = degree; at < end; at++, end--) {
            double first = c[at];
            double second = c[end];
            c[at] = first - reflection * second;
            c[end] = second - reflection * first;
        }
        if (degree % 2 == 0) {
            c[degree / 2] *= 1 - reflection;
        }
    }
}
