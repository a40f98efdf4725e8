package io.oeeanalytics.registry.scoring;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the columns of a model's only input are called. ONNX has no place for it, so those who care
 * write it into the metadata under {@code feature_names}, with commas between.
 */
final class FeatureNames {
    private static final String KEY = "feature_names";

    private FeatureNames() {}

    static List<String> of(Map<String, String> metadata) {
        var text = metadata.getOrDefault(KEY, "").strip();
        if (text.startsWith("[") && text.endsWith("]")) {
            text = text.substring(1, text.length() - 1);
        }
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(",", -1))
                        .map(name -> name.strip().replaceAll("^['\"]|['\"]$", ""))
                        .toList();
    }

    /** Names that are not as many as the columns, empty or not distinct say nothing. */
    static TensorSpec named(TensorSpec spec, List<String> names) {
        boolean fit =
                names.size() == spec.columns()
                        && names.stream().noneMatch(String::isBlank)
                        && names.stream().distinct().count() == names.size();
        return fit ? new TensorSpec(spec.name(), spec.type(), names, spec.flat()) : spec;
    }
}
