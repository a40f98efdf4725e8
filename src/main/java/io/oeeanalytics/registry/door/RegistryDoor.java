package io.oeeanalytics.registry.door;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.ModelVersions;
import io.oeeanalytics.registry.RegisteredModel;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.door.ModelAnswers.Model;
import io.oeeanalytics.registry.door.ModelAnswers.Models;
import io.oeeanalytics.registry.door.ModelAnswers.Move;
import io.oeeanalytics.registry.door.ModelAnswers.WithVersions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which models there are, and which version serves or served a line. */
@RestController
class RegistryDoor {
    private static final int MOST_VERSIONS = 100;

    private final ModelVersions versions;
    private final Aliases aliases;
    private final Clock clock;

    RegistryDoor(ModelVersions versions, Aliases aliases, Clock clock) {
        this.versions = versions;
        this.aliases = aliases;
        this.clock = clock;
    }

    @GetMapping(path = "/api/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
    Models models() {
        var current = aliases.current();
        return new Models(
                versions.models().stream()
                        .<Model>map(model -> ModelAnswers.model(model, current))
                        .toList());
    }

    /**
     * One model with its versions, newest first.
     *
     * @param before only versions of lower numbers; empty for the newest
     */
    @GetMapping(path = "/api/v1/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    WithVersions model(
            @PathVariable String name,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(defaultValue = "") String before) {
        if (limit < 1 || limit > MOST_VERSIONS) {
            throw fault("limit", "lies between 1 and %d".formatted(MOST_VERSIONS));
        }
        if (!before.isEmpty() && !before.matches("[1-9]\\d{0,8}")) {
            throw fault("before", "is the number of a version");
        }
        int below = before.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(before);
        var model = find(name);
        var all =
                versions.versions(name).stream()
                        .filter(version -> version.id().number() < below)
                        .limit(limit + 1L)
                        .toList();
        var page = all.size() > limit ? all.subList(0, limit) : all;
        var metrics = versions.metrics(name);
        return new WithVersions(
                ModelAnswers.model(model, aliases.current(name)),
                page.stream()
                        .map(
                                version ->
                                        ModelAnswers.version(
                                                version,
                                                metrics.getOrDefault(
                                                        version.id().number(), List.of())))
                        .toList(),
                all.size() > limit ? page.getLast().id().number() : null);
    }

    /**
     * What serves, or served.
     *
     * @param line empty for the whole plant
     * @param on a date, meaning its end in UTC, or an instant; empty for now
     */
    @GetMapping(
            path = "/api/v1/models/{name}/champion",
            produces = MediaType.APPLICATION_JSON_VALUE)
    Move champion(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String line,
            @RequestParam(defaultValue = "") String on) {
        find(name);
        var at = on.isEmpty() ? clock.instant() : instant(on);
        return aliases.at(Seat.champion(name, line), at)
                .filter(move -> move.version() != null)
                .map(ModelAnswers::move)
                .orElseThrow(
                        () ->
                                new ApiProblem(
                                        HttpStatus.NOT_FOUND,
                                        "%s had no champion for %s at %s."
                                                .formatted(
                                                        name,
                                                        line.isEmpty() ? "the whole plant" : line,
                                                        at)));
    }

    private RegisteredModel find(String name) {
        return versions.model(name)
                .orElseThrow(
                        () ->
                                new ApiProblem(
                                        HttpStatus.NOT_FOUND,
                                        "There is no model '%s'; GET /api/v1/models lists them."
                                                .formatted(name)));
    }

    private static Instant instant(String on) {
        try {
            return on.length() == "2026-03-16".length()
                    ? LocalDate.parse(on)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .minusNanos(1_000)
                    : OffsetDateTime.parse(on).toInstant();
        } catch (DateTimeException e) {
            throw fault(
                    "on",
                    "is a date such as 2026-03-16 or an instant such as 2026-03-16T08:00:00Z");
        }
    }

    private static ApiProblem fault(String parameter, String reason) {
        return new ApiProblem(
                HttpStatus.BAD_REQUEST,
                "The question cannot be answered.",
                List.of(new Fault(parameter, reason)));
    }
}
