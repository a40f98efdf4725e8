package io.oeeanalytics.forecast.learned;

/** What was learned; for many threads at once. */
interface LearnedFunction {
    /** One answer for each standardised row. */
    double[] answers(double[][] rows);

    byte[] bytes();
}
