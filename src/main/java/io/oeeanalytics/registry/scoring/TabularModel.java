package io.oeeanalytics.registry.scoring;

import io.oeeanalytics.registry.scoring.ScoringProblem.InputRefused;
import java.util.ArrayList;
import java.util.List;

/** A model that answers rows with rows. Any number of threads may ask it at once. */
public interface TabularModel extends AutoCloseable {
    ModelKind kind();

    List<TensorSpec> inputs();

    List<TensorSpec> outputs();

    /**
     * A row for each row.
     *
     * @param inputs in the order of {@link #inputs}, all with as many rows
     * @return in the order of {@link #outputs}
     * @throws ScoringProblem when it cannot
     */
    List<Tensor> predict(List<Tensor> inputs);

    @Override
    void close();

    /** Makes a model of bytes, or says why not. */
    static TabularModel load(ModelKind kind, byte[] bytes, ScoringLimits limits) {
        return switch (kind) {
            case ONNX -> OnnxModel.load(bytes, limits);
            case TRIBUO -> TribuoModel.load(bytes, limits);
        };
    }

    /**
     * For a model that reads numbers alone.
     *
     * @param rows with the columns of all inputs one after the other
     * @return its first output
     */
    default double[][] predict(double[][] rows) {
        var inputs = new ArrayList<Tensor>();
        int from = 0;
        for (var spec : inputs()) {
            var values = new double[rows.length * spec.columns()];
            for (int row = 0; row < rows.length; row++) {
                if (rows[row].length < from + spec.columns()) {
                    throw new InputRefused(
                            "Row %d has %d columns, which do not reach to %s."
                                    .formatted(row, rows[row].length, spec.name()));
                }
                System.arraycopy(rows[row], from, values, row * spec.columns(), spec.columns());
            }
            inputs.add(new Tensor.Numbers(rows.length, spec.columns(), values));
            from += spec.columns();
        }
        if (predict(inputs).getFirst() instanceof Tensor.Numbers numbers) {
            var answer = new double[numbers.rows()][numbers.columns()];
            for (int row = 0; row < answer.length; row++) {
                for (int column = 0; column < answer[row].length; column++) {
                    answer[row][column] = numbers.at(row, column);
                }
            }
            return answer;
        }
        throw new InputRefused("The first output of the model is a text.");
    }
}
