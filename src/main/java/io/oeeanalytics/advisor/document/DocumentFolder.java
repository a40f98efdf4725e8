package io.oeeanalytics.advisor.document;

import io.oeeanalytics.advisor.document.Document.Audience;
import io.oeeanalytics.advisor.document.Document.Source;
import io.oeeanalytics.base.Sha256;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.ops.RecurringJob;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes in what lies in a folder of the plant, and newer files of the same names as revisions. What
 * lies under a folder named as a line's code is about that line. Managers and administrators may
 * read it until one of them says otherwise. A file that goes away leaves its document: somebody
 * removes it, or nobody meant it. Removed documents are purged here, too, after thirty days; a file
 * that still lies there does not bring its document back.
 */
@Component
class DocumentFolder implements RecurringJob {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentFolder.class);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** A file that was written to so lately is perhaps not whole. */
    private static final Duration SETTLED = Duration.ofSeconds(30);

    private final String folder;
    private final JooqDocuments documents;
    private final JooqRemovals removals;
    private final PlantModel plant;
    private final JobQueue queue;
    private final AuditTrail audit;
    private final TransactionOperations transaction;
    private final Clock clock;

    /**
     * What a file looked like when it was taken in or refused, so that none is read every minute.
     */
    private final Map<Path, Look> seen = new HashMap<>();

    /** What could not be read or leads out of the folder and was said once. */
    private final Set<Path> said = new HashSet<>();

    private record Look(Instant modified, long bytes) {}

    DocumentFolder(
            @Value("${oee.documents.folder:}") String folder,
            JooqDocuments documents,
            JooqRemovals removals,
            PlantModel plant,
            JobQueue queue,
            AuditTrail audit,
            TransactionOperations transaction,
            Clock clock) {
        this.folder = folder;
        this.documents = documents;
        this.removals = removals;
        this.plant = plant;
        this.queue = queue;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "document-folder";
    }

    @Override
    public Recurrence recurrence() {
        return new Recurrence.After(PAUSE);
    }

    @Override
    public void run() {
        var kept = clock.instant().minus(Documents.REMOVED_KEPT);
        int purged = removals.purge(kept);
        if (purged > 0) {
            LOG.info("{} documents that were removed 30 days ago are gone for good.", purged);
        }
        if (folder.isEmpty()) {
            return;
        }
        var root = Path.of(folder).toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            LOG.warn("The folder of documents, {}, is not there; see OEE_DOCUMENT_FOLDER.", root);
            return;
        }
        var found = WatchedFiles.in(root, said);
        for (var file : found.files()) {
            try {
                take(root, file);
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("The document {} could not be taken in; it is tried again.", file, e);
            }
        }
        // A folder that is not there for a while, or not whole, does not bring anything back.
        if (found.isWhole() && !found.files().isEmpty()) {
            removals.forget(
                    kept,
                    found.files().stream()
                            .map(file -> root.relativize(file).toString())
                            .collect(Collectors.toSet()));
        }
    }

    private void take(Path root, Path file) throws IOException {
        if (!file.toRealPath().startsWith(root.toRealPath())) {
            if (said.add(file)) {
                LOG.warn("The link {} leads out of the folder of documents; not taken.", file);
            }
            return;
        }
        var look = new Look(Files.getLastModifiedTime(file).toInstant(), Files.size(file));
        if (look.equals(seen.get(file)) || look.modified().plus(SETTLED).isAfter(clock.instant())) {
            return;
        }
        if (look.bytes() > Documents.MOST_BYTES) {
            LOG.warn("The document {} holds more than 50 MB and is left out.", file);
            seen.put(file, look);
            return;
        }
        String origin = root.relativize(file).toString();
        var known = documents.of(Source.FOLDER, origin);
        if (known.flatMap(Document::removedAt).isPresent()) {
            return;
        }
        String sha256 = Sha256.hexOf(file);
        boolean changed = known.filter(it -> it.newest().sha256().equals(sha256)).isEmpty();
        if (changed) {
            transaction.executeWithoutResult(
                    status -> {
                        int id = known.map(Document::id).orElseGet(() -> open(origin, file));
                        give(id, file, sha256);
                    });
        }
        seen.put(file, look);
    }

    private int open(String origin, Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String title = Document.title(dot > 0 ? name.substring(0, dot) : name, origin);
        var lines =
                plant.everyLine().stream()
                        .filter(line -> isUnder(origin, line.code()))
                        .map(Line::id)
                        .collect(Collectors.toSet());
        audit.did("", AuditAction.DOCUMENT_ADDED, origin);
        return documents.open(
                title,
                Source.FOLDER,
                origin,
                Audience.of(Set.of(Role.MANAGER, Role.ADMIN), lines),
                "",
                clock.instant());
    }

    private static boolean isUnder(String origin, String code) {
        for (var part = Path.of(origin).getParent(); part != null; part = part.getParent()) {
            if (part.getFileName().toString().equalsIgnoreCase(code)) {
                return true;
            }
        }
        return false;
    }

    private void give(int id, Path file, String sha256) {
        try (var bytes = Files.newInputStream(file)) {
            int number =
                    documents.give(
                            id, file.getFileName().toString(), sha256, bytes, "", clock.instant());
            queue.put(DocumentJob.NAME, DocumentJob.item(id, number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
