package io.oeeanalytics.registry.scoring;

import io.oeeanalytics.registry.scoring.ScoringProblem.Failed;
import io.oeeanalytics.registry.scoring.ScoringProblem.InputRefused;
import io.oeeanalytics.registry.scoring.ScoringProblem.ModelRefused;
import io.oeeanalytics.registry.scoring.ScoringProblem.TooSlow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.tribuo.Model;
import org.tribuo.VariableInfo;
import org.tribuo.impl.ArrayExample;
import org.tribuo.regression.ImmutableRegressionInfo;
import org.tribuo.regression.Regressor;

/** A regressor of Tribuo. Its features have names, so each is an input of its own. */
final class TribuoModel implements TabularModel {
    private final Model<Regressor> model;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final String[] features;
    private final ScoringLimits limits;

    private TribuoModel(
            Model<Regressor> model,
            List<String> features,
            List<String> dimensions,
            ScoringLimits limits) {
        this.model = model;
        this.features = features.toArray(String[]::new);
        this.limits = limits;
        inputs = features.stream().map(TribuoModel::spec).toList();
        outputs = dimensions.stream().map(TribuoModel::spec).toList();
    }

    private static TensorSpec spec(String name) {
        return new TensorSpec(name, DataType.FP64, List.of(name), false);
    }

    static TribuoModel load(byte[] bytes, ScoringLimits limits) {
        var proto = TribuoBytes.check(bytes);
        Model<?> model;
        try {
            model = Model.deserialize(proto);
        } catch (RuntimeException e) {
            throw new ModelRefused("The model of Tribuo cannot be read: " + reason(e));
        }
        if (!(model.getOutputIDInfo() instanceof ImmutableRegressionInfo)) {
            throw new ModelRefused("The model is no regressor; only those of Tribuo are run.");
        }
        var features =
                StreamSupport.stream(model.getFeatureIDMap().spliterator(), false)
                        .map(VariableInfo::getName)
                        .toList();
        if (features.isEmpty()) {
            throw new ModelRefused("The model reads no features.");
        }
        var regressor = model.castModel(Regressor.class);
        return new TribuoModel(
                regressor,
                features,
                List.of(Regressor.extractNames(regressor.getOutputIDInfo())),
                limits);
    }

    private static String reason(Throwable e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    @Override
    public ModelKind kind() {
        return ModelKind.TRIBUO;
    }

    @Override
    public List<TensorSpec> inputs() {
        return inputs;
    }

    @Override
    public List<TensorSpec> outputs() {
        return outputs;
    }

    @Override
    public List<Tensor> predict(List<Tensor> asked) {
        int rows = Asked.rows(inputs, asked, limits);
        if ((long) rows * outputs.size() > limits.cells()) {
            throw new InputRefused(
                    "More than %d values would come out; ask for fewer rows."
                            .formatted(limits.cells()));
        }
        var answers = new ArrayList<double[]>();
        outputs.forEach(spec -> answers.add(new double[rows]));
        long begun = System.nanoTime();
        for (int row = 0; row < rows; row++) {
            if (System.nanoTime() - begun > limits.time().toNanos()) {
                throw new TooSlow(
                        "The model took longer than %d seconds."
                                .formatted(limits.time().toSeconds()));
            }
            var answer = predict(asked, row);
            for (int i = 0; i < answers.size(); i++) {
                answers.get(i)[row] = value(answer, outputs.get(i).name());
            }
        }
        return answers.stream().<Tensor>map(values -> new Tensor.Numbers(rows, 1, values)).toList();
    }

    private Regressor predict(List<Tensor> asked, int row) {
        var values = new double[features.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((Tensor.Numbers) asked.get(i)).at(row, 0);
        }
        try {
            return model.predict(new ArrayExample<>(unknown(), features, values)).getOutput();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Failed("Row %d: the model failed: %s".formatted(row, reason(e)));
        }
    }

    private Regressor unknown() {
        return model.getOutputIDInfo().getDomain().iterator().next();
    }

    private static double value(Regressor answer, String name) {
        return answer.getDimension(name)
                .orElseThrow(() -> new Failed("The model answered no %s.".formatted(name)))
                .getValue();
    }

    @Override
    public void close() {
        // Nothing is held outside the heap.
    }
}
