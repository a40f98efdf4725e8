package io.oeeanalytics.plant.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.plant.PlantDocument;
import io.oeeanalytics.plant.PlantDocuments;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The plant model as one document, in JSON or YAML. */
@RestController
class PlantDoor {
    private static final String YAML = "application/yaml";

    private final PlantDocuments documents;
    private final ObjectMapper json =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();
    private final ObjectMapper yaml =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    PlantDoor(PlantDocuments documents) {
        this.documents = documents;
    }

    @GetMapping("/api/v1/plant")
    ResponseEntity<String> export(
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        boolean asYaml = isYaml(accept);
        return ResponseEntity.ok()
                .contentType(asYaml ? MediaType.valueOf(YAML) : MediaType.APPLICATION_JSON)
                .body((asYaml ? yaml : json).writeValueAsString(documents.export()));
    }

    @PutMapping("/api/v1/plant")
    ResponseEntity<String> put(
            @RequestBody String body,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, defaultValue = "") String type) {
        documents.put(read(isYaml(type) ? yaml : json, body));
        return export(type);
    }

    private static PlantDocument read(ObjectMapper format, String body) {
        try {
            return format.readValue(body, PlantDocument.class);
        } catch (StreamReadException e) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "The document cannot be read: line %d, column %d: %s"
                            .formatted(
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    e.getOriginalMessage()));
        } catch (JacksonException e) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "Nothing of the plant was changed. Mend what the errors name.",
                    List.of(new Fault(path(e), e.getOriginalMessage())));
        }
    }

    /** Such as {@code sites[0].lines[2].name}. */
    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(
                        step ->
                                step.getPropertyName() == null
                                        ? "[%d]".formatted(step.getIndex())
                                        : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static boolean isYaml(String type) {
        return type.contains("yaml");
    }
}
