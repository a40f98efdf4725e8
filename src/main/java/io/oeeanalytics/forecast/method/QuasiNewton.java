package io.oeeanalytics.forecast.method;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Minimises a smooth function of a few unbounded variables by the method of Broyden, Fletcher,
 * Goldfarb and Shanno, with central differences for the gradient and a line search that halves the
 * step: Nocedal and Wright, Numerical Optimization, 2nd edition (2006), chapters 3, 6 and 8. The
 * differences also give the curvature along each axis, which scales the first step.
 */
final class QuasiNewton {
    private static final double DIFFERENCE = 1e-4;

    /** For functions whose differences matter, not their size: logarithms. */
    private static final double TOLERANCE = 1e-9;

    private static final double SUFFICIENT = 1e-4;
    private static final double LONGEST_STEP = 2;
    private static final int MOST_STEPS = 100;
    private static final int MOST_HALVINGS = 25;

    private final ToDoubleFunction<double[]> function;
    private final int size;
    private final double[] gradient;
    private final double[] before;
    private final double[] move;
    private final double[] change;
    private final double[] image;
    private final double[] trial;
    private final double[] curvature;
    private final double[][] inverse;

    private QuasiNewton(ToDoubleFunction<double[]> function, int size) {
        this.function = function;
        this.size = size;
        gradient = new double[size];
        before = new double[size];
        move = new double[size];
        change = new double[size];
        image = new double[size];
        trial = new double[size];
        curvature = new double[size];
        inverse = new double[size][size];
    }

    /** Moves {@code point} to the nearest minimum found and returns the value there. */
    static double minimise(ToDoubleFunction<double[]> function, double[] point) {
        double value = function.applyAsDouble(point);
        return point.length == 0 || !Double.isFinite(value)
                ? value
                : new QuasiNewton(function, point.length).run(point, value);
    }

    private double run(double[] point, double start) {
        double value = start;
        differentiate(point, value);
        restart();
        boolean fresh = true;
        for (int step = 0; step < MOST_STEPS; step++) {
            double slope = direction();
            if (!(slope < 0)) {
                restart();
                fresh = true;
                slope = direction();
                if (!(slope < 0)) {
                    return value;
                }
            }
            double next = search(point, value, slope);
            double gain = value - next;
            if (!(gain > 0)) {
                if (fresh) {
                    return value;
                }
                restart();
                fresh = true;
                continue;
            }
            System.arraycopy(trial, 0, point, 0, size);
            value = next;
            if (gain <= TOLERANCE) {
                return value;
            }
            System.arraycopy(gradient, 0, before, 0, size);
            differentiate(point, value);
            update();
            fresh = false;
        }
        return value;
    }

    private void differentiate(double[] point, double value) {
        System.arraycopy(point, 0, trial, 0, size);
        for (int at = 0; at < size; at++) {
            trial[at] = point[at] + DIFFERENCE;
            double above = function.applyAsDouble(trial);
            trial[at] = point[at] - DIFFERENCE;
            double below = function.applyAsDouble(trial);
            trial[at] = point[at];
            double slope = (above - below) / (2 * DIFFERENCE);
            gradient[at] = Double.isFinite(slope) ? slope : 0;
            curvature[at] = (above - 2 * value + below) / (DIFFERENCE * DIFFERENCE);
        }
    }

    private void restart() {
        for (int at = 0; at < size; at++) {
            Arrays.fill(inverse[at], 0);
            inverse[at][at] = curvature[at] > 1e-2 && curvature[at] < 1e6 ? 1 / curvature[at] : 1;
        }
    }

    /** Fills {@code move}, not longer than allowed along any axis, and returns the slope there. */
    private double direction() {
        double longest = 0;
        for (int at = 0; at < size; at++) {
            double sum = 0;
            for (int other = 0; other < size; other++) {
                sum -= inverse[at][other] * gradient[other];
            }
            move[at] = sum;
            longest = Math.max(longest, Math.abs(sum));
        }
        double shrink = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
        double slope = 0;
        for (int at = 0; at < size; at++) {
            move[at] *= shrink;
            slope += move[at] * gradient[at];
        }
        return slope;
    }

    private double search(double[] point, double value, double slope) {
        double length = 1;
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            for (int at = 0; at < size; at++) {
                trial[at] = point[at] + length * move[at];
            }
            double next = function.applyAsDouble(trial);
            if (next <= value + SUFFICIENT * length * slope) {
                for (int at = 0; at < size; at++) {
                    move[at] *= length;
                }
                return next;
            }
            length /= 2;
        }
        return value;
    }

    private void update() {
        double along = 0;
        for (int at = 0; at < size; at++) {
            change[at] = gradient[at] - before[at];
            along += change[at] * move[at];
        }
        if (!(along > 1e-14)) {
            restart();
            return;
        }
        double squared = 0;
        for (int at = 0; at < size; at++) {
            double sum = 0;
            for (int other = 0; other < size; other++) {
                sum += inverse[at][other] * change[other];
            }
            image[at] = sum;
            squared += sum * change[at];
        }
        double factor = (1 + squared / along) / along;
        for (int at = 0; at < size; at++) {
            for (int other = 0; other < size; other++) {
                inverse[at][other] +=
                        factor * move[at] * move[other]
                                - (image[at] * move[other] + move[at] * image[other]) / along;
            }
        }
    }
}
