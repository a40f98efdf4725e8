package io.oeeanalytics.forecast.learned;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mean of a few small multilayer perceptrons that differ in their first weights, as one alone
 * depends on them: Hansen and Salamon, IEEE Transactions on Pattern Analysis and Machine
 * Intelligence 12 (1990). Kept as JSON.
 */
final class Network implements Learner {
    private static final int MEMBERS = 3;
    private static final int[] HIDDEN = {16, 8};
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param weights by member and layer, row by row; the last column of each row is its bias
     */
    private record Stored(int[] sizes, double[][][] weights) {}

    @Override
    public LearnedFunction learn(double[][] rows, double[] targets, long seed) {
        var members = new ArrayList<Perceptron>();
        var sizes = new int[] {rows[0].length, HIDDEN[0], HIDDEN[1], 1};
        for (int member = 0; member < MEMBERS; member++) {
            members.add(PerceptronTraining.train(sizes, rows, targets, seed + member));
        }
        return new Mean(members);
    }

    @Override
    public LearnedFunction read(byte[] bytes) throws UnreadableModel {
        try {
            var stored = JSON.readValue(bytes, Stored.class);
            var members = new ArrayList<Perceptron>();
            for (var weights : stored.weights()) {
                members.add(new Perceptron(stored.sizes(), weights));
            }
            if (members.isEmpty()) {
                throw new UnreadableModel("the network has no member");
            }
            return new Mean(members);
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw new UnreadableModel("the network's JSON is not whole", e);
        }
    }

    private record Mean(List<Perceptron> members) implements LearnedFunction {
        private Mean {
            members = List.copyOf(members);
        }

        @Override
        public double[] answers(double[][] rows) {
            var answers = new double[rows.length];
            for (int at = 0; at < rows.length; at++) {
                for (var member : members) {
                    answers[at] += member.answer(rows[at]) / members.size();
                }
            }
            return answers;
        }

        @Override
        public byte[] bytes() {
            var weights = members.stream().map(Perceptron::weights).toArray(double[][][]::new);
            return JSON.writeValueAsBytes(new Stored(members.getFirst().sizes(), weights));
        }
    }
}
