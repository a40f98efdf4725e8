package io.oeeanalytics.forecast.learned;

/**
 * Columns less their means in units of their standard deviations, both of the training rows. What
 * is missing becomes the mean; a column that never varied there says nothing later either.
 *
 * @param means by column
 * @param deviations by column; 0 where nothing varied
 */
record Standardisation(double[] means, double[] deviations) {
    static Standardisation of(double[][] rows, int width) {
        var means = new double[width];
        var deviations = new double[width];
        for (int column = 0; column < width; column++) {
            double sum = 0;
            int count = 0;
            for (var row : rows) {
                if (Double.isFinite(row[column])) {
                    sum += row[column];
                    count++;
                }
            }
            means[column] = count == 0 ? 0 : sum / count;
            double squares = 0;
            for (var row : rows) {
                if (Double.isFinite(row[column])) {
                    double away = row[column] - means[column];
                    squares += away * away;
                }
            }
            deviations[column] = count == 0 ? 0 : Math.sqrt(squares / count);
        }
        return new Standardisation(means, deviations);
    }

    double[] applied(double[] row) {
        var standard = new double[row.length];
        for (int column = 0; column < row.length; column++) {
            boolean told = Double.isFinite(row[column]) && deviations[column] > 0;
            standard[column] = told ? (row[column] - means[column]) / deviations[column] : 0;
        }
        return standard;
    }

    double[][] applied(double[][] rows) {
        var standard = new double[rows.length][];
        for (int at = 0; at < rows.length; at++) {
            standard[at] = applied(rows[at]);
        }
        return standard;
    }
}
