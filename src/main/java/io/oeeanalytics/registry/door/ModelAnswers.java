package io.oeeanalytics.registry.door;

import io.oeeanalytics.registry.AliasMove;
import io.oeeanalytics.registry.Metric;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.RegisteredModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Models, versions and moves as this door writes them. */
final class ModelAnswers {
    private ModelAnswers() {}

    record Models(List<Model> items) {}

    record Model(
            String name,
            String createdAt,
            String createdBy,
            String changedAt,
            String notes,
            Map<String, String> tags,
            @Nullable Integer newest,
            List<Move> aliases) {}

    /**
     * @param line empty for the whole plant
     * @param version null for nobody
     */
    record Move(
            String line,
            String alias,
            @Nullable Integer version,
            String since,
            String by,
            String kind,
            String reason) {}

    record WithVersions(Model model, List<Version> versions, @Nullable Integer next) {}

    record Version(
            int version,
            String createdAt,
            String createdBy,
            String method,
            Map<String, String> parameters,
            @Nullable Training training,
            @Nullable Long seed,
            String codeVersion,
            Map<String, String> tags,
            List<File> files,
            List<Metric> metrics) {}

    record Training(String from, String to, String fingerprint) {}

    /**
     * @param size in bytes
     */
    record File(String path, String sha256, long size) {}

    static Model model(RegisteredModel model, List<AliasMove> aliases) {
        return new Model(
                model.name(),
                model.createdAt().toString(),
                model.createdBy(),
                model.changedAt().toString(),
                model.notes(),
                model.tags(),
                model.newest() == 0 ? null : model.newest(),
                aliases.stream()
                        .filter(move -> move.seat().model().equals(model.name()))
                        .map(ModelAnswers::move)
                        .toList());
    }

    static Move move(AliasMove move) {
        return new Move(
                move.seat().line(),
                move.seat().alias(),
                move.version(),
                move.at().toString(),
                move.by(),
                move.kind().name(),
                move.reason());
    }

    static Version version(ModelVersion version, List<Metric> metrics) {
        var training = version.training();
        return new Version(
                version.id().number(),
                version.createdAt().toString(),
                version.createdBy(),
                version.method(),
                version.parameters(),
                training == null
                        ? null
                        : new Training(
                                training.from().toString(),
                                training.to().toString(),
                                training.fingerprint()),
                version.seed(),
                version.codeVersion(),
                version.tags(),
                version.files().stream()
                        .map(file -> new File(file.path(), file.digest().hex(), file.size()))
                        .toList(),
                metrics);
    }
}
