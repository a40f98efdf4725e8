package io.oeeanalytics.registry.mlflow;

import io.oeeanalytics.registry.AliasMove;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.ModelVersions;
import io.oeeanalytics.registry.RegisteredModel;
import io.oeeanalytics.registry.VersionId;
import io.oeeanalytics.registry.mlflow.MlflowError.Code;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Registered models and their aliases. */
@RestController
class ModelsDoor {
    private static final String PATH = "/api/2.0/mlflow/registered-models/";
    private static final int USUAL_PAGE = 100;

    private static final MlflowFilter<RegisteredModel> FILTER =
            new MlflowFilter<>(
                    Set.of("name"),
                    (model, name) ->
                            name.equals("name")
                                    ? Optional.of(model.name())
                                    : Optional.ofNullable(
                                            model.tags().get(name.substring("tags.".length()))));

    private static final Map<String, Comparator<RegisteredModel>> ORDERS =
            Map.of(
                    "name", Comparator.comparing(RegisteredModel::name),
                    "timestamp", Comparator.comparing(RegisteredModel::changedAt),
                    "last_updated_timestamp", Comparator.comparing(RegisteredModel::changedAt),
                    "creation_timestamp", Comparator.comparing(RegisteredModel::createdAt));

    private final ModelVersions versions;
    private final Aliases aliases;

    ModelsDoor(ModelVersions versions, Aliases aliases) {
        this.versions = versions;
        this.aliases = aliases;
    }

    @PostMapping(PATH + "create")
    Map<String, Object> create(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        var model =
                versions.open(
                        request.required("name"), request.text("description"), request.tags());
        return Map.of("registered_model", MlflowWords.model(model, List.of(), List.of()));
    }

    @GetMapping(PATH + "get")
    Map<String, Object> get(HttpServletRequest sent) {
        return answer(MlflowRequest.of(sent).required("name"));
    }

    @PatchMapping(PATH + "update")
    Map<String, Object> update(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        versions.note(request.required("name"), request.text("description"));
        return answer(request.required("name"));
    }

    @PostMapping(PATH + "rename")
    Map<String, Object> rename() {
        throw new MlflowError(
                Code.NOT_IMPLEMENTED,
                "A model keeps its name: its history and links to it stand under it.");
    }

    @DeleteMapping(PATH + "delete")
    Map<String, Object> delete(HttpServletRequest sent) {
        versions.withdraw(MlflowRequest.of(sent).required("name"));
        return Map.of();
    }

    @GetMapping(PATH + "search")
    Map<String, Object> search(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        var wanted = FILTER.of(request.text("filter"));
        var found =
                Found.of(
                        versions.models().stream().filter(wanted).toList(),
                        ORDERS,
                        request,
                        "models",
                        USUAL_PAGE);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("registered_models", found.page().stream().map(this::told).toList());
        if (!found.next().isEmpty()) {
            answer.put("next_page_token", found.next());
        }
        return answer;
    }

    @RequestMapping(
            path = PATH + "get-latest-versions",
            method = {RequestMethod.GET, RequestMethod.POST})
    Map<String, Object> latest(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        var model = model(request.required("name"));
        var stages = request.list("stages");
        boolean meant =
                stages.isEmpty() || stages.stream().anyMatch(MlflowWords.STAGE::equalsIgnoreCase);
        var borne = aliases.current(model.name());
        return Map.of(
                "model_versions",
                newest(model).stream()
                        .filter(version -> meant)
                        .map(version -> MlflowWords.version(version, borne))
                        .toList());
    }

    @PostMapping(PATH + "set-tag")
    Map<String, Object> tag(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        versions.tag(request.required("name"), request.required("key"), request.text("value"));
        return Map.of();
    }

    @DeleteMapping(PATH + "delete-tag")
    Map<String, Object> untag(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        versions.untag(request.required("name"), request.required("key"));
        return Map.of();
    }

    /** Champions and challengers come through their gates here as everywhere. */
    @PostMapping(PATH + "alias")
    Map<String, Object> setAlias(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        var id = request.version();
        aliases.promote(MlflowWords.seat(id.model(), request.required("alias")), id.number());
        return Map.of();
    }

    @DeleteMapping(PATH + "alias")
    Map<String, Object> deleteAlias(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        var seat = MlflowWords.seat(request.required("name"), request.required("alias"));
        if (seat.isGated()) {
            throw new MlflowError(
                    Code.PERMISSION_DENIED,
                    "Taking the %s away needs a reason, which this protocol has no place for; do it under Models."
                            .formatted(seat));
        }
        aliases.withdraw(seat, "");
        return Map.of();
    }

    @GetMapping(PATH + "alias")
    Map<String, Object> byAlias(HttpServletRequest sent) {
        var request = MlflowRequest.of(sent);
        var model = model(request.required("name"));
        var seat = MlflowWords.seat(model.name(), request.required("alias"));
        var version =
                aliases.current(seat)
                        .map(AliasMove::version)
                        .flatMap(number -> versions.version(new VersionId(model.name(), number)))
                        .orElseThrow(
                                () ->
                                        new MlflowError(
                                                Code.RESOURCE_DOES_NOT_EXIST,
                                                "There is no %s.".formatted(seat)));
        return Map.of("model_version", MlflowWords.version(version, aliases.current(model.name())));
    }

    private RegisteredModel model(String name) {
        return versions.model(name)
                .orElseThrow(
                        () ->
                                new MlflowError(
                                        Code.RESOURCE_DOES_NOT_EXIST,
                                        "Registered Model with name=%s not found".formatted(name)));
    }

    private Map<String, Object> answer(String name) {
        return Map.of("registered_model", told(model(name)));
    }

    private Map<String, Object> told(RegisteredModel model) {
        return MlflowWords.model(model, newest(model), aliases.current(model.name()));
    }

    private List<ModelVersion> newest(RegisteredModel model) {
        return model.newest() == 0
                ? List.of()
                : versions.version(new VersionId(model.name(), model.newest())).stream().toList();
    }
}
