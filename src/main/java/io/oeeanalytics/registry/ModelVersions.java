package io.oeeanalytics.registry;

import io.oeeanalytics.identity.SignedIn;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Models and their versions, for people and other systems. Whatever moves bytes is never called
 * within a transaction.
 */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class ModelVersions {
    private final JooqModels models;
    private final JooqVersions versions;
    private final JooqEvaluations evaluations;
    private final Shelf shelf;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ModelVersions(
            JooqModels models,
            JooqVersions versions,
            JooqEvaluations evaluations,
            Shelf shelf,
            ApplicationEventPublisher events,
            Clock clock) {
        this.events = events;
        this.models = models;
        this.versions = versions;
        this.evaluations = evaluations;
        this.shelf = shelf;
        this.clock = clock;
    }

    /** By name. */
    public List<RegisteredModel> models() {
        return models.all();
    }

    public Optional<RegisteredModel> model(String name) {
        return models.named(name);
    }

    /** Newest first. */
    public List<ModelVersion> versions(String model) {
        return versions.of(model);
    }

    /** Of all models, by name, of each its newest first. */
    public List<ModelVersion> versions() {
        return versions.of(null);
    }

    public Optional<ModelVersion> version(VersionId id) {
        return versions.find(id);
    }

    /** The last one. */
    public Optional<Evaluation> evaluation(VersionId id) {
        return evaluations.of(id);
    }

    /** Of each version that was judged the last metrics, by its number. */
    public Map<Integer, List<Metric>> metrics(String model) {
        return evaluations.metricsOf(model);
    }

    /**
     * The bytes of a file.
     *
     * @throws RegistryProblem.Damaged when they are not those that were registered
     */
    @Transactional(propagation = Propagation.NEVER)
    public byte[] file(VersionId id, String path) {
        return shelf.read(id, path);
    }

    /**
     * A model without versions.
     *
     * @param notes in Markdown
     */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public RegisteredModel open(String name, String notes, Map<String, String> tags) {
        shelf.open(name, notes, tags);
        changed(name, null, "opened");
        return models.named(name).orElseThrow();
    }

    @Transactional(propagation = Propagation.NEVER)
    @PreAuthorize("hasRole('ADMIN')")
    public VersionId register(NewVersion version) {
        return shelf.register(version);
    }

    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void note(String model, String notes) {
        Names.checkText("a note", notes);
        models.note(shelf.lock(model), notes, clock.instant());
        changed(model, null, "notes: " + notes);
    }

    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void note(VersionId id, String notes) {
        Names.checkText("a note", notes);
        versions.note(key(id), notes, clock.instant(), SignedIn.name());
        changed(id.toString(), null, "notes: " + notes);
    }

    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void tag(String model, String key, String value) {
        Names.checkTag(key, value);
        models.tag(shelf.lock(model), key, value);
        changed(model, null, "tag %s=%s".formatted(key, value));
    }

    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void tag(VersionId id, String key, String value) {
        Names.checkTag(key, value);
        versions.tag(key(id), key, value);
        changed(id.toString(), null, "tag %s=%s".formatted(key, value));
    }

    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void untag(String model, String key) {
        models.untag(shelf.lock(model), key);
        changed(model, "tag " + key, "removed");
    }

    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void untag(VersionId id, String key) {
        versions.untag(key(id), key);
        changed(id.toString(), "tag " + key, "removed");
    }

    /** No longer listed. One that served stays, or its history would be about nothing. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void withdraw(VersionId id) {
        shelf.lock(id.model());
        int version = key(id);
        if (versions.everServed(version)) {
            throw new RegistryProblem.Refused("%s bears or bore an alias and stays.".formatted(id));
        }
        versions.withdraw(version, clock.instant(), SignedIn.name());
        changed(id.toString(), null, "withdrawn");
    }

    /** No longer listed, with all its versions; its name is not given again. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void withdraw(String model) {
        int row = shelf.lock(model);
        for (var version : versions.of(model)) {
            if (versions.everServed(key(version.id()))) {
                throw new RegistryProblem.Refused(
                        "%s bears or bore an alias, so its model stays.".formatted(version.id()));
            }
        }
        models.withdraw(row, clock.instant(), SignedIn.name());
        changed(model, null, "withdrawn");
    }

    private void changed(String what, @Nullable String before, String after) {
        events.publishEvent(new Audited(AuditAction.MODEL_CHANGED, what, before, after));
    }

    private int key(VersionId id) {
        return versions.key(id).orElseThrow(() -> Seats.unknown(id));
    }
}
