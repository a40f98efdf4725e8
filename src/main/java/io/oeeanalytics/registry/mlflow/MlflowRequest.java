package io.oeeanalytics.registry.mlflow;

import io.oeeanalytics.registry.VersionId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client asked: in the query of a GET, else in a body of JSON. What nobody knows is let be.
 */
final class MlflowRequest {
    private static final int LARGEST_BODY = 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, List<String>> query;
    private final JsonNode body;

    private MlflowRequest(Map<String, List<String>> query, JsonNode body) {
        this.query = query;
        this.body = body;
    }

    static MlflowRequest of(HttpServletRequest request) {
        return new MlflowRequest(query(request), body(request));
    }

    private static Map<String, List<String>> query(HttpServletRequest request) {
        var parameters = new LinkedHashMap<String, List<String>>();
        var sent = request.getQueryString();
        for (var pair : (sent == null ? "" : sent).split("&", -1)) {
            var parts = pair.split("=", 2);
            if (!parts[0].isEmpty()) {
                parameters
                        .computeIfAbsent(decoded(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 2 ? decoded(parts[1]) : "");
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw MlflowError.invalid("The query of the address cannot be read.");
        }
    }

    private static JsonNode body(HttpServletRequest request) {
        try {
            var bytes = request.getInputStream().readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw MlflowError.invalid("A request has at most 1 MiB.");
            }
            var body = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
            if (!body.isObject()) {
                throw new MlflowError(
                        MlflowError.Code.MALFORMED_REQUEST, "The body is an object of JSON.");
            }
            return body;
        } catch (JacksonException e) {
            throw new MlflowError(
                    MlflowError.Code.MALFORMED_REQUEST, "The body cannot be read as JSON.");
        } catch (IOException e) {
            throw new MlflowError(MlflowError.Code.MALFORMED_REQUEST, "The body broke off.");
        }
    }

    /** Also a number, as the protocol's JSON may write either. */
    Optional<String> optional(String name) {
        var sent = query.get(name);
        if (sent != null) {
            return Optional.of(sent.getLast());
        }
        var node = body.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isValueNode()) {
            throw MlflowError.invalid("%s is a single value.".formatted(name));
        }
        return Optional.of(node.asString());
    }

    String text(String name) {
        return optional(name).orElse("");
    }

    String required(String name) {
        return optional(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () ->
                                MlflowError.invalid(
                                        "Missing value for required parameter '%s'."
                                                .formatted(name)));
    }

    int number(String name, int otherwise, int most) {
        return optional(name)
                .map(
                        value -> {
                            if (!value.matches("\\d{1,9}") || Integer.parseInt(value) > most) {
                                throw MlflowError.invalid(
                                        "%s lies between 0 and %d, not '%s'."
                                                .formatted(name, most, value));
                            }
                            return Integer.parseInt(value);
                        })
                .orElse(otherwise);
    }

    VersionId version() {
        return version(required("name"), required("version"));
    }

    static VersionId version(String model, String number) {
        if (!number.matches("[1-9]\\d{0,8}")) {
            throw MlflowError.invalid("A version is a number, not '%s'.".formatted(number));
        }
        return new VersionId(model, Integer.parseInt(number));
    }

    List<String> list(String name) {
        var sent = query.get(name);
        if (sent != null) {
            return sent;
        }
        return body.path(name).valueStream().map(JsonNode::asString).toList();
    }

    /** Keys and values that hang on a model or a version. */
    Map<String, String> tags() {
        var tags = new LinkedHashMap<String, String>();
        body.path("tags")
                .forEach(
                        tag ->
                                tags.put(
                                        tag.path("key").asString(""),
                                        tag.path("value").asString("")));
        return tags;
    }
}
