package io.oeeanalytics.registry.scoring;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.oeeanalytics.registry.scoring.ScoringProblem.ModelRefused;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tribuo.common.sgd.protos.FMParametersProto;
import org.tribuo.common.tree.protos.TreeModelProto;
import org.tribuo.math.protos.DenseTensorProto;
import org.tribuo.math.protos.TensorProto;
import org.tribuo.protos.core.ImmutableFeatureMapProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.regression.protos.RegressorProto;
import org.tribuo.regression.rtree.protos.TreeNodeListProto;
import org.tribuo.regression.sgd.protos.RegressionLinearSGDProto;
import org.tribuo.regression.slm.protos.SparseLinearModelProto;

/**
 * Looks through a model of Tribuo before Tribuo does. Its messages name the classes that read them,
 * and those of their provenance; only Tribuo's own are let through, so that nothing else on the
 * class path is ever woken by a file.
 */
final class TribuoBytes {
    private static final int DEEPEST = 16;
    private static final List<String> OURS = List.of("org.tribuo.", "com.oracle.labs.mlrg.olcut.");

    private static final Map<String, Descriptor> TYPES =
            Stream.of(
                            ModelProto.getDescriptor(),
                            ImmutableFeatureMapProto.getDescriptor(),
                            TensorProto.getDescriptor(),
                            DenseTensorProto.getDescriptor(),
                            FMParametersProto.getDescriptor(),
                            TreeModelProto.getDescriptor(),
                            RegressorProto.getDescriptor(),
                            TreeNodeListProto.getDescriptor(),
                            RegressionLinearSGDProto.getDescriptor(),
                            SparseLinearModelProto.getDescriptor())
                    .flatMap(one -> one.getFile().getMessageTypes().stream())
                    .distinct()
                    .collect(Collectors.toMap(Descriptor::getFullName, Function.identity()));

    private TribuoBytes() {}

    /**
     * @throws ModelRefused with the reason
     */
    static ModelProto check(byte[] bytes) {
        try {
            var model = ModelProto.parseFrom(bytes);
            if (model.getClassName().isEmpty()) {
                throw new ModelRefused("The file is no model of Tribuo: it names no class.");
            }
            look(model, 0);
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new ModelRefused("The file is no model of Tribuo, or was cut off.");
        }
    }

    private static void look(Message message, int depth) throws InvalidProtocolBufferException {
        if (depth > DEEPEST) {
            throw new ModelRefused("The model is nested too deeply.");
        }
        switch (message.getDescriptorForType().getName()) {
            case "DenseTensorProto" -> dense(message);
            case "SparseTensorProto" -> sparse(message);
            case "SplitNodeProto" -> split(message);
            default -> {}
        }
        for (var field : message.getAllFields().entrySet()) {
            if (field.getKey().getJavaType() == FieldDescriptor.JavaType.STRING) {
                each(field.getValue(), text -> name(field.getKey().getName(), (String) text));
            } else if (field.getKey().getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                each(field.getValue(), part -> part((Message) part, depth + 1));
            }
        }
    }

    private interface Look {
        void at(Object value) throws InvalidProtocolBufferException;
    }

    private static void each(Object value, Look look) throws InvalidProtocolBufferException {
        if (value instanceof List<?> values) {
            for (var one : values) {
                look.at(one);
            }
        } else {
            look.at(value);
        }
    }

    private static void part(Message part, int depth) throws InvalidProtocolBufferException {
        if (!part.getDescriptorForType().getFullName().equals(Any.getDescriptor().getFullName())) {
            look(part, depth);
            return;
        }
        var any = Any.parseFrom(part.toByteString());
        if (any.equals(Any.getDefaultInstance())) {
            return;
        }
        var type = TYPES.get(any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('/') + 1));
        if (type == null) {
            throw new ModelRefused(
                    "The model holds a '%s', which is no part of Tribuo's regressors."
                            .formatted(any.getTypeUrl()));
        }
        look(DynamicMessage.parseFrom(type, any.getValue()), depth);
    }

    private static void name(String field, String value) {
        // Provenance of an enum names its class beside its value.
        boolean named =
                (field.endsWith("class_name") && !field.equals("object_class_name"))
                        || (field.equals("additional") && value.indexOf('.') >= 0);
        if (named && !value.isEmpty() && OURS.stream().noneMatch(value::startsWith)) {
            throw new ModelRefused(
                    "The model names the class %s; only Tribuo's own are read.".formatted(value));
        }
    }

    /** As large as its dimensions say, so that no few bytes ask for gigabytes. */
    private static void dense(Message tensor) {
        long cells = 1;
        for (var dimension : numbers(tensor, "dimensions")) {
            cells *= dimension;
            if (cells < 0 || cells > Integer.MAX_VALUE) {
                throw new ModelRefused("The model has a tensor of impossible size.");
            }
        }
        if (cells * Double.BYTES != ((ByteString) field(tensor, "values")).size()) {
            throw new ModelRefused(
                    "The model has a tensor whose values are not as many as it says.");
        }
    }

    private static void sparse(Message tensor) {
        int most = ((ByteString) field(tensor, "values")).size() / Double.BYTES;
        if ((int) field(tensor, "numNonZero") != most) {
            throw new ModelRefused(
                    "The model has a tensor whose values are not as many as it says.");
        }
    }

    /** Tribuo numbers what lies below a node after it; anything else could go in circles. */
    private static void split(Message node) {
        int own = (int) field(node, "cur_idx");
        if ((int) field(node, "greater_than_idx") <= own
                || (int) field(node, "less_than_or_equal_idx") <= own) {
            throw new ModelRefused("The model has a tree that goes in circles.");
        }
    }

    private static Object field(Message message, String name) {
        return message.getField(message.getDescriptorForType().findFieldByName(name));
    }

    private static List<Integer> numbers(Message message, String name) {
        return ((List<?>) field(message, name)).stream().map(Integer.class::cast).toList();
    }
}
