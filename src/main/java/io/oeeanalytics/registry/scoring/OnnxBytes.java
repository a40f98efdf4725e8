package io.oeeanalytics.registry.scoring;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.oeeanalytics.registry.scoring.ScoringProblem.ModelRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Looks through an ONNX model before the runtime sees it. Its runtime would read any file a tensor
 * names; graphs within graphs can run for ever, and operators that make tensors as large as they
 * are told can fill the memory. Field numbers are those of onnx.proto3.
 */
final class OnnxBytes {
    private static final int MOST_NODES = 50_000;
    private static final int EXTERNAL = 1;
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml");

    /** What models of tables are made of. */
    private static final Set<String> OPERATORS =
            Set.of(
                    ("Abs Add And ArgMax ArgMin BatchNormalization Cast CastLike Ceil Clip Concat"
                                    + " Constant Cos Div Dropout Elu Equal Erf Exp Flatten Floor"
                                    + " Gather GatherElements Gelu Gemm Greater GreaterOrEqual"
                                    + " HardSigmoid HardSwish Identity IsInf IsNaN"
                                    + " LayerNormalization LeakyRelu Less LessOrEqual Log"
                                    + " LogSoftmax MatMul Max Mean Min Mish Mod Mul Neg Not Or"
                                    + " PRelu Pow Reciprocal ReduceL1 ReduceL2 ReduceLogSumExp"
                                    + " ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum"
                                    + " ReduceSumSquare Relu Reshape Round Selu Shape Sigmoid Sign"
                                    + " Sin Slice Softmax Softplus Softsign Split Sqrt Squeeze Sub"
                                    + " Sum Tanh TopK Transpose Unsqueeze Where Xor"
                                    // of ai.onnx.ml
                                    + " ArrayFeatureExtractor Binarizer CategoryMapper"
                                    + " FeatureVectorizer Imputer LabelEncoder LinearClassifier"
                                    + " LinearRegressor Normalizer OneHotEncoder SVMClassifier"
                                    + " SVMRegressor Scaler TreeEnsemble TreeEnsembleClassifier"
                                    + " TreeEnsembleRegressor ZipMap")
                            .split(" "));

    private int nodes;
    private boolean hasGraph;

    private OnnxBytes() {}

    /**
     * @throws ModelRefused with the reason
     */
    static void check(byte[] bytes) {
        if (bytes.length > 8
                && new String(bytes, 4, 4, StandardCharsets.ISO_8859_1).equals("ORTM")) {
            throw new ModelRefused("The model is in the runtime's own format; save it as ONNX.");
        }
        var look = new OnnxBytes();
        try {
            look.model(CodedInputStream.newInstance(bytes));
        } catch (IOException e) {
            throw new ModelRefused("The file is no ONNX model, or was cut off.");
        }
        if (!look.hasGraph || look.nodes == 0) {
            throw new ModelRefused("The file is no ONNX model: it has no graph.");
        }
    }

    /**
     * Reads a field of a message, whose number is negative where it is a plain value, or leaves it.
     */
    private interface Field {
        boolean takes(int number, CodedInputStream in) throws IOException;
    }

    private static void each(CodedInputStream in, Field field) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean isMessage =
                    WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (isMessage) {
                int length = in.readRawVarint32();
                int limit = in.pushLimit(length);
                if (!field.takes(WireFormat.getTagFieldNumber(tag), in)) {
                    in.skipRawBytes(in.getBytesUntilLimit());
                }
                if (in.getBytesUntilLimit() != 0) {
                    throw new InvalidProtocolBufferException(
                            "a message does not end where it says");
                }
                in.popLimit(limit);
            } else if (!field.takes(-WireFormat.getTagFieldNumber(tag), in) && !in.skipField(tag)) {
                throw new InvalidProtocolBufferException("a group ends that never began");
            }
        }
    }

    private void model(CodedInputStream in) throws IOException {
        each(
                in,
                (number, part) -> {
                    switch (number) {
                        case 7 -> {
                            hasGraph = true;
                            graph(part);
                        }
                        case 20 -> throw new ModelRefused("The model brings its own training.");
                        case 25 -> throw new ModelRefused("The model brings functions of its own.");
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private void graph(CodedInputStream in) throws IOException {
        each(
                in,
                (number, part) -> {
                    switch (number) {
                        case 1 -> node(part);
                        case 5 -> tensor(part);
                        case 15 -> sparse(part);
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private void node(CodedInputStream in) throws IOException {
        if (++nodes > MOST_NODES) {
            throw new ModelRefused("The model has more than %d nodes.".formatted(MOST_NODES));
        }
        var names = new String[] {"", ""};
        each(
                in,
                (number, part) -> {
                    switch (number) {
                        case 4 -> names[0] = text(part);
                        case 7 -> names[1] = text(part);
                        case 5 -> attribute(part);
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        if (!DOMAINS.contains(names[1])) {
            throw new ModelRefused(
                    "The model uses the operator %s of '%s'; only those of ONNX itself are run, no libraries of others."
                            .formatted(names[0], names[1]));
        }
        if (!OPERATORS.contains(names[0])) {
            throw new ModelRefused(
                    "The model uses the operator %s, which is not run here: models of tables need none that loops or makes tensors of any size."
                            .formatted(names[0]));
        }
    }

    private void attribute(CodedInputStream in) throws IOException {
        each(
                in,
                (number, part) -> {
                    switch (number) {
                        case 5, 10 -> tensor(part);
                        case 22, 23 -> sparse(part);
                        case 6, 11 -> throw new ModelRefused("The model has graphs within nodes.");
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private void sparse(CodedInputStream in) throws IOException {
        each(
                in,
                (number, part) -> {
                    if (number == 1 || number == 2) {
                        tensor(part);
                        return true;
                    }
                    return false;
                });
    }

    private static void tensor(CodedInputStream in) throws IOException {
        each(
                in,
                (number, part) -> {
                    if (number == 13 || (number == -14 && part.readRawVarint64() == EXTERNAL)) {
                        throw new ModelRefused(
                                "The model reads other files for its weights; save it with its"
                                        + " weights inside.");
                    }
                    return number == -14;
                });
    }

    private static String text(CodedInputStream in) throws IOException {
        return new String(in.readRawBytes(in.getBytesUntilLimit()), StandardCharsets.UTF_8);
    }
}
