package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.registry.scoring.DataType;
import io.oeeanalytics.registry.scoring.ScoringProblem;
import io.oeeanalytics.registry.scoring.TabularModel;
import io.oeeanalytics.registry.scoring.Tensor;
import io.oeeanalytics.registry.scoring.TensorSpec;
import io.oeeanalytics.registry.serving.InferenceRequest.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** Tensors of the protocol into tables that a model reads, and back. */
final class Inference {
    private Inference() {}

    /** In the model's order. */
    static List<Tensor> inputs(TabularModel model, List<Input> sent) {
        var named = new LinkedHashMap<String, Input>();
        for (var input : sent) {
            if (named.put(input.name(), input) != null) {
                throw SentData.refused(input.name(), "it is sent twice");
            }
        }
        var tensors = new ArrayList<Tensor>();
        for (var spec : model.inputs()) {
            var input = named.remove(spec.name());
            if (input == null) {
                throw SentData.refused(
                        spec.name(),
                        "it is missing; the model reads %s".formatted(names(model.inputs())));
            }
            tensors.add(tensor(spec, input));
        }
        if (!named.isEmpty()) {
            throw SentData.refused(
                    named.keySet().iterator().next(),
                    "the model reads %s".formatted(names(model.inputs())));
        }
        return tensors;
    }

    private static String names(List<TensorSpec> specs) {
        return specs.stream().limit(50).map(TensorSpec::name).collect(Collectors.joining(", "));
    }

    private static Tensor tensor(TensorSpec spec, Input input) {
        var type = type(input);
        var shape = input.shape();
        if (shape == null) {
            throw SentData.refused(input.name(), "it has no 'shape'");
        }
        boolean flat = shape.size() == 1 && spec.columns() == 1;
        if (!flat && (shape.size() != 2 || shape.get(1) != spec.columns())) {
            throw SentData.refused(
                    input.name(),
                    "its shape is %s, the model reads %s".formatted(shape, spec.shape()));
        }
        long values = (long) shape.getFirst() * spec.columns();
        if (values != input.data().size()) {
            throw SentData.refused(
                    input.name(),
                    "its shape %s has %d values, its data %d"
                            .formatted(shape, values, input.data().size()));
        }
        if (!input.data().nested().isEmpty() && !input.data().nested().equals(shape)) {
            throw SentData.refused(
                    input.name(),
                    "its shape is %s, its data are nested as %s"
                            .formatted(shape, input.data().nested()));
        }
        if (type.isText() != spec.type().isText()) {
            throw SentData.refused(
                    input.name(), "it is %s, the model reads %s".formatted(type, spec.type()));
        }
        return input.data().tensor(input.name(), type, shape.getFirst(), spec.columns());
    }

    private static DataType type(Input input) {
        return Arrays.stream(DataType.values())
                .filter(type -> type.name().equals(input.datatype()))
                .findFirst()
                .orElseThrow(
                        () ->
                                SentData.refused(
                                        input.name(),
                                        "its datatype is one of %s, not '%s'"
                                                .formatted(
                                                        Arrays.toString(DataType.values()),
                                                        input.datatype())));
    }

    /** Those wanted, in the order they were asked for. */
    static List<Map<String, Object>> outputs(
            TabularModel model, List<Tensor> answers, List<String> wanted) {
        var specs = model.outputs();
        var names = wanted.isEmpty() ? specs.stream().map(TensorSpec::name).toList() : wanted;
        var outputs = new ArrayList<Map<String, Object>>();
        for (var name : names) {
            int at = index(specs, name);
            outputs.add(output(specs.get(at), answers.get(at)));
        }
        return outputs;
    }

    /** Before the model is asked, so that nobody waits for a refusal. */
    static void check(TabularModel model, List<String> wanted) {
        wanted.forEach(name -> index(model.outputs(), name));
        if (wanted.stream().distinct().count() < wanted.size()) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, "An output is asked for twice.");
        }
    }

    private static int index(List<TensorSpec> specs, String name) {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new ApiProblem(
                HttpStatus.BAD_REQUEST,
                "Output '%s': the model answers %s.".formatted(name, names(specs)));
    }

    private static Map<String, Object> output(TensorSpec spec, Tensor answer) {
        var output = new LinkedHashMap<String, Object>();
        output.put("name", spec.name());
        output.put("datatype", spec.type());
        output.put(
                "shape",
                spec.flat() ? List.of(answer.rows()) : List.of(answer.rows(), spec.columns()));
        output.put(
                "data",
                switch (answer) {
                    case Tensor.Texts texts -> texts(texts);
                    case Tensor.Numbers numbers -> numbers(spec, numbers);
                });
        return output;
    }

    private static String[] texts(Tensor.Texts texts) {
        var values = new String[texts.rows() * texts.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = texts.at(i / texts.columns(), i % texts.columns());
        }
        return values;
    }

    private static Object numbers(TensorSpec spec, Tensor.Numbers numbers) {
        int columns = numbers.columns();
        var values = new double[numbers.rows() * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.at(i / columns, i % columns);
            if (!Double.isFinite(values[i])) {
                // JSON has no word for it, and a null would be taken for 0 somewhere.
                throw new ScoringProblem.Failed(
                        "The model answered %s for row %d.".formatted(values[i], i / columns));
            }
        }
        return switch (spec.type()) {
            case FP64, BYTES -> values;
            case FP32 -> {
                var floats = new float[values.length];
                for (int i = 0; i < values.length; i++) {
                    floats[i] = (float) values[i];
                }
                yield floats;
            }
            case INT32, INT64 -> Arrays.stream(values).mapToLong(value -> (long) value).toArray();
            case BOOL -> {
                var booleans = new boolean[values.length];
                for (int i = 0; i < values.length; i++) {
                    booleans[i] = values[i] != 0;
                }
                yield booleans;
            }
        };
    }
}
