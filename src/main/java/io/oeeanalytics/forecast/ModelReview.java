package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.VersionTrials.Tried;
import io.oeeanalytics.forecast.auto.MethodCatalogue;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.NewFile;
import io.oeeanalytics.registry.NewVersion;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.RegistryProblem;
import io.oeeanalytics.registry.Seat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Judges the versions of the daily model after a round: each that has not been judged is tried on
 * the last days of the lines, from what was known before. The first version is the method the
 * product comes with, which becomes champion of the plant when its gates are open.
 */
@Component
class ModelReview {
    private static final Logger LOG = LoggerFactory.getLogger(ModelReview.class);

    private final Registry registry;
    private final VersionTrials trials;
    private final CodeVersion code;

    ModelReview(Registry registry, VersionTrials trials, CodeVersion code) {
        this.registry = registry;
        this.trials = trials;
        this.code = code;
    }

    void review() {
        var known = registry.versions(DailyModel.NAME);
        if (known.isEmpty()) {
            trials.of(MethodCatalogue.AUTO).ifPresent(this::begin);
            return;
        }
        for (var version : known) {
            if (registry.evaluation(version.id()).isEmpty()) {
                try {
                    trial(version)
                            .ifPresent(tried -> registry.evaluate(version.id(), tried.scores()));
                } catch (RuntimeException e) {
                    // What was made elsewhere may be anything, and others are to be tried too.
                    LOG.warn("{} cannot be tried", version.id(), e);
                }
            }
        }
    }

    /** Global models are tried when they are trained. */
    private Optional<Tried> trial(ModelVersion version) {
        return DailyModel.speaker(version)
                .filter(speaker -> speaker.global().isEmpty())
                .flatMap(
                        speaker ->
                                speaker.isImported()
                                        ? trials.imported(speaker)
                                        : trials.of(speaker.method()));
    }

    private void begin(Tried tried) {
        var spec =
                "{\"method\": \"%s\", \"horizon\": %d, \"bounds\": [%s, %s]}"
                        .formatted(
                                MethodCatalogue.AUTO,
                                ForecastRuns.HORIZON,
                                OeeBounds.LEAST,
                                OeeBounds.MOST);
        var id =
                registry.register(
                        new NewVersion(
                                DailyModel.NAME,
                                MethodCatalogue.AUTO,
                                Map.of(
                                        DailyModel.METHOD,
                                        MethodCatalogue.AUTO,
                                        "horizon",
                                        String.valueOf(ForecastRuns.HORIZON)),
                                tried.data(),
                                null,
                                code.name(),
                                "",
                                List.of(
                                        new NewFile(
                                                "model.json",
                                                spec.getBytes(StandardCharsets.UTF_8))),
                                tried.scores(),
                                new TreeMap<>(),
                                "The method this product comes with, fitted to each line anew every night."));
        try {
            registry.offer(id, Seat.champion(DailyModel.NAME, ""));
        } catch (RegistryProblem.GatesClosed closed) {
            LOG.info("{} does not become champion by itself: {}", id, closed.getMessage());
        }
    }
}
