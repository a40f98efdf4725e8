package io.oeeanalytics.production.events;

import io.oeeanalytics.base.api.ApiProblem.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes the fields of one event out of its JSON, and gathers everything that is wrong with them.
 */
final class EventFields {
    /** Beyond a counter of 32 bits; it keeps sums of ideal time computable. */
    private static final long MOST = 10_000_000_000L;

    private final JsonNode event;
    private final String path;
    private final Possible possible;
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param path of the event in the request
     */
    EventFields(JsonNode event, String path, Possible possible) {
        this.event = event;
        this.path = path;
        this.possible = possible;
    }

    List<Fault> faults() {
        return faults;
    }

    void refuse(String field, String reason) {
        faults.add(new Fault(field.isEmpty() ? path : path + "." + field, reason));
    }

    void allow(Set<String> fields) {
        event.propertyNames()
                .forEach(
                        name -> {
                            if (!fields.contains(name)) {
                                refuse(
                                        name,
                                        "is no field of this event; it has "
                                                + String.join(
                                                        ", ", fields.stream().sorted().toList()));
                            }
                        });
    }

    boolean has(String field) {
        return event.hasNonNull(field);
    }

    /** Empty, with a fault, when it is missing, no text, or longer than that. */
    Optional<String> text(String field, int longest) {
        var node = event.get(field);
        if (node == null || node.isNull()) {
            refuse(field, "is missing");
            return Optional.empty();
        }
        if (!node.isString()) {
            refuse(field, "must be a text in quotes, not " + shown(node));
            return Optional.empty();
        }
        var text = node.stringValue().strip();
        if (text.isEmpty() || text.length() > longest) {
            refuse(
                    field,
                    "must have 1 to %d characters, this one has %d"
                            .formatted(longest, text.length()));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    Optional<Instant> instant(String field) {
        return text(field, 40).flatMap(text -> instant(field, text));
    }

    private Optional<Instant> instant(String field, String text) {
        Instant instant;
        try {
            instant = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            refuse(
                    field,
                    "must be a time with its offset, such as 2026-03-16T08:00:00.000Z or 2026-03-16T09:00:00+01:00, not '%s'"
                            .formatted(text));
            return Optional.empty();
        }
        if (instant.isAfter(possible.to())) {
            refuse(
                    field,
                    "%s lies in the future; set the sender's clock (the server's says %s)"
                            .formatted(text, possible.to()));
            return Optional.empty();
        }
        if (instant.isBefore(possible.kept())) {
            refuse(
                    field,
                    "%s lies before %s, from when on facts are kept; set the sender's clock"
                            .formatted(text, possible.kept()));
            return Optional.empty();
        }
        if (instant.isBefore(possible.likely())) {
            refuse(
                    field,
                    "%s lies long ago, before %s: check the clock of the controller, which starts like this when it was never set; history that is meant is sent with POST /api/v1/events?backfill=true"
                            .formatted(text, possible.likely()));
            return Optional.empty();
        }
        return Optional.of(instant);
    }

    /** A whole number from 0 on; empty where the field is absent. */
    OptionalLong count(String field) {
        var node = event.get(field);
        if (node == null || node.isNull()) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            refuse(field, "must be a whole number, not " + shown(node));
            return OptionalLong.empty();
        }
        long value = node.longValue();
        if (value < 0 || value > MOST) {
            refuse(field, "must lie between 0 and %d, not %d".formatted(MOST, value));
            return OptionalLong.empty();
        }
        return OptionalLong.of(value);
    }

    private static String shown(@Nullable JsonNode node) {
        var text = String.valueOf(node);
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
