package io.oeeanalytics.registry.scoring;

import java.util.Locale;
import java.util.Optional;

/** Files that are models of tables. */
public enum ModelKind {
    ONNX("onnxruntime_onnx"),
    /** A {@code ModelProto} as Tribuo writes it. */
    TRIBUO("tribuo_protobuf");

    private final String platform;

    ModelKind(String platform) {
        this.platform = platform;
    }

    /** As the Open Inference Protocol names it. */
    public String platform() {
        return platform;
    }

    /** By the ending of the path; nothing where it is no model. */
    public static Optional<ModelKind> of(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "onnx" -> Optional.of(ONNX);
            case "tribuo", "pb", "protobuf" -> Optional.of(TRIBUO);
            default -> Optional.empty();
        };
    }
}
