package io.oeeanalytics.registry.mlflow;

import io.oeeanalytics.registry.AliasMove;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.ModelVersions;
import io.oeeanalytics.registry.Uploads;
import io.oeeanalytics.registry.VersionId;
import io.oeeanalytics.registry.mlflow.MlflowError.Code;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Versions of registered models. */
@RestController
class VersionsDoor {
    private static final String PATH = "/api/2.0/mlflow/model-versions/";
    private static final String MODELS = "models:/";
    private static final int USUAL_PAGE = 1_000;

    private static final MlflowFilter<ModelVersion> FILTER =
            new MlflowFilter<>(
                    Set.of("name", "run_id", "version_number", "source_path"),
                    (version, name) ->
                            switch (name) {
                                case "name" -> Optional.of(version.id().model());
                                case "run_id" -> Optional.of(version.runId());
                                case "source_path" -> Optional.of(version.source());
                                case "version_number" ->
                                        Optional.of(String.valueOf(version.id().number()));
                                default ->
                                        Optional.ofNullable(
                                                version.tags()
                                                        .get(name.substring("tags.".length())));
                            });

    private static final Map<String, Comparator<ModelVersion>> ORDERS =
            Map.of(
                    "name", Comparator.comparing(version -> version.id().model()),
                    "version_number", Comparator.comparingInt(version -> version.id().number()),
                    "last_updated_timestamp", Comparator.comparing(ModelVersion::changedAt),
                    "creation_timestamp", Comparator.comparing(ModelVersion::createdAt));

    private final ModelVersions versions;
    private final Aliases aliases;
    private final Uploads uploads;

    VersionsDoor(ModelVersions versions, Aliases aliases, Uploads uploads) {
        this.versions = versions;
        this.aliases = aliases;
        this.uploads = uploads;
    }

    @PostMapping(PATH + "create")
    Map<String, Object> create(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        var name = request.required("name");
        var source = request.required("source");
        if (source.startsWith(MODELS)) {
            return answer(
                    uploads.copy(
                            name,
                            meant(source.substring(MODELS.length())),
                            source,
                            request.text("description"),
                            request.tags()));
        }
        if (!source.startsWith(MlflowWords.SCHEME) || source.startsWith(MlflowWords.SCHEME + "/")) {
            throw MlflowError.invalid(
                    "The source '%s' cannot be read here: upload the files by the artifact proxy and name them as mlflow-artifacts:/<path>, or name another version as models:/<name>/<version>."
                            .formatted(source.length() > 200 ? source.substring(0, 200) : source));
        }
        var path = source.substring(MlflowWords.SCHEME.length()).replaceAll("/+$", "");
        if (path.startsWith(MlflowWords.VERSIONS + "/")) {
            throw MlflowError.invalid(
                    "Files of a version are named as models:/<name>/<version>, not '%s'."
                            .formatted(source));
        }
        return answer(
                uploads.register(
                        name,
                        path,
                        source,
                        request.text("run_id"),
                        request.text("description"),
                        request.tags()));
    }

    /** Such as {@code daily/3} or {@code daily@champion}. */
    private VersionId meant(String reference) {
        int at = reference.indexOf('@');
        if (at > 0) {
            var seat = MlflowWords.seat(reference.substring(0, at), reference.substring(at + 1));
            return aliases.current(seat)
                    .map(AliasMove::version)
                    .map(number -> new VersionId(seat.model(), number))
                    .orElseThrow(
                            () ->
                                    new MlflowError(
                                            Code.RESOURCE_DOES_NOT_EXIST,
                                            "There is no %s.".formatted(seat)));
        }
        var parts = reference.split("/", -1);
        if (parts.length != 2) {
            throw MlflowError.invalid(
                    "A version is named as models:/<name>/<version> or models:/<name>@<alias>.");
        }
        return MlflowRequest.version(parts[0], parts[1]);
    }

    @GetMapping(PATH + "get")
    Map<String, Object> get(HttpServletRequest sent) {
        return answer(MlflowRequest.of(sent).version());
    }

    @PatchMapping(PATH + "update")
    Map<String, Object> update(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        versions.note(request.version(), request.text("description"));
        return answer(request.version());
    }

    @DeleteMapping(PATH + "delete")
    Map<String, Object> delete(HttpServletRequest sent) {
        versions.withdraw(MlflowRequest.of(sent).version());
        return Map.of();
    }

    @PostMapping(PATH + "transition-stage")
    Map<String, Object> transition() {
        throw new MlflowError(
                Code.NOT_IMPLEMENTED,
                "Stages are not kept; set the alias champion or challenger instead.");
    }

    @GetMapping(PATH + "search")
    Map<String, Object> search(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        var wanted = FILTER.of(request.text("filter"));
        var found =
                Found.of(
                        versions.versions().stream().filter(wanted).toList(),
                        ORDERS,
                        request,
                        "versions",
                        USUAL_PAGE);
        var borne = aliases.current();
        var answer = new LinkedHashMap<String, Object>();
        answer.put(
                "model_versions",
                found.page().stream().map(version -> MlflowWords.version(version, borne)).toList());
        if (!found.next().isEmpty()) {
            answer.put("next_page_token", found.next());
        }
        return answer;
    }

    @GetMapping(PATH + "get-download-uri")
    Map<String, Object> download(HttpServletRequest sent) {
        var id = MlflowRequest.of(sent).version();
        return Map.of("artifact_uri", MlflowWords.source(find(id).id()));
    }

    @PostMapping(PATH + "set-tag")
    Map<String, Object> tag(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        versions.tag(request.version(), request.required("key"), request.text("value"));
        return Map.of();
    }

    @DeleteMapping(PATH + "delete-tag")
    Map<String, Object> untag(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        versions.untag(request.version(), request.required("key"));
        return Map.of();
    }

    private Map<String, Object> answer(VersionId id) {
        return Map.of("model_version", MlflowWords.version(find(id), aliases.current(id.model())));
    }

    private ModelVersion find(VersionId id) {
        return versions.version(id)
                .orElseThrow(
                        () ->
                                new MlflowError(
                                        Code.RESOURCE_DOES_NOT_EXIST,
                                        "Model Version (name=%s, version=%d) not found"
                                                .formatted(id.model(), id.number())));
    }
}
