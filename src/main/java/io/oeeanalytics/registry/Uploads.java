package io.oeeanalytics.registry;

import io.oeeanalytics.identity.SignedIn;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files that come in ahead of the version they will belong to. Until then they may be replaced; a
 * version takes them by digest, so that it does not notice.
 */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class Uploads {
    private final JooqUploads uploads;
    private final JooqVersions versions;
    private final Artefacts artefacts;
    private final Shelf shelf;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Uploads(
            JooqUploads uploads,
            JooqVersions versions,
            Artefacts artefacts,
            Shelf shelf,
            Clock clock,
            ApplicationEventPublisher events) {
        this.events = events;
        this.uploads = uploads;
        this.versions = versions;
        this.artefacts = artefacts;
        this.shelf = shelf;
        this.clock = clock;
    }

    /**
     * Few files at a time, and never within a transaction.
     *
     * @throws RegistryProblem.Busy when there are too many
     */
    @Transactional(propagation = Propagation.NEVER)
    public <T> T inTurn(Supplier<T> transfer) {
        return artefacts.inTurn(transfer);
    }

    /** In bytes. */
    public int largest() {
        return artefacts.largest();
    }

    public RegistryProblem.FileRefused tooLarge(String path) {
        return artefacts.tooLarge(path);
    }

    /** The bytes are kept before they are named, which takes one statement. */
    @Transactional(propagation = Propagation.NEVER)
    @PreAuthorize("hasRole('ADMIN')")
    public void put(String path, byte[] bytes) {
        uploads.put(path, artefacts.keep(path, bytes), clock.instant(), SignedIn.name());
    }

    @Transactional(propagation = Propagation.NEVER)
    public byte[] get(String path) {
        Names.checkPath(path);
        return artefacts.fetch(
                uploads.at(path)
                        .orElseThrow(
                                () ->
                                        new RegistryProblem.Unknown(
                                                "There is no file %s.".formatted(path)))
                        .digest());
    }

    /** All files in that folder and in those within it, by path; of everything for none. */
    public List<ModelFile> under(String folder) {
        if (!folder.isEmpty()) {
            Names.checkPath(folder);
        }
        return uploads.under(folder);
    }

    /** A file, or a folder with all within it. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void delete(String path) {
        Names.checkPath(path);
        uploads.delete(path);
        events.publishEvent(
                new Audited(AuditAction.MODEL_CHANGED, "uploaded file " + path, null, "removed"));
    }

    /**
     * Makes what was uploaded to a folder, or as one file, a version.
     *
     * @param source as it was told, kept beside the version
     */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public VersionId register(
            String model,
            String path,
            String source,
            String runId,
            String notes,
            Map<String, String> tags) {
        Names.checkPath(path);
        var prefix = path + "/";
        var files =
                uploads.under(path).stream()
                        .map(
                                file ->
                                        new ModelFile(
                                                file.path().substring(prefix.length()),
                                                file.digest(),
                                                file.size()))
                        .toList();
        if (files.isEmpty()) {
            files =
                    uploads.at(path).stream()
                            .map(file -> new ModelFile(name(path), file.digest(), file.size()))
                            .toList();
        }
        return register(model, files, source, runId, notes, tags);
    }

    /** A version with the files of another one. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public VersionId copy(
            String model, VersionId of, String source, String notes, Map<String, String> tags) {
        var files = versions.find(of).orElseThrow(() -> Seats.unknown(of)).files();
        return register(model, files, source, "", notes, tags);
    }

    private VersionId register(
            String model,
            List<ModelFile> files,
            String source,
            String runId,
            String notes,
            Map<String, String> tags) {
        if (files.isEmpty()) {
            throw new RegistryProblem.Unknown("Nothing was uploaded to %s.".formatted(source));
        }
        return shelf.register(
                new NewVersion(
                        model,
                        Optional.ofNullable(tags.get("method")).orElse("unknown"),
                        Map.of(),
                        null,
                        null,
                        "",
                        "",
                        List.of(),
                        null,
                        new TreeMap<>(tags),
                        notes),
                source,
                runId,
                files);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
