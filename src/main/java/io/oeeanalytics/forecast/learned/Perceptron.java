package io.oeeanalytics.forecast.learned;

/**
 * Layers of weighted sums with rectifiers between them: Rumelhart, Hinton and Williams, Nature 323
 * (1986); Glorot, Bordes and Bengio, AISTATS (2011). Rectifiers need no function whose last digits
 * differ between machines.
 *
 * @param sizes of the layers, inputs first, outputs last
 * @param weights by layer, for each of its units those of its inputs and then its bias
 */
record Perceptron(int[] sizes, double[][] weights) {
    Perceptron {
        if (sizes.length < 2 || weights.length != sizes.length - 1) {
            throw new IllegalArgumentException(
                    "%d layers have no %d sets of weights".formatted(sizes.length, weights.length));
        }
        for (int layer = 0; layer < weights.length; layer++) {
            if (weights[layer].length != sizes[layer + 1] * (sizes[layer] + 1)) {
                throw new IllegalArgumentException(
                        "%d weights do not lead from %d to %d units"
                                .formatted(weights[layer].length, sizes[layer], sizes[layer + 1]));
            }
        }
    }

    double answer(double[] row) {
        var outputs = outputs();
        run(row, outputs);
        return outputs[weights.length][0];
    }

    double[][] outputs() {
        var outputs = new double[sizes.length][];
        for (int layer = 0; layer < sizes.length; layer++) {
            outputs[layer] = new double[sizes[layer]];
        }
        return outputs;
    }

    /** Writes what each unit says for the row. */
    void run(double[] row, double[][] outputs) {
        System.arraycopy(row, 0, outputs[0], 0, row.length);
        for (int layer = 0; layer < weights.length; layer++) {
            boolean last = layer == weights.length - 1;
            var in = outputs[layer];
            var out = outputs[layer + 1];
            var own = weights[layer];
            int at = 0;
            for (int unit = 0; unit < out.length; unit++) {
                double sum = 0;
                for (double value : in) {
                    sum += own[at++] * value;
                }
                sum += own[at++];
                out[unit] = last || sum > 0 ? sum : 0;
            }
        }
    }
}
