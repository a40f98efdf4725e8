package io.oeeanalytics.registry.scoring;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.oeeanalytics.registry.scoring.ScoringProblem.Failed;
import io.oeeanalytics.registry.scoring.ScoringProblem.ModelRefused;
import io.oeeanalytics.registry.scoring.ScoringProblem.TooSlow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An ONNX model, run by ONNX Runtime on one core a request. */
final class OnnxModel implements TabularModel {
    private static final int MOST_COLUMNS = 10_000;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final List<TensorSpec> inputs;
    private final List<TensorSpec> outputs;
    private final boolean oneByOne;
    private final ScoringLimits limits;

    private OnnxModel(
            OrtEnvironment environment,
            OrtSession session,
            List<TensorSpec> inputs,
            List<TensorSpec> outputs,
            boolean oneByOne,
            ScoringLimits limits) {
        this.environment = environment;
        this.session = session;
        this.inputs = inputs;
        this.outputs = outputs;
        this.oneByOne = oneByOne;
        this.limits = limits;
    }

    static OnnxModel load(byte[] bytes, ScoringLimits limits) {
        OnnxBytes.check(bytes);
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            // An arena would keep what the largest request took for as long as the model is kept.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            // Optimising runs parts of the model while it is loaded, where no limit holds.
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.addConfigEntry("session.load_model_format", "ONNX");
            var session = environment.createSession(bytes, options);
            try {
                return of(environment, session, limits);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelRefused("The ONNX model cannot be run: " + first(e));
        }
    }

    private static OnnxModel of(
            OrtEnvironment environment, OrtSession session, ScoringLimits limits)
            throws OrtException {
        var named = FeatureNames.of(session.getMetadata().getCustomMetadata());
        var infos = session.getInputInfo();
        var inputs = new ArrayList<TensorSpec>();
        boolean oneByOne = false;
        for (var info : infos.values()) {
            if (!(info.getInfo() instanceof TensorInfo tensor)) {
                throw new ModelRefused("The input %s is no tensor.".formatted(info.getName()));
            }
            var spec = spec(info.getName(), tensor);
            inputs.add(infos.size() == 1 ? FeatureNames.named(spec, named) : spec);
            oneByOne |= tensor.getShape().length > 0 && tensor.getShape()[0] == 1;
        }
        if (inputs.isEmpty()) {
            throw new ModelRefused("The model has no inputs.");
        }
        var outputs = session.getOutputInfo().values().stream().flatMap(OnnxModel::output).toList();
        if (outputs.isEmpty()) {
            throw new ModelRefused("The model has no output that is a table of numbers or texts.");
        }
        return new OnnxModel(environment, session, List.copyOf(inputs), outputs, oneByOne, limits);
    }

    /** What some exporters add, such as maps of classes to probabilities, is left out. */
    private static Stream<TensorSpec> output(NodeInfo info) {
        if (!(info.getInfo() instanceof TensorInfo tensor)) {
            return Stream.empty();
        }
        var shape = tensor.getShape();
        boolean flat = shape.length < 2;
        int columns = shape.length == 2 && shape[1] > 0 ? columns(info.getName(), shape[1]) : 1;
        return OnnxTensors.type(tensor.type)
                .map(type -> TensorSpec.numbered(info.getName(), type, columns, flat))
                .stream();
    }

    private static TensorSpec spec(String name, TensorInfo tensor) {
        var shape = tensor.getShape();
        if (shape.length < 1 || shape.length > 2 || (shape[0] != -1 && shape[0] != 1)) {
            throw new ModelRefused(
                    "The input %s is no table of any number of rows.".formatted(name));
        }
        if (shape.length == 2 && shape[1] < 1) {
            throw new ModelRefused(
                    "The input %s does not say how many columns it has; fix its second dimension when saving the model."
                            .formatted(name));
        }
        var type =
                OnnxTensors.type(tensor.type)
                        .orElseThrow(
                                () ->
                                        new ModelRefused(
                                                "The input %s is of type %s, which is not taken."
                                                        .formatted(name, tensor.type)));
        return TensorSpec.numbered(
                name, type, shape.length == 1 ? 1 : columns(name, shape[1]), shape.length == 1);
    }

    private static int columns(String name, long columns) {
        if (columns > MOST_COLUMNS) {
            throw new ModelRefused(
                    "%s has %d columns; at most %d are taken."
                            .formatted(name, columns, MOST_COLUMNS));
        }
        return (int) columns;
    }

    @Override
    public ModelKind kind() {
        return ModelKind.ONNX;
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
        try (var deadline = new OnnxDeadline(limits.time())) {
            var collected =
                    outputs.stream().map(spec -> new OnnxOutput(spec, rows, limits)).toList();
            int step = oneByOne ? 1 : rows;
            for (int from = 0; from < rows; from += step) {
                run(asked, from, step, collected, deadline);
            }
            return collected.stream().map(OnnxOutput::tensor).toList();
        } catch (OrtException e) {
            throw new Failed("The model failed: " + first(e));
        }
    }

    private void run(
            List<Tensor> asked,
            int from,
            int rows,
            List<OnnxOutput> collected,
            OnnxDeadline deadline)
            throws OrtException {
        var fed = new LinkedHashMap<String, OnnxTensor>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                var spec = inputs.get(i);
                fed.put(
                        spec.name(),
                        OnnxTensors.write(environment, spec, asked.get(i), from, rows));
            }
            answer(fed, from, rows, collected, deadline);
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private void answer(
            Map<String, OnnxTensor> fed,
            int from,
            int rows,
            List<OnnxOutput> collected,
            OnnxDeadline deadline)
            throws OrtException {
        var names = new LinkedHashSet<String>();
        outputs.forEach(spec -> names.add(spec.name()));
        try (var answer = session.run(fed, names, deadline.options())) {
            for (var column : collected) {
                if (answer.get(column.name()).orElse(null) instanceof OnnxTensor tensor) {
                    column.take(tensor, from, rows);
                }
            }
        } catch (OrtException e) {
            if (deadline.hasPassed()) {
                throw new TooSlow(
                        "The model took longer than %d seconds."
                                .formatted(limits.time().toSeconds()));
            }
            throw e;
        }
        if (deadline.hasPassed()) {
            throw new TooSlow(
                    "The model took longer than %d seconds.".formatted(limits.time().toSeconds()));
        }
    }

    /** The runtime's messages go on for lines. */
    private static String first(OrtException e) {
        var line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return line.length() > 300 ? line.substring(0, 300) + "…" : line;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session could not be closed", e);
        }
    }
}
