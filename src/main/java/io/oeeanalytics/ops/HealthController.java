package io.oeeanalytics.ops;

import java.util.Map;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers 200 at /health once the first view can be used, and 503 with the reason before and when
 * it cannot.
 */
@RestController
class HealthController {
    private final ApplicationAvailability availability;
    private final DatabaseWatch database;

    HealthController(ApplicationAvailability availability, DatabaseWatch database) {
        this.availability = availability;
        this.database = database;
    }

    @GetMapping("/health")
    ResponseEntity<Map<String, String>> health() {
        if (availability.getReadinessState() != ReadinessState.ACCEPTING_TRAFFIC) {
            return unavailable("starting", "not tried");
        }
        return database.answers()
                ? ResponseEntity.ok(Map.of("status", "healthy", "database", "answers"))
                : unavailable("unhealthy", "does not answer");
    }

    private static ResponseEntity<Map<String, String>> unavailable(String status, String database) {
        return ResponseEntity.status(503).body(Map.of("status", status, "database", database));
    }
}
