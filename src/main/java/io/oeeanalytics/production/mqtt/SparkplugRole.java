package io.oeeanalytics.production.mqtt;

import java.util.Locale;
import java.util.Optional;

/** What a metric tells of its line, by the last part of its name. */
enum SparkplugRole {
    STATUS,
    PRODUCT,
    GOOD,
    SCRAP,
    REWORK,
    TOTAL;

    static Optional<SparkplugRole> of(String metric) {
        var last = metric.substring(metric.lastIndexOf('/') + 1).strip();
        return switch (last.toLowerCase(Locale.ROOT)) {
            case "status", "state" -> Optional.of(STATUS);
            case "product" -> Optional.of(PRODUCT);
            case "good" -> Optional.of(GOOD);
            case "scrap" -> Optional.of(SCRAP);
            case "rework" -> Optional.of(REWORK);
            case "total" -> Optional.of(TOTAL);
            default -> Optional.empty();
        };
    }

    boolean isCounter() {
        return this != STATUS && this != PRODUCT;
    }

    /** As events name it. */
    String field() {
        return name().toLowerCase(Locale.ROOT);
    }
}
