package io.oeeanalytics.base.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The description of every public door, by OpenAPI 3.1. It is written by hand, and tests hold it
 * against the doors. Reading it needs no key: it tells nothing of the plant.
 */
@RestController
class OpenApiDoor {
    private static final MediaType YAML = MediaType.valueOf("application/yaml");
    private static final CacheControl KEPT =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final String yaml = document();
    private final SingletonSupplier<String> json =
            SingletonSupplier.of(
                    () -> JsonMapper.shared().writeValueAsString(new YAMLMapper().readTree(yaml)));

    @GetMapping("/api/v1/openapi")
    ResponseEntity<String> openApi(
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        return accept.contains("yaml") ? yaml() : answer(MediaType.APPLICATION_JSON, json.obtain());
    }

    @GetMapping("/api/v1/openapi.yaml")
    ResponseEntity<String> yaml() {
        return answer(YAML, yaml);
    }

    private static ResponseEntity<String> answer(MediaType type, String document) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(KEPT)
                .varyBy(HttpHeaders.ACCEPT)
                .body(document);
    }

    private static String document() {
        try (var in = OpenApiDoor.class.getResourceAsStream("/openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the application");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
