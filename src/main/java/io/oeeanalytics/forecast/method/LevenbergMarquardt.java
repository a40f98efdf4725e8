package io.oeeanalytics.forecast.method;

import java.util.Arrays;

/**
 * Minimises a sum of squared residuals inside a box: Marquardt, An algorithm for least-squares
 * estimation of nonlinear parameters, SIAM Journal 11 (1963). A variable at its bound stays there
 * while the gradient pushes it out, and a step that leaves the box ends at its wall.
 */
final class LevenbergMarquardt {
    private static final double FIRST_DAMPING = 1e-3;
    private static final double LEAST_DAMPING = 1e-10;
    private static final double MOST_DAMPING = 1e10;
    private static final double DAMPING_FACTOR = 8;

    /** The residuals as their products with themselves and with their derivatives. */
    interface Problem {
        /**
         * The sum of squared residuals r at a point, infinite where it has no meaning. Fills J'r
         * and the lower triangle of J'J, row by row of a full square; J holds dr/dpoint.
         */
        double squares(double[] point, double[] gradient, double[] normal);
    }

    private final Problem problem;
    private final double[] low;
    private final double[] high;
    private final int size;
    private final double[] factor;
    private final double[] step;
    private final boolean[] fixed;
    private double[] gradient;
    private double[] normal;
    private double[] triedGradient;
    private double[] triedNormal;

    private LevenbergMarquardt(Problem problem, double[] low, double[] high) {
        this.problem = problem;
        this.low = low;
        this.high = high;
        size = low.length;
        factor = new double[size * size];
        step = new double[size];
        fixed = new boolean[size];
        gradient = new double[size];
        normal = new double[size * size];
        triedGradient = new double[size];
        triedNormal = new double[size * size];
    }

    /**
     * Moves the point, given as the start, to a minimum nearby and returns the sum of squares
     * there. Ends when a step lowers the sum by less than the tolerance, relative to it.
     */
    static double minimise(
            Problem problem,
            double[] point,
            double[] low,
            double[] high,
            int maxEvaluations,
            double tolerance) {
        return new LevenbergMarquardt(problem, low, high).run(point, maxEvaluations, tolerance);
    }

    private double run(double[] point, int maxEvaluations, double tolerance) {
        double squares = problem.squares(point, gradient, normal);
        double damping = FIRST_DAMPING;
        var tried = new double[size];
        for (int evaluation = 1;
                evaluation < maxEvaluations && damping < MOST_DAMPING && squares > 0;
                evaluation++) {
            if (!findStep(point, damping)) {
                damping *= DAMPING_FACTOR;
                continue;
            }
            for (int at = 0; at < size; at++) {
                tried[at] = Math.clamp(point[at] + step[at], low[at], high[at]);
            }
            if (Arrays.equals(tried, point)) {
                break;
            }
            double triedSquares = problem.squares(tried, triedGradient, triedNormal);
            if (!(triedSquares < squares)) {
                damping *= DAMPING_FACTOR;
                continue;
            }
            boolean settled = squares - triedSquares < tolerance * squares;
            accept(tried, point);
            squares = triedSquares;
            damping = Math.max(LEAST_DAMPING, damping / DAMPING_FACTOR);
            if (settled) {
                break;
            }
        }
        return squares;
    }

    private void accept(double[] tried, double[] point) {
        System.arraycopy(tried, 0, point, 0, size);
        double[] swap = gradient;
        gradient = triedGradient;
        triedGradient = swap;
        swap = normal;
        normal = triedNormal;
        triedNormal = swap;
    }

    /** Solves (J'J + damping diag(J'J)) step = -J'r over the free variables, by Cholesky. */
    private boolean findStep(double[] point, double damping) {
        for (int row = 0; row < size; row++) {
            double diagonal = normal[row * size + row];
            fixed[row] =
                    !(diagonal > 0)
                            || (point[row] <= low[row] && gradient[row] >= 0)
                            || (point[row] >= high[row] && gradient[row] <= 0);
            step[row] = 0;
            if (fixed[row]) {
                continue;
            }
            double product = -gradient[row];
            double left = diagonal * (1 + damping);
            for (int column = 0; column < row; column++) {
                if (!fixed[column]) {
                    double entry = normal[row * size + column];
                    for (int inner = 0; inner < column; inner++) {
                        entry -= factor[row * size + inner] * factor[column * size + inner];
                    }
                    entry /= factor[column * size + column];
                    factor[row * size + column] = entry;
                    left -= entry * entry;
                    product -= entry * step[column];
                } else {
                    factor[row * size + column] = 0;
                }
            }
            if (!(left > 0)) {
                return false;
            }
            factor[row * size + row] = Math.sqrt(left);
            step[row] = product / factor[row * size + row];
        }
        for (int row = size - 1; row >= 0; row--) {
            if (!fixed[row]) {
                double rest = step[row];
                for (int below = row + 1; below < size; below++) {
                    if (!fixed[below]) {
                        rest -= factor[below * size + row] * step[below];
                    }
                }
                step[row] = rest / factor[row * size + row];
            }
        }
        return true;
    }
}
