package io.oeeanalytics.registry.scoring;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Small ONNX models, written field by field as onnx.proto3 numbers them. */
public final class OnnxFixtures {
    private static final int FLOAT = 1;
    private static final int TEXT = 8;

    private OnnxFixtures() {}

    /** y = a·x0 + b·x1 + c, of a table x of two columns; so 2, 3 and 1 make 9 of (1, 2). */
    public static byte[] linear(float a, float b, float c) {
        return model(graph("x", FLOAT, 2, linearNodes(), weights(a, b), constant("c", c)), "", "");
    }

    /** The same with names for its columns. */
    public static byte[] linear(float a, float b, float c, String names) {
        return model(
                graph("x", FLOAT, 2, linearNodes(), weights(a, b), constant("c", c)),
                "feature_names",
                names);
    }

    /** Gives a text back as it came. */
    static byte[] echo() {
        return model(
                graph("product", TEXT, 1, List.of(node("Identity", "", List.of("product"), "y"))),
                "",
                "");
    }

    /** Its weights are said to lie in another file. */
    public static byte[] readingFile(String path) {
        var tensor =
                message()
                        .mergeField(1, number(2))
                        .mergeField(1, number(1))
                        .addField(2, number(FLOAT))
                        .addField(8, text("w"))
                        .addField(
                                13,
                                bytes(
                                        message()
                                                .addField(1, text("location"))
                                                .addField(2, text(path))))
                        .addField(14, number(1));
        return model(graph("x", FLOAT, 2, linearNodes(), tensor.build(), constant("c", 1)), "", "");
    }

    /** Of one node. */
    static byte[] of(String operator, String domain) {
        return model(
                graph("x", FLOAT, 2, List.of(node(operator, domain, List.of("x"), "y"))), "", "");
    }

    /** With a graph within its node, as loops have it. */
    static byte[] looping() {
        var node = node("Identity", "", List.of("x"), "y").toBuilder();
        node.addField(
                5,
                bytes(
                        message()
                                .addField(1, text("body"))
                                .addField(6, bytes(graph("x", FLOAT, 2, List.of()).toBuilder()))));
        return model(graph("x", FLOAT, 2, List.of(node.build())), "", "");
    }

    /** So many sines, each of the one before. */
    static byte[] slow(int steps) {
        var nodes = new ArrayList<UnknownFieldSet>();
        var last = "x";
        for (int i = 0; i < steps; i++) {
            var next = i == steps - 1 ? "y" : "t" + i;
            nodes.add(node("Sin", "", List.of(last), next));
            last = next;
        }
        return model(graph("x", FLOAT, 2, nodes), "", "");
    }

    private static List<UnknownFieldSet> linearNodes() {
        return List.of(
                node("MatMul", "", List.of("x", "w"), "p"),
                node("Add", "", List.of("p", "c"), "y"));
    }

    private static UnknownFieldSet weights(float a, float b) {
        return tensor("w", List.of(2, 1), a, b);
    }

    private static UnknownFieldSet constant(String name, float value) {
        return tensor(name, List.of(1), value);
    }

    private static UnknownFieldSet tensor(String name, List<Integer> dimensions, float... values) {
        var raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            raw.putFloat(value);
        }
        var tensor = message();
        dimensions.forEach(one -> tensor.mergeVarintField(1, one));
        return tensor.addField(2, number(FLOAT))
                .addField(8, text(name))
                .addField(9, bytes(ByteString.copyFrom(raw.array())))
                .build();
    }

    private static UnknownFieldSet node(
            String operator, String domain, List<String> inputs, String output) {
        var node = message();
        inputs.forEach(one -> node.mergeField(1, text(one)));
        node.addField(2, text(output)).addField(4, text(operator));
        return domain.isEmpty() ? node.build() : node.addField(7, text(domain)).build();
    }

    private static UnknownFieldSet graph(
            String input,
            int type,
            int columns,
            List<UnknownFieldSet> nodes,
            UnknownFieldSet... tensors) {
        var graph = message().addField(2, text("table"));
        nodes.forEach(one -> graph.mergeField(1, bytes(one.toBuilder())));
        for (var tensor : tensors) {
            graph.mergeField(5, bytes(tensor.toBuilder()));
        }
        int out = tensors.length == 0 ? columns : 1;
        return graph.addField(11, bytes(value(input, type, columns)))
                .addField(12, bytes(value("y", type, out)))
                .build();
    }

    private static UnknownFieldSet.Builder value(String name, int type, int columns) {
        var shape =
                message()
                        .mergeField(1, bytes(message().addField(2, text("rows"))))
                        .mergeField(1, bytes(message().addField(1, number(columns))));
        var tensor = message().addField(1, number(type)).addField(2, bytes(shape));
        return message()
                .addField(1, text(name))
                .addField(2, bytes(message().addField(1, bytes(tensor))));
    }

    private static byte[] model(UnknownFieldSet graph, String key, String value) {
        var model =
                message()
                        .addField(1, number(8))
                        .addField(7, bytes(graph.toBuilder()))
                        .addField(
                                8, bytes(message().addField(1, text("")).addField(2, number(13))));
        if (!key.isEmpty()) {
            model.addField(14, bytes(message().addField(1, text(key)).addField(2, text(value))));
        }
        return model.build().toByteArray();
    }

    private static UnknownFieldSet.Builder message() {
        return UnknownFieldSet.newBuilder();
    }

    private static Field number(long value) {
        return Field.newBuilder().addVarint(value).build();
    }

    private static Field text(String value) {
        return bytes(ByteString.copyFrom(value, StandardCharsets.UTF_8));
    }

    private static Field bytes(ByteString value) {
        return Field.newBuilder().addLengthDelimited(value).build();
    }

    private static Field bytes(UnknownFieldSet.Builder message) {
        return bytes(message.build().toByteString());
    }
}
