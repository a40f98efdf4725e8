package io.oeeanalytics.registry;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A version to be registered, with everything it takes to make and to judge it again.
 *
 * @param method as the literature calls it
 * @param parameters hyper-parameters by name
 * @param training null where nothing is known of it
 * @param seed null where nothing is left to chance
 * @param codeVersion of the program that trained it
 * @param inputSchema of what it reads, as JSON Schema; may be empty
 * @param files JSON, ONNX or protobuf, and texts beside them; at least one
 * @param scores how it did, or null for a version that is judged later
 * @param notes in Markdown
 */
public record NewVersion(
        String model,
        String method,
        Map<String, String> parameters,
        @Nullable TrainingData training,
        @Nullable Long seed,
        String codeVersion,
        String inputSchema,
        List<NewFile> files,
        @Nullable Scores scores,
        SortedMap<String, String> tags,
        String notes) {
    public NewVersion {
        Names.checkModel(model);
        Names.checkText("a method", method);
        if (method.isBlank()) {
            throw new IllegalArgumentException("a version of %s names its method".formatted(model));
        }
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        Names.checkTags(parameters);
        Names.checkText("a code version", codeVersion);
        Names.checkText("an input schema", inputSchema);
        Names.checkText("a note", notes);
        files = List.copyOf(files);
        if (files.stream().map(NewFile::path).distinct().count() < files.size()) {
            throw new IllegalArgumentException("two files of %s have one path".formatted(model));
        }
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        Names.checkTags(tags);
    }
}
