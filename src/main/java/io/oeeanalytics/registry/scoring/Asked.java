package io.oeeanalytics.registry.scoring;

import io.oeeanalytics.registry.scoring.ScoringProblem.InputRefused;
import java.util.List;

/** Holds what is asked against what a model reads. */
final class Asked {
    private Asked() {}

    /** How many rows there are, where all of it fits. */
    static int rows(List<TensorSpec> specs, List<Tensor> inputs, ScoringLimits limits) {
        if (inputs.size() != specs.size()) {
            throw new InputRefused(
                    "The model reads %d inputs, not %d.".formatted(specs.size(), inputs.size()));
        }
        int rows = inputs.getFirst().rows();
        long cells = 0;
        for (int i = 0; i < specs.size(); i++) {
            var spec = specs.get(i);
            var input = inputs.get(i);
            if (input.rows() != rows) {
                throw new InputRefused(
                        "Input %s has %d rows and %s has %d."
                                .formatted(
                                        specs.getFirst().name(), rows, spec.name(), input.rows()));
            }
            if (input.columns() != spec.columns()) {
                throw new InputRefused(
                        "Input %s has %d columns, not %d."
                                .formatted(spec.name(), spec.columns(), input.columns()));
            }
            if (spec.type().isText() != input instanceof Tensor.Texts) {
                throw new InputRefused("Input %s reads %s.".formatted(spec.name(), spec.type()));
            }
            cells += (long) rows * spec.columns();
            if (input instanceof Tensor.Numbers numbers) {
                check(spec, numbers);
            }
        }
        if (rows == 0) {
            throw new InputRefused("There are no rows.");
        }
        if (rows > limits.rows() || cells > limits.cells()) {
            throw new InputRefused(
                    "%d rows with %d values are too many at once; at most %d rows and %d values are taken."
                            .formatted(rows, cells, limits.rows(), limits.cells()));
        }
        return rows;
    }

    private static void check(TensorSpec spec, Tensor.Numbers numbers) {
        for (int row = 0; row < numbers.rows(); row++) {
            for (int column = 0; column < numbers.columns(); column++) {
                if (!spec.type().holds(numbers.at(row, column))) {
                    throw new InputRefused(
                            "Row %d, column %s: %s is no %s."
                                    .formatted(
                                            row,
                                            spec.names().get(column),
                                            numbers.at(row, column),
                                            spec.type()));
                }
            }
        }
    }
}
