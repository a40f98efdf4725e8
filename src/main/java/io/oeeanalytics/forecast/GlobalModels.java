package io.oeeanalytics.forecast;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.oeeanalytics.forecast.DailyModel.Speaker;
import io.oeeanalytics.forecast.auto.ValueBounds;
import io.oeeanalytics.forecast.learned.GlobalForecaster;
import io.oeeanalytics.forecast.learned.GlobalModel;
import io.oeeanalytics.forecast.learned.UnreadableModel;
import io.oeeanalytics.registry.ModelFile;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.VersionId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Registered versions that learned from all lines, ready to forecast any of them. */
@Component
class GlobalModels {
    static final ValueBounds BOUNDS = new ValueBounds(OeeBounds.LEAST, OeeBounds.MOST);

    /** A new day tells of new errors, and panels take memory. */
    private static final Duration KEPT = Duration.ofHours(6);

    private static final Duration FAILED = Duration.ofMinutes(10);

    private static final int MOST_KEPT = 2;

    private final Registry registry;
    private final PlantPanel panel;
    private final Cache<Integer, GlobalForecaster> ready =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(KEPT).build();

    /** A round of many lines does not try each time again what cannot be read. */
    private final Cache<Integer, RuntimeException> failed =
            Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(FAILED).build();

    GlobalModels(Registry registry, PlantPanel panel) {
        this.registry = registry;
        this.panel = panel;
    }

    /**
     * @param speaker a registered global model
     * @throws IllegalStateException if its files are no global model
     */
    GlobalForecaster of(Speaker speaker) {
        int version = Objects.requireNonNull(speaker.version(), "global models are registered");
        var failure = failed.getIfPresent(version);
        if (failure != null) {
            throw new IllegalStateException("it failed a while ago", failure);
        }
        try {
            return Objects.requireNonNull(ready.get(version, this::read));
        } catch (RuntimeException e) {
            failed.put(version, e);
            throw e;
        }
    }

    private GlobalForecaster read(int number) {
        var id = new VersionId(DailyModel.NAME, number);
        var version = registry.version(id).orElseThrow();
        var files = new HashMap<String, byte[]>();
        for (var file : version.files().stream().map(ModelFile::path).toList()) {
            files.put(file, registry.file(id, file));
        }
        try {
            return GlobalForecaster.of(
                    PlantPanel.panel(
                            panel.members().stream().map(PlantPanel.Member::series).toList()),
                    GlobalModel.of(files),
                    BOUNDS);
        } catch (UnreadableModel e) {
            throw new IllegalStateException("%s cannot be read".formatted(id), e);
        }
    }
}
