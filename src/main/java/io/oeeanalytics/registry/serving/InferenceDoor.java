package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ReadingPlaces;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.scoring.TabularModel;
import io.oeeanalytics.registry.scoring.TensorSpec;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The Open Inference Protocol, version 2, over HTTP. Without a version the champion answers: that
 * of the whole plant, or of the line that the parameter {@code line} names.
 */
@RestController
class InferenceDoor {
    private static final String MODEL = "/v2/models/{name}";
    private static final String VERSION = MODEL + "/versions/{version}";
    private static final long MOST_BYTES = 16L << 20;
    private static final int DATABASE_SECONDS = 2;

    /** Questions being read or answered; their values take some tens of megabytes each. */
    private static final int PLACES = 16;

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final ServedModels models;
    private final DataSource database;
    private final ReadingPlaces places = new ReadingPlaces(PLACES, PATIENCE);

    InferenceDoor(ServedModels models, DataSource database) {
        this.models = models;
        this.database = database;
    }

    @GetMapping("/v2")
    Map<String, Object> server() {
        return Map.of("name", "oee-analytics", "version", "1", "extensions", List.of());
    }

    @GetMapping("/v2/health/live")
    Map<String, Object> live() {
        return Map.of("live", true);
    }

    @GetMapping("/v2/health/ready")
    Map<String, Object> ready() {
        try (var connection = database.getConnection()) {
            if (connection.isValid(DATABASE_SECONDS)) {
                return Map.of("ready", true);
            }
        } catch (SQLException e) {
            throw away();
        }
        throw away();
    }

    private static ApiProblem away() {
        return new ApiProblem(
                HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer. Ask again.");
    }

    @GetMapping(MODEL)
    Map<String, Object> champion(
            @PathVariable String name, @RequestParam(defaultValue = "") String line) {
        return described(models.champion(name, line));
    }

    @GetMapping(VERSION)
    Map<String, Object> version(@PathVariable String name, @PathVariable String version) {
        return described(models.version(name, number(version)));
    }

    private Map<String, Object> described(ModelVersion version) {
        var all = models.versions(version.id().model());
        return models.with(
                version,
                model -> {
                    var answer = new LinkedHashMap<String, Object>();
                    answer.put("name", version.id().model());
                    answer.put(
                            "versions",
                            all.stream().map(one -> String.valueOf(one.id().number())).toList());
                    answer.put("platform", model.kind().platform());
                    answer.put("inputs", tensors(model.inputs()));
                    answer.put("outputs", tensors(model.outputs()));
                    return answer;
                });
    }

    private static List<Map<String, Object>> tensors(List<TensorSpec> specs) {
        return specs.stream().map(InferenceDoor::tensor).toList();
    }

    private static Map<String, Object> tensor(TensorSpec spec) {
        var tensor = new LinkedHashMap<String, Object>();
        tensor.put("name", spec.name());
        tensor.put("datatype", spec.type());
        tensor.put("shape", spec.shape());
        if (spec.columns() > 1) {
            tensor.put("parameters", Map.of("columns", spec.names()));
        }
        return tensor;
    }

    @GetMapping(MODEL + "/ready")
    Map<String, Object> championIsReady(
            @PathVariable String name, @RequestParam(defaultValue = "") String line) {
        return isReady(models.champion(name, line));
    }

    @GetMapping(VERSION + "/ready")
    Map<String, Object> versionIsReady(@PathVariable String name, @PathVariable String version) {
        return isReady(models.version(name, number(version)));
    }

    /** Ready is what could be loaded; what cannot answers why. */
    private Map<String, Object> isReady(ModelVersion version) {
        return models.with(
                version,
                model -> {
                    var answer = new LinkedHashMap<String, Object>();
                    answer.put("name", version.id().model());
                    answer.put("version", String.valueOf(version.id().number()));
                    answer.put("ready", true);
                    return answer;
                });
    }

    @PostMapping(MODEL + "/infer")
    Map<String, Object> inferOfChampion(
            @PathVariable String name, HttpServletRequest sent, Authentication sender)
            throws IOException, InterruptedException {
        return infer(sent, sender, request -> models.champion(name, request.line()));
    }

    @PostMapping(VERSION + "/infer")
    Map<String, Object> inferOfVersion(
            @PathVariable String name,
            @PathVariable String version,
            HttpServletRequest sent,
            Authentication sender)
            throws IOException, InterruptedException {
        return infer(sent, sender, request -> models.version(name, number(version)));
    }

    /** Who finds no place is told so before a byte of the body is read. */
    private Map<String, Object> infer(
            HttpServletRequest sent,
            Authentication sender,
            Function<InferenceRequest, ModelVersion> asked)
            throws IOException, InterruptedException {
        try (var place = places.take(sender.getName())) {
            if (place == null) {
                throw new ApiProblem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "More is asked than can be answered at once; ask again in a second.");
            }
            var request = read(sent);
            var version = asked.apply(request);
            return models.with(version, model -> answer(version, model, request));
        }
    }

    private InferenceRequest read(HttpServletRequest sent) throws IOException {
        if (sent.getHeader("Inference-Header-Content-Length") != null) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "Data come as JSON; the extension for binary data is not served.");
        }
        try (var body = SentBody.of(sent, MOST_BYTES)) {
            return InferenceReader.read(body, models.limits().cells());
        }
    }

    private Map<String, Object> answer(
            ModelVersion version, TabularModel model, InferenceRequest request) {
        Inference.check(model, request.outputs());
        var inputs = Inference.inputs(model, request.inputs());
        var answers = models.predict(model, inputs);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("model_name", version.id().model());
        answer.put("model_version", String.valueOf(version.id().number()));
        if (!request.id().isEmpty()) {
            answer.put("id", request.id());
        }
        answer.put("outputs", Inference.outputs(model, answers, request.outputs()));
        return answer;
    }

    private static int number(String version) {
        if (!version.matches("[1-9]\\d{0,8}")) {
            throw new ApiProblem(
                    HttpStatus.NOT_FOUND,
                    "Versions are numbers such as 3, not '%s'.".formatted(version));
        }
        return Integer.parseInt(version);
    }

    @RequestMapping("/v2/**")
    Map<String, Object> nothing(HttpServletRequest request) {
        throw new ApiProblem(
                HttpStatus.NOT_FOUND,
                "There is nothing for %s %s; models are asked by the Open Inference Protocol, their repository is /api/2.0."
                        .formatted(request.getMethod(), request.getRequestURI()));
    }
}
