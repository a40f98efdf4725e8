package io.oeeanalytics.registry.mlflow;

import io.oeeanalytics.registry.AliasMove;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.RegisteredModel;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Models and versions as MLflow writes them. Its aliases know no lines: {@code champion} is that of
 * the whole plant, {@code champion-LINE-03} that of a line.
 */
final class MlflowWords {
    /** Stages are what aliases replaced; every version stands in the first. */
    static final String STAGE = "None";

    static final String SCHEME = "mlflow-artifacts:/";
    static final String VERSIONS = "versions";

    private MlflowWords() {}

    static String alias(Seat seat) {
        return seat.line().isEmpty() ? seat.alias() : seat.alias() + "-" + seat.line();
    }

    static Seat seat(String model, String alias) {
        for (var gated : List.of(Seat.CHAMPION, Seat.CHALLENGER)) {
            var prefix = gated + "-";
            if (alias.startsWith(prefix) && alias.length() > prefix.length()) {
                return new Seat(model, alias.substring(prefix.length()), gated);
            }
        }
        return new Seat(model, "", alias);
    }

    /** Where the files of a version are read; a space would not survive every client. */
    static String source(VersionId id) {
        return "%s%s/%s/%d".formatted(SCHEME, VERSIONS, id.model().replace(' ', '+'), id.number());
    }

    static Map<String, Object> model(
            RegisteredModel model, List<ModelVersion> newest, List<AliasMove> aliases) {
        var told = new LinkedHashMap<String, Object>();
        told.put("name", model.name());
        told.put("creation_timestamp", model.createdAt().toEpochMilli());
        told.put("last_updated_timestamp", model.changedAt().toEpochMilli());
        told.put("user_id", model.createdBy());
        told.put("description", model.notes());
        told.put(
                "latest_versions",
                newest.stream().map(version -> version(version, aliases)).toList());
        told.put("tags", tags(model.tags()));
        var borne = new ArrayList<Map<String, String>>();
        for (var move : aliases) {
            if (move.version() != null) {
                borne.add(
                        Map.of(
                                "alias",
                                alias(move.seat()),
                                "version",
                                String.valueOf(move.version())));
            }
        }
        told.put("aliases", borne);
        return told;
    }

    /**
     * @param aliases of its model
     */
    static Map<String, Object> version(ModelVersion version, List<AliasMove> aliases) {
        var id = version.id();
        var told = new LinkedHashMap<String, Object>();
        told.put("name", id.model());
        told.put("version", String.valueOf(id.number()));
        told.put("creation_timestamp", version.createdAt().toEpochMilli());
        told.put("last_updated_timestamp", version.changedAt().toEpochMilli());
        told.put("user_id", version.createdBy());
        told.put("current_stage", STAGE);
        told.put("description", version.notes());
        told.put("source", version.source().isEmpty() ? source(id) : version.source());
        told.put("run_id", version.runId());
        told.put("status", "READY");
        told.put("tags", tags(version.tags()));
        told.put(
                "aliases",
                aliases.stream()
                        .filter(move -> move.seat().model().equals(id.model()))
                        .filter(
                                move -> {
                                    var number = move.version();
                                    return number != null && number == id.number();
                                })
                        .map(move -> alias(move.seat()))
                        .toList());
        return told;
    }

    private static List<Map<String, String>> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Map.of("key", tag.getKey(), "value", tag.getValue()))
                .toList();
    }
}
