package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.DailyModel.Speaker;
import io.oeeanalytics.forecast.auto.MethodCatalogue;
import io.oeeanalytics.forecast.auto.TriedSeries;
import io.oeeanalytics.forecast.imported.ImportedColumns;
import io.oeeanalytics.forecast.imported.ImportedOrigins;
import io.oeeanalytics.forecast.learned.PanelSeries;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.registry.ModelFile;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.TrainingData;
import io.oeeanalytics.registry.VersionId;
import io.oeeanalytics.registry.scoring.ModelCache;
import io.oeeanalytics.registry.scoring.ModelKind;
import io.oeeanalytics.registry.scoring.ScoringLimits;
import io.oeeanalytics.registry.scoring.TabularModel;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Versions of the daily model that are ONNX or Tribuo models made elsewhere. What they are told of
 * a day says {@link ImportedColumns}; until when they may have seen the days of lines, the
 * version's training data or its parameter {@code training-to}, else when it was registered.
 */
@Component
class ImportedModels {
    /** Parameter of a version: the last date that it was trained on. */
    static final String TRAINING_TO = "training-to";

    private final Registry registry;
    private final ModelCache cache;
    private final ScoringLimits limits;

    ImportedModels(Registry registry, ModelCache cache, ScoringLimits limits) {
        this.registry = registry;
        this.cache = cache;
        this.limits = limits;
    }

    /** Its only model of tables. */
    static Optional<ModelFile> file(ModelVersion version) {
        var files =
                version.files().stream()
                        .filter(file -> ModelKind.of(file.path()).isPresent())
                        .toList();
        return files.size() == 1 ? Optional.of(files.getFirst()) : Optional.empty();
    }

    /**
     * @throws io.oeeanalytics.registry.scoring.ScoringProblem if the model cannot be run
     * @throws IllegalArgumentException if it asks for columns there are not
     */
    ImportedOrigins origins(Speaker speaker, Line line, PanelSeries series, int horizon) {
        var version = version(speaker);
        var file = file(version).orElseThrow();
        var columns =
                use(
                        version,
                        file,
                        model ->
                                ImportedColumns.of(
                                        model.inputs().stream()
                                                .flatMap(input -> input.names().stream())
                                                .toList()));
        return new ImportedOrigins(
                new ImportedOrigins.Model(
                        "version %d".formatted(version.id().number()),
                        columns,
                        rows -> use(version, file, model -> model.predict(rows))),
                new ImportedOrigins.Series(
                        series.values(),
                        series.times(),
                        Arrays.stream(series.covariates()).mapToDouble(row -> row[0]).toArray(),
                        seen(series, trainedUntil(version, line))),
                horizon,
                GlobalModels.BOUNDS,
                new TriedSeries(
                        MethodChoice.forecaster(MethodCatalogue.AUTO, horizon, 1),
                        series.values()));
    }

    private ModelVersion version(Speaker speaker) {
        int number = Objects.requireNonNull(speaker.version(), "imported models are registered");
        return registry.version(new VersionId(DailyModel.NAME, number)).orElseThrow();
    }

    private static int seen(PanelSeries series, LocalDate until) {
        int seen = 0;
        while (seen < series.values().length && series.times()[seen] <= until.toEpochDay()) {
            seen++;
        }
        return seen;
    }

    private static LocalDate trainedUntil(ModelVersion version, Line line) {
        return Optional.ofNullable(version.training())
                .map(TrainingData::to)
                .or(() -> date(version.parameters().getOrDefault(TRAINING_TO, "")))
                .orElseGet(() -> LocalDate.ofInstant(version.createdAt(), line.zone()));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private <T> T use(ModelVersion version, ModelFile file, Function<TabularModel, T> work) {
        var kind = ModelKind.of(file.path()).orElseThrow();
        return cache.use(
                // As the doors that serve it keep it.
                kind + ":" + file.digest().hex(),
                () -> {
                    var bytes = registry.file(version.id(), file.path());
                    return new ModelCache.Loaded(
                            TabularModel.load(kind, bytes, limits), bytes.length);
                },
                work);
    }
}
