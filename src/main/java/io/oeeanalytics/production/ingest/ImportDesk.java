package io.oeeanalytics.production.ingest;

import io.oeeanalytics.identity.SignedIn;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.ops.UploadFolder;
import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Imports asked for in the browser. They run one after the other, on any instance, whether the page
 * that asked stays open or not, and whoever may import sees them all. A file may be of any line, so
 * who is limited to some sites may not.
 */
@Service
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN') and !@siteScopes.now().limited")
public class ImportDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ImportDesk.class);
    private static final int LISTED = 50;

    private final FileImporter importer;
    private final JooqAskedImports asked;
    private final JooqUploadedBytes uploads;
    private final UploadFolder folder;
    private final JobQueue queue;
    private final TransactionOperations transaction;
    private final Clock clock;

    ImportDesk(
            FileImporter importer,
            JooqAskedImports asked,
            JooqUploadedBytes uploads,
            UploadFolder folder,
            JobQueue queue,
            TransactionOperations transaction,
            Clock clock) {
        this.importer = importer;
        this.asked = asked;
        this.uploads = uploads;
        this.folder = folder;
        this.queue = queue;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Where the bytes of an upload go until somebody asks to load it. */
    public Path newUpload() throws IOException {
        return folder.newFile();
    }

    /**
     * Looks at the beginning of an uploaded file.
     *
     * @param kind null to guess it
     * @param columns where each column stands, counted from 0; null to find them by their names
     * @throws RefusedFile when it is no table in text
     */
    public FileGuess look(
            Path upload, @Nullable FileKind kind, @Nullable Map<FileColumn, Integer> columns)
            throws IOException {
        folder.require(upload);
        try (var in = new BufferedInputStream(Files.newInputStream(upload))) {
            return FileProbe.probe(in, kind, columns);
        }
    }

    /** Gives an uploaded file up. */
    public void discard(Path upload) {
        folder.require(upload);
        folder.remove(upload);
    }

    /** Has the file loaded as soon as those before it are done; its owner is whoever asks. */
    public AskedImport start(ImportRequest request) throws IOException {
        folder.require(request.file());
        try (var bytes = Files.newInputStream(request.file())) {
            long size = Files.size(request.file());
            var started = transaction.execute(status -> ask(request, size, bytes));
            folder.remove(request.file());
            return Objects.requireNonNull(started);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private AskedImport ask(ImportRequest request, long size, InputStream bytes) {
        int id =
                asked.ask(
                        LoadChoices.of(request),
                        request.fileName(),
                        size,
                        SignedIn.name(),
                        clock.instant());
        try {
            uploads.keep(id, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return queued(id);
    }

    private AskedImport queued(int id) {
        queue.putFirst(ImportJob.NAME, String.valueOf(id));
        return asked.find(id).orElseThrow();
    }

    /** Once more without the rows that kept the file out; empty when its bytes are gone. */
    public Optional<AskedImport> startWithoutBadRows(int reportId) {
        return Objects.requireNonNull(
                transaction.execute(
                        status -> {
                            var again = refused(reportId).flatMap(this::again);
                            if (again.isEmpty()) {
                                status.setRollbackOnly();
                            }
                            return again;
                        }));
    }

    private Optional<AskedImport> again(AskedImport before) {
        int id =
                asked.ask(
                        asked.choices(before.id()).leavingBadRowsOut(),
                        before.fileName(),
                        before.bytes(),
                        SignedIn.name(),
                        clock.instant());
        // Unless somebody else was faster.
        return uploads.move(before.id(), id) ? Optional.of(queued(id)) : Optional.empty();
    }

    /** Whether the bytes of a refused import are still here. */
    public boolean canStartAgain(int reportId) {
        return refused(reportId).isPresent();
    }

    private Optional<AskedImport> refused(int reportId) {
        return asked.ofReport(reportId).filter(one -> one.hasEnded() && uploads.has(one.id()));
    }

    /** Waiting or at work on any instance, in the order they were asked for. */
    public List<AskedImport> running() {
        return asked.unfinished();
    }

    /** One that was asked for, as it stands now; empty a day after it ended. */
    public Optional<AskedImport> asked(int id) {
        return asked.find(id);
    }

    /** Nothing of it will be loaded, unless it is all in already. */
    public void cancel(int id) {
        asked.cancel(id);
    }

    /** Newest first. */
    public List<ImportReport> newest() {
        return importer.newest(LISTED);
    }

    public Optional<ImportReport> report(int id) {
        return importer.report(id);
    }

    /** What was done with single rows of an import, in the order of the file. */
    public List<ImportFinding> findings(int id, Set<Outcome> outcomes, int offset, int count) {
        return importer.findings(id, outcomes, offset, count);
    }

    /**
     * Takes a loaded import back as soon as those at work are done.
     *
     * @return ends exceptionally with {@link IllegalArgumentException} where it cannot be taken
     *     back
     */
    public CompletableFuture<Void> undo(int id) {
        var by = SignedIn.name();
        return CompletableFuture.runAsync(
                () -> {
                    importer.undo(id, by);
                    LOG.info("Import {} was taken back by {}", id, by);
                },
                task -> Thread.ofVirtual().name("undo import " + id).start(task));
    }
}
