package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.auto.MethodCatalogue;
import io.oeeanalytics.forecast.learned.GlobalMethod;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.Seat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The registered model of daily forecasts. A version of it is a method of the catalogue, fitted
 * anew every night, a model learned from all lines, or one that was made elsewhere; the champion of
 * the line, else that of the plant, speaks for it, and the challenger's forecasts are kept beside.
 */
@Component
class DailyModel {
    static final String NAME = "oee-daily";

    /** Parameter of a version: a name of the catalogue. */
    static final String METHOD = "method";

    /** What speaks for a version that is a model of tables made elsewhere. */
    static final String IMPORTED = "imported";

    private static final Logger LOG = LoggerFactory.getLogger(DailyModel.class);

    /**
     * What makes a forecast.
     *
     * @param version null where no version is in force, and what comes with the product forecasts
     * @param method a name of the catalogue, of a {@link GlobalMethod}, or {@link #IMPORTED}
     */
    record Speaker(@Nullable Integer version, String method) {
        static final Speaker BUILT_IN = new Speaker(null, MethodCatalogue.AUTO);

        /** Whether it is a model of tables that was made elsewhere. */
        boolean isImported() {
            return method.equals(IMPORTED);
        }

        /** The learner, where one model speaks for all lines. */
        Optional<GlobalMethod> global() {
            return GlobalMethod.named(method);
        }
    }

    private final Registry registry;

    DailyModel(Registry registry) {
        this.registry = registry;
    }

    /** Who speaks for the line. */
    Speaker champion(Line line) {
        return bearer(Seat.CHAMPION, line).orElse(Speaker.BUILT_IN);
    }

    /** Who runs beside, if another version than the champion does. */
    Optional<Speaker> challenger(Line line) {
        var champion = champion(line);
        return bearer(Seat.CHALLENGER, line).filter(one -> !one.equals(champion));
    }

    private Optional<Speaker> bearer(String alias, Line line) {
        return registry.bearer(new Seat(NAME, line.code(), alias))
                .or(() -> registry.bearer(new Seat(NAME, "", alias)))
                .flatMap(DailyModel::speaker);
    }

    /** The method of a version; empty where there is no such method, or it is not to be trusted. */
    static Optional<Speaker> speaker(ModelVersion version) {
        var method = version.parameters().getOrDefault(METHOD, version.method());
        if (GlobalMethod.named(method).isPresent()) {
            // Tribuo's protobuf names classes, so only what was trained here is read.
            if (version.createdBy().isEmpty()) {
                return Optional.of(new Speaker(version.id().number(), method));
            }
            LOG.warn("{} is a global model that was not trained here", version.id());
            return Optional.empty();
        }
        if (ImportedModels.file(version).isPresent()) {
            return Optional.of(new Speaker(version.id().number(), IMPORTED));
        }
        try {
            MethodCatalogue.require(method);
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{} asks for a method that cannot forecast days: {}",
                    version.id(),
                    e.getMessage());
            return Optional.empty();
        }
        return Optional.of(new Speaker(version.id().number(), method));
    }
}
