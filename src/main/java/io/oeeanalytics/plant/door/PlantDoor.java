package io.oeeanalytics.plant.door;

import io.oeeanalytics.plant.EffectPreview;
import io.oeeanalytics.plant.LineEffect;
import io.oeeanalytics.plant.PlantDocument;
import io.oeeanalytics.plant.PlantDocuments;
import io.oeeanalytics.plant.PlantFormat;
import io.oeeanalytics.plant.PlantModel;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The plant model as one document, in JSON or YAML. */
@RestController
class PlantDoor {
    private static final String YAML = "application/yaml";

    private final PlantDocuments documents;
    private final PlantModel plant;
    private final ObjectProvider<EffectPreview> effects;

    /**
     * @param effects there where figures are; the command-line tools do without
     */
    PlantDoor(PlantDocuments documents, PlantModel plant, ObjectProvider<EffectPreview> effects) {
        this.documents = documents;
        this.plant = plant;
        this.effects = effects;
    }

    @GetMapping(
            path = "/api/v1/plant",
            produces = {MediaType.APPLICATION_JSON_VALUE, YAML})
    ResponseEntity<String> export(
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        var format = PlantFormat.of(accept);
        var document = documents.export();
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(format.mediaType()))
                .eTag("\"%s.%s\"".formatted(document.version(), format))
                .body(format.write(document));
    }

    /**
     * @param preview stores nothing, and answers what storing would do to figures
     * @param read the tag of the plant that was read; if it is another by now, nothing is stored
     */
    @PutMapping("/api/v1/plant")
    ResponseEntity<?> put(
            @RequestBody String body,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, defaultValue = "") String type,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String read,
            @RequestParam(defaultValue = "false") boolean preview) {
        var document = PlantFormat.of(type).read(body);
        if (preview) {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(PreviewAnswer.of(effects(document)));
        }
        documents.put(document, version(read));
        return export(type);
    }

    /** The part of a tag before the format: who read JSON may put YAML. */
    private static @Nullable String version(@Nullable String tag) {
        return tag == null || tag.strip().equals("*")
                ? null
                : tag.strip().replaceAll("^\"|\\.[A-Z]+\"$", "");
    }

    private List<LineEffect> effects(PlantDocument document) {
        return effects.getObject()
                .preview(
                        () -> documents.put(document),
                        plant.lines(),
                        null,
                        EffectPreview.Watch.NONE);
    }
}
