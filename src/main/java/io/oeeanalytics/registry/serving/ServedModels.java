package io.oeeanalytics.registry.serving;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.ModelFile;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.ModelVersions;
import io.oeeanalytics.registry.RegistryProblem;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import io.oeeanalytics.registry.scoring.ModelCache;
import io.oeeanalytics.registry.scoring.ModelKind;
import io.oeeanalytics.registry.scoring.ScoringLimits;
import io.oeeanalytics.registry.scoring.ScoringProblem;
import io.oeeanalytics.registry.scoring.TabularModel;
import io.oeeanalytics.registry.scoring.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Finds the version that is asked, makes a model of it and lets few ask at a time. */
@Component
class ServedModels {
    private static final Logger LOG = LoggerFactory.getLogger(ServedModels.class);

    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ModelVersions versions;
    private final Aliases aliases;
    private final ModelCache cache;
    private final ScoringLimits limits;
    private final Timer timer;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    ServedModels(
            ModelVersions versions,
            Aliases aliases,
            ModelCache cache,
            ScoringLimits limits,
            MeterRegistry meters) {
        this.versions = versions;
        this.aliases = aliases;
        this.cache = cache;
        this.limits = limits;
        this.timer =
                Timer.builder("oee.predictions")
                        .description("What models take to answer a request or a block of rows")
                        .register(meters);
    }

    ScoringLimits limits() {
        return limits;
    }

    /** Of all versions, newest first. */
    List<ModelVersion> versions(String model) {
        return asked(
                () -> {
                    known(model);
                    return versions.versions(model);
                });
    }

    ModelVersion version(String model, int number) {
        return asked(
                () -> {
                    known(model);
                    return versions.version(new VersionId(model, number))
                            .orElseThrow(
                                    () ->
                                            new ApiProblem(
                                                    HttpStatus.NOT_FOUND,
                                                    "There is no version %d of %s."
                                                            .formatted(number, model)));
                });
    }

    /**
     * @param line empty for the whole plant
     */
    ModelVersion champion(String model, String line) {
        return asked(
                () -> {
                    known(model);
                    var seat = Seat.champion(model, line);
                    var number = aliases.current(seat).map(move -> move.version());
                    if (number.isEmpty()) {
                        throw new ApiProblem(
                                HttpStatus.CONFLICT,
                                "There is no %s. Promote a version under Models, or ask for one by /versions/<number>."
                                        .formatted(seat));
                    }
                    return version(model, number.get());
                });
    }

    private void known(String model) {
        if (versions.model(model).isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.NOT_FOUND,
                    "There is no model '%s'; GET /api/v1/models lists them.".formatted(model));
        }
    }

    /** Lends the model of a version. */
    <T> T with(ModelVersion version, Function<TabularModel, T> work) {
        return asked(() -> use(version, work));
    }

    List<Tensor> predict(TabularModel model, List<Tensor> inputs) {
        boolean taken;
        try {
            taken = places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            taken = false;
        }
        if (!taken) {
            throw new ApiProblem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "%d predictions are being made already; try again in a second."
                            .formatted(AT_ONCE));
        }
        try {
            return timer.record(() -> model.predict(inputs));
        } finally {
            places.release();
        }
    }

    private <T> T use(ModelVersion version, Function<TabularModel, T> work) {
        var file = file(version);
        var kind = ModelKind.of(file.path()).orElseThrow();
        return cache.use(
                // The same bytes under another ending are another model.
                kind + ":" + file.digest().hex(),
                () -> {
                    var bytes = versions.file(version.id(), file.path());
                    return new ModelCache.Loaded(
                            TabularModel.load(kind, bytes, limits), bytes.length);
                },
                work);
    }

    private static ModelFile file(ModelVersion version) {
        var files =
                version.files().stream()
                        .filter(file -> ModelKind.of(file.path()).isPresent())
                        .toList();
        if (files.size() == 1) {
            return files.getFirst();
        }
        throw new ApiProblem(
                HttpStatus.CONFLICT,
                files.isEmpty()
                        ? "%s has no ONNX (.onnx) or Tribuo (.tribuo, .pb) file, so nothing can be asked of it here."
                                .formatted(version.id())
                        : "%s has several models (%s); a version that is served has one."
                                .formatted(
                                        version.id(),
                                        files.stream()
                                                .map(ModelFile::path)
                                                .collect(Collectors.joining(", "))));
    }

    private interface Question<T> {
        T ask();
    }

    /** What the registry and models refuse, as doors say it. */
    private static <T> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (ScoringProblem problem) {
            throw new ApiProblem(
                    switch (problem) {
                        case ScoringProblem.InputRefused one -> HttpStatus.BAD_REQUEST;
                        case ScoringProblem.ModelRefused one -> HttpStatus.CONFLICT;
                        case ScoringProblem.TooSlow one -> HttpStatus.SERVICE_UNAVAILABLE;
                        case ScoringProblem.Failed one -> HttpStatus.INTERNAL_SERVER_ERROR;
                    },
                    String.valueOf(problem.getMessage()));
        } catch (RegistryProblem.Unknown problem) {
            throw new ApiProblem(HttpStatus.NOT_FOUND, String.valueOf(problem.getMessage()));
        } catch (RegistryProblem.StoreAway problem) {
            LOG.warn("The store of artefacts does not answer: {}", problem.getMessage());
            throw new ApiProblem(
                    HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(problem.getMessage()));
        } catch (RegistryProblem.Damaged problem) {
            LOG.error("A model's file is damaged: {}", problem.getMessage());
            throw new ApiProblem(
                    HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(problem.getMessage()));
        }
    }
}
