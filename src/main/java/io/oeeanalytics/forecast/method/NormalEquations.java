package io.oeeanalytics.forecast.method;

/**
 * Solves the small symmetric systems of least squares by the square-root-free Cholesky
 * factorisation, in place. A column that depends on those before it gets coefficient 0: Golub and
 * Van Loan, Matrix Computations, 4th edition (2013), section 4.1.
 */
final class NormalEquations {
    /** A pivot below this share of its diagonal is rounding. */
    private static final double DEPENDENT = 1e-11;

    private NormalEquations() {}

    /** Overwrites {@code right} by the solution and the lower half of {@code matrix}. */
    static void solve(double[][] matrix, double[] right, int size) {
        for (int column = 0; column < size; column++) {
            var row = matrix[column];
            double pivot = row[column];
            for (int k = 0; k < column; k++) {
                double scaled = row[k];
                row[k] = matrix[k][k] > 0 ? scaled / matrix[k][k] : 0;
                pivot -= row[k] * scaled;
            }
            row[column] = pivot > DEPENDENT * row[column] ? pivot : 0;
            for (int below = column + 1; below < size; below++) {
                double sum = matrix[below][column];
                for (int k = 0; k < column; k++) {
                    sum -= matrix[below][k] * row[k];
                }
                matrix[below][column] = row[column] > 0 ? sum : 0;
            }
        }
        for (int at = 0; at < size; at++) {
            for (int k = 0; k < at; k++) {
                right[at] -= matrix[at][k] * right[k];
            }
        }
        for (int at = size - 1; at >= 0; at--) {
            right[at] = matrix[at][at] > 0 ? right[at] / matrix[at][at] : 0;
            for (int below = at + 1; below < size; below++) {
                if (matrix[at][at] > 0) {
                    right[at] -= matrix[below][at] * right[below];
                }
            }
        }
    }
}
