package io.oeeanalytics.forecast.method;

/**
 * Minimises a function of a few variables without derivatives: Nelder and Mead, A simplex method
 * for function minimization, The Computer Journal 7 (1965). Bounds are the objective's business: it
 * answers infinity outside them, and the simplex turns back.
 */
final class NelderMead {
    private static final double REFLECTION = 1;
    private static final double EXPANSION = 2;
    private static final double CONTRACTION = 0.5;
    private static final double SHRINKAGE = 0.5;

    /** A value to make small; NaN counts as infinity. The array is the caller's: do not keep it. */
    @FunctionalInterface
    interface Objective {
        double at(double[] point);
    }

    private final Objective objective;
    private final double[][] corners;
    private final double[] values;
    private final double[] centre;
    private final double[] reflected;
    private final double[] tried;
    private int evaluations;

    private NelderMead(Objective objective, double[] start, double[] step) {
        int size = start.length;
        this.objective = objective;
        corners = new double[size + 1][];
        values = new double[size + 1];
        centre = new double[size];
        reflected = new double[size];
        tried = new double[size];
        for (int corner = 0; corner <= size; corner++) {
            corners[corner] = start.clone();
            if (corner > 0) {
                corners[corner][corner - 1] += step[corner - 1];
            }
            values[corner] = value(corners[corner]);
        }
    }

    /**
     * The best point found. The search ends when the values at the corners differ by less than the
     * tolerance, relative to their size, or when the evaluations are used up.
     */
    static double[] minimise(
            Objective objective,
            double[] start,
            double[] step,
            int maxEvaluations,
            double tolerance) {
        if (start.length == 0 || start.length != step.length) {
            throw new IllegalArgumentException(
                    "a start of %d variables needs as many steps, at least 1, but got %d"
                            .formatted(start.length, step.length));
        }
        var search = new NelderMead(objective, start, step);
        return search.run(maxEvaluations, tolerance);
    }

    private double[] run(int maxEvaluations, double tolerance) {
        int last = values.length - 1;
        sort();
        while (evaluations < maxEvaluations
                && !(values[last] - values[0]
                        <= tolerance * (Math.abs(values[0]) + Math.abs(values[last])))) {
            moveWorst();
            sort();
        }
        return corners[0];
    }

    private void moveWorst() {
        int last = values.length - 1;
        double[] worst = corners[last];
        findCentre();
        double reflection = probe(reflected, worst, REFLECTION);
        if (reflection < values[0]) {
            double expansion = probe(tried, worst, EXPANSION);
            if (expansion < reflection) {
                replaceWorst(tried, expansion);
            } else {
                replaceWorst(reflected, reflection);
            }
        } else if (reflection < values[last - 1]) {
            replaceWorst(reflected, reflection);
        } else {
            boolean outside = reflection < values[last];
            double contraction = probe(tried, worst, outside ? CONTRACTION : -CONTRACTION);
            if (contraction < Math.min(reflection, values[last])) {
                replaceWorst(tried, contraction);
            } else {
                shrink();
            }
        }
    }

    private void findCentre() {
        int last = values.length - 1;
        for (int variable = 0; variable < centre.length; variable++) {
            double sum = 0;
            for (int corner = 0; corner < last; corner++) {
                sum += corners[corner][variable];
            }
            centre[variable] = sum / last;
        }
    }

    private double probe(double[] point, double[] worst, double factor) {
        for (int variable = 0; variable < point.length; variable++) {
            point[variable] = centre[variable] + factor * (centre[variable] - worst[variable]);
        }
        return value(point);
    }

    private void replaceWorst(double[] point, double value) {
        int last = values.length - 1;
        System.arraycopy(point, 0, corners[last], 0, point.length);
        values[last] = value;
    }

    private void shrink() {
        double[] best = corners[0];
        for (int corner = 1; corner < values.length; corner++) {
            double[] point = corners[corner];
            for (int variable = 0; variable < point.length; variable++) {
                point[variable] = best[variable] + SHRINKAGE * (point[variable] - best[variable]);
            }
            values[corner] = value(point);
        }
    }

    /** By insertion: all but one corner are in order already, and ties keep theirs. */
    private void sort() {
        for (int from = 1; from < values.length; from++) {
            double value = values[from];
            double[] corner = corners[from];
            int to = from;
            while (to > 0 && values[to - 1] > value) {
                values[to] = values[to - 1];
                corners[to] = corners[to - 1];
                to--;
            }
            values[to] = value;
            corners[to] = corner;
        }
    }

    private double value(double[] point) {
        evaluations++;
        double value = objective.at(point);
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value;
    }
}
