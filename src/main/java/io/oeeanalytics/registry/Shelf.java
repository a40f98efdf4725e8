package io.oeeanalytics.registry;

import io.oeeanalytics.identity.SignedIn;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Puts models and versions where they stay. */
@Component
class Shelf {
    private static final int MOST_FILES = 100;
    private static final int LARGEST_VERSION = 256 * 1024 * 1024;

    private final JooqModels models;
    private final JooqVersions versions;
    private final JooqEvaluations evaluations;
    private final Artefacts artefacts;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Shelf(
            JooqModels models,
            JooqVersions versions,
            JooqEvaluations evaluations,
            Artefacts artefacts,
            TransactionOperations transactions,
            Clock clock,
            ApplicationEventPublisher events) {
        this.events = events;
        this.models = models;
        this.versions = versions;
        this.evaluations = evaluations;
        this.artefacts = artefacts;
        this.transactions = transactions;
        this.clock = clock;
    }

    void open(String name, String notes, Map<String, String> tags) {
        Names.checkModel(name);
        Names.checkText("a note", notes);
        Names.checkTags(tags);
        if (!models.add(name, notes, clock.instant(), SignedIn.name())) {
            throw new RegistryProblem.Taken(
                    models.named(name).isPresent()
                            ? "There is a model %s already.".formatted(name)
                            : "There was a model %s; names are not given twice.".formatted(name));
        }
        int model = lock(name);
        tags.forEach((key, value) -> models.tag(model, key, value));
    }

    /**
     * With its model, where that is not there yet. Bytes are kept first and outside of any
     * transaction; if nothing names them in the end, they lie there unnamed.
     */
    VersionId register(NewVersion version) {
        if (version.files().isEmpty()) {
            throw new IllegalArgumentException(
                    "a version of %s has a file at least".formatted(version.model()));
        }
        if (version.files().size() > MOST_FILES
                || version.files().stream().mapToLong(file -> file.bytes().length).sum()
                        > LARGEST_VERSION) {
            throw new IllegalArgumentException(
                    "a version has at most %d files and %d MiB in all"
                            .formatted(MOST_FILES, LARGEST_VERSION / 1024 / 1024));
        }
        checkFolders(version.files().stream().map(NewFile::path).collect(Collectors.toSet()));
        if (models.isTaken(version.model()) && models.named(version.model()).isEmpty()) {
            throw unknown(version.model());
        }
        var files = new ArrayList<ModelFile>();
        for (var file : version.files()) {
            files.add(
                    new ModelFile(
                            file.path(),
                            artefacts.keep(file.path(), file.bytes()),
                            file.bytes().length));
        }
        return Objects.requireNonNull(
                transactions.execute(
                        transaction -> {
                            if (!models.isTaken(version.model())) {
                                models.add(version.model(), "", clock.instant(), SignedIn.name());
                            }
                            return register(version, "", "", files);
                        }));
    }

    /**
     * @param files kept already
     */
    VersionId register(NewVersion version, String source, String runId, List<ModelFile> files) {
        Names.checkText("a source", source);
        Names.checkText("a run's id", runId);
        if (files.size() > MOST_FILES
                || files.stream().mapToLong(ModelFile::size).sum() > LARGEST_VERSION) {
            throw new RegistryProblem.FileRefused(
                    "A version has at most %d files and %d MiB in all."
                            .formatted(MOST_FILES, LARGEST_VERSION / 1024 / 1024),
                    true);
        }
        checkFolders(files.stream().map(ModelFile::path).collect(Collectors.toSet()));
        int model = lock(version.model());
        var now = clock.instant();
        var row = versions.add(model, version, source, runId, now, SignedIn.name());
        files.forEach(file -> versions.addFile(row.id(), file.path(), file.digest()));
        if (!version.notes().isEmpty()) {
            versions.note(row.id(), version.notes(), now, SignedIn.name());
        }
        version.tags().forEach((key, value) -> versions.tag(row.id(), key, value));
        var id = new VersionId(version.model(), row.number());
        if (version.scores() != null) {
            evaluate(row.id(), version.scores());
        }
        models.changed(model, now);
        events.publishEvent(
                new Audited(
                        AuditAction.MODEL_CHANGED,
                        id.toString(),
                        null,
                        "registered, %d files".formatted(files.size())));
        return id;
    }

    /** A path is a file or a folder; both at once nobody could write down. */
    private static void checkFolders(Set<String> paths) {
        var folders = new HashSet<String>();
        for (var path : paths) {
            for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                folders.add(path.substring(0, slash));
            }
        }
        folders.retainAll(paths);
        if (!folders.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is a file and a folder".formatted(folders.iterator().next()));
        }
    }

    void evaluate(VersionId id, Scores scores) {
        evaluate(versions.key(id).orElseThrow(() -> Seats.unknown(id)), scores);
    }

    /** What the backtests say themselves goes before what is told of them. */
    private void evaluate(int version, Scores scores) {
        var metrics = new TreeMap<String, Metric>();
        scores.further().forEach(metric -> metrics.put(key(metric), metric));
        Metrics.of(scores.backtests()).forEach(metric -> metrics.put(key(metric), metric));
        evaluations.add(
                version, scores, List.copyOf(metrics.values()), clock.instant(), SignedIn.name());
    }

    private static String key(Metric metric) {
        return "%s\n%d\n%s".formatted(metric.line(), metric.horizon(), metric.name());
    }

    byte[] read(VersionId id, String path) {
        var version = versions.find(id).orElseThrow(() -> Seats.unknown(id));
        return version.files().stream()
                .filter(file -> file.path().equals(path))
                .findFirst()
                .map(file -> artefacts.fetch(file.digest()))
                .orElseThrow(
                        () ->
                                new RegistryProblem.Unknown(
                                        "%s has no file %s.".formatted(id, path)));
    }

    int lock(String model) {
        return models.lock(model).orElseThrow(() -> unknown(model));
    }

    static RegistryProblem.Unknown unknown(String model) {
        return new RegistryProblem.Unknown("There is no model %s.".formatted(model));
    }
}
