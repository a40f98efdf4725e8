package io.oeeanalytics.plant;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** How a plant document is written down. */
public enum PlantFormat {
    JSON(
            "application/json",
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build()),
    YAML(
            "application/yaml",
            YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .build());

    private final String mediaType;
    private final transient ObjectMapper mapper;

    PlantFormat(String mediaType, ObjectMapper mapper) {
        this.mediaType = mediaType;
        this.mapper = mapper;
    }

    /** The format a media type or the end of a file name asks for; JSON unless it says YAML. */
    public static PlantFormat of(String hint) {
        return hint.contains("yaml") || hint.endsWith(".yml") ? YAML : JSON;
    }

    public String mediaType() {
        return mediaType;
    }

    public String write(PlantDocument document) {
        return mapper.writeValueAsString(document);
    }

    /** For people: JSON on many lines. */
    public String writePretty(PlantDocument document) {
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    /**
     * @throws ApiProblem with the place that cannot be read
     */
    public PlantDocument read(String text) {
        try {
            return mapper.readValue(text, PlantDocument.class);
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
                    List.of(new Fault(path(e), reason(e))));
        }
    }

    /** What an entry says of itself is plainer than what the parser says of that. */
    private static String reason(JacksonException e) {
        return e.getCause() instanceof IllegalArgumentException refused
                ? String.valueOf(refused.getMessage())
                : e.getOriginalMessage();
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
}
