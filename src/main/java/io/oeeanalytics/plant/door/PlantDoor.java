package io.oeeanalytics.plant.door;

import io.oeeanalytics.plant.EffectPreview;
import io.oeeanalytics.plant.LineEffect;
import io.oeeanalytics.plant.PlantDocument;
import io.oeeanalytics.plant.PlantDocuments;
import io.oeeanalytics.plant.PlantFormat;
import io.oeeanalytics.plant.PlantModel;
import java.util.List;
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
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf(format.mediaType()))
                .body(format.write(documents.export()));
    }

    /**
     * @param preview stores nothing, and answers what storing would do to figures
     */
    @PutMapping("/api/v1/plant")
    ResponseEntity<?> put(
            @RequestBody String body,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, defaultValue = "") String type,
            @RequestParam(defaultValue = "false") boolean preview) {
        var document = PlantFormat.of(type).read(body);
        if (preview) {
            return ResponseEntity.ok()
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(PreviewAnswer.of(effects(document)));
        }
        documents.put(document);
        return export(type);
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
