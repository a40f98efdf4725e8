package io.oeeanalytics.forecast.learned;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Fits the weights by Adam on small batches (Kingma and Ba, ICLR 2015) with weights that decay
 * (Loshchilov and Hutter, ICLR 2019), from first weights after He, Zhang, Ren and Sun (ICCV 2015),
 * and keeps those that did best on the last rows, which are never trained on (Prechelt, Neural
 * Networks 11, 1998).
 */
final class PerceptronTraining {
    private static final int BATCH = 64;
    private static final int MOST_ROUNDS = 40;
    private static final int PATIENCE = 6;
    private static final int HELD_BACK = 6;
    private static final double RATE = 0.001;
    private static final double DECAY = 1;
    private static final double FIRST_MOMENT = 0.9;
    private static final double SECOND_MOMENT = 0.999;
    private static final double SMALL = 1e-8;

    private final Perceptron network;
    private final double[][] rows;
    private final double[] targets;
    private final double[][] gradients;
    private final double[][] firstMoments;
    private final double[][] secondMoments;
    private final double[][] outputs;
    private final double[][] blame;
    private double firstLeft = 1;
    private double secondLeft = 1;

    private PerceptronTraining(Perceptron network, double[][] rows, double[] targets) {
        this.network = network;
        this.rows = rows;
        this.targets = targets;
        gradients = like(network.weights());
        firstMoments = like(network.weights());
        secondMoments = like(network.weights());
        outputs = network.outputs();
        blame = network.outputs();
    }

    /**
     * @param rows in the order of time; the last sixth tells when to stop
     */
    static Perceptron train(int[] sizes, double[][] rows, double[] targets, long seed) {
        var random = new SplittableRandom(seed);
        var network = new Perceptron(sizes, firstWeights(sizes, random));
        return new PerceptronTraining(network, rows, targets).best(random);
    }

    private static double[][] firstWeights(int[] sizes, SplittableRandom random) {
        var weights = new double[sizes.length - 1][];
        for (int layer = 0; layer < weights.length; layer++) {
            int inputs = sizes[layer];
            double reach = Math.sqrt(6.0 / inputs);
            weights[layer] = new double[sizes[layer + 1] * (inputs + 1)];
            for (int at = 0; at < weights[layer].length; at++) {
                boolean bias = at % (inputs + 1) == inputs;
                weights[layer][at] = bias ? 0 : random.nextDouble(-reach, reach);
            }
        }
        return weights;
    }

    private Perceptron best(SplittableRandom random) {
        int count = rows.length - rows.length / HELD_BACK;
        var order = new int[count];
        for (int at = 0; at < count; at++) {
            order[at] = at;
        }
        var best = copy(network.weights());
        double least = error(count);
        int since = 0;
        for (int round = 0; round < MOST_ROUNDS && since < PATIENCE; round++) {
            shuffle(order, random);
            for (int from = 0; from < count; from += BATCH) {
                step(order, from, Math.min(count, from + BATCH));
            }
            double error = error(count);
            since++;
            if (error < least) {
                least = error;
                best = copy(network.weights());
                since = 0;
            }
        }
        return new Perceptron(network.sizes(), best);
    }

    /** Mean squared error of the rows held back, or of all where there are none. */
    private double error(int count) {
        int from = count < rows.length ? count : 0;
        double squares = 0;
        for (int at = from; at < rows.length; at++) {
            double away = network.answer(rows[at]) - targets[at];
            squares += away * away;
        }
        return squares / Math.max(1, rows.length - from);
    }

    private void step(int[] order, int from, int to) {
        for (var layer : gradients) {
            Arrays.fill(layer, 0);
        }
        for (int at = from; at < to; at++) {
            network.run(rows[order[at]], outputs);
            propagate(targets[order[at]], to - from);
        }
        firstLeft *= FIRST_MOMENT;
        secondLeft *= SECOND_MOMENT;
        for (int layer = 0; layer < gradients.length; layer++) {
            var weights = network.weights()[layer];
            int inputs = network.sizes()[layer];
            for (int at = 0; at < weights.length; at++) {
                double gradient = gradients[layer][at];
                double first = firstMoments[layer][at];
                double second = secondMoments[layer][at];
                first = FIRST_MOMENT * first + (1 - FIRST_MOMENT) * gradient;
                second = SECOND_MOMENT * second + (1 - SECOND_MOMENT) * gradient * gradient;
                firstMoments[layer][at] = first;
                secondMoments[layer][at] = second;
                double move =
                        first / (1 - firstLeft) / (Math.sqrt(second / (1 - secondLeft)) + SMALL);
                boolean bias = at % (inputs + 1) == inputs;
                weights[at] -= RATE * (move + (bias ? 0 : DECAY * weights[at]));
            }
        }
    }

    /** Adds the gradient of one row's half squared error. */
    private void propagate(double target, int batch) {
        int last = gradients.length;
        blame[last][0] = (outputs[last][0] - target) / batch;
        for (int layer = last - 1; layer >= 0; layer--) {
            var in = outputs[layer];
            var weights = network.weights()[layer];
            var gradient = gradients[layer];
            Arrays.fill(blame[layer], 0);
            int at = 0;
            for (double share : blame[layer + 1]) {
                if (share == 0) {
                    at += in.length + 1;
                    continue;
                }
                for (int input = 0; input < in.length; input++, at++) {
                    gradient[at] += share * in[input];
                    // A rectifier that is shut passes nothing on.
                    blame[layer][input] += layer > 0 && in[input] > 0 ? share * weights[at] : 0;
                }
                gradient[at++] += share;
            }
        }
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int at = order.length - 1; at > 0; at--) {
            int other = random.nextInt(at + 1);
            int kept = order[at];
            order[at] = order[other];
            order[other] = kept;
        }
    }

    private static double[][] like(double[][] weights) {
        var zeros = new double[weights.length][];
        for (int layer = 0; layer < weights.length; layer++) {
            zeros[layer] = new double[weights[layer].length];
        }
        return zeros;
    }

    private static double[][] copy(double[][] weights) {
        var copy = new double[weights.length][];
        for (int layer = 0; layer < weights.length; layer++) {
            copy[layer] = weights[layer].clone();
        }
        return copy;
    }
}
