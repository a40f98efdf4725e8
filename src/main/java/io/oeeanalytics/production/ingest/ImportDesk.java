package io.oeeanalytics.production.ingest;

import io.oeeanalytics.identity.SignedIn;
import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import io.oeeanalytics.production.ingest.ImportReport.State;
import io.oeeanalytics.production.ingest.RunningImport.Stage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;

/**
 * Imports asked for in the browser. They run one after the other, whether the page that asked stays
 * open or not, and whoever may import sees them all. A file may be of any line, so who is limited
 * to some sites may not.
 */
@Service
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN') and !@siteScopes.now().limited")
public class ImportDesk implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(ImportDesk.class);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int LISTED = 50;

    private final FileImporter importer;
    private final Clock clock;
    private final Path uploads;
    private final List<RunningImport> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(
                    task -> Thread.ofPlatform().daemon().name("import").unstarted(task));

    ImportDesk(FileImporter importer, Clock clock, @Value("${oee.data-folder}") Path dataFolder) {
        this.importer = importer;
        this.clock = clock;
        this.uploads = dataFolder.resolve("uploads").toAbsolutePath();
    }

    /** Where the bytes of an upload go until they are loaded; forgotten files are cleared away. */
    public Path newUpload() throws IOException {
        Files.createDirectories(uploads);
        clearForgotten();
        return uploads.resolve(UUID.randomUUID() + ".upload");
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
        requireUpload(upload);
        try (var in = new BufferedInputStream(Files.newInputStream(upload))) {
            return FileProbe.probe(in, kind, columns);
        }
    }

    /** Gives an uploaded file up. */
    public void discard(Path upload) throws IOException {
        requireUpload(upload);
        Files.deleteIfExists(upload);
    }

    /** Loads the file as soon as those before it are done; its owner is whoever asks. */
    public RunningImport start(ImportRequest request) throws IOException {
        requireUpload(request.file());
        var mine =
                new ImportRequest(
                        request.file(),
                        request.fileName(),
                        request.format(),
                        request.zone(),
                        request.rules(),
                        request.newLines(),
                        request.withoutBadRows(),
                        request.cyclesMs(),
                        SignedIn.name());
        var running = new RunningImport(mine, Files.size(mine.file()), clock.instant());
        asked.add(running);
        forgetEnded();
        worker.execute(() -> load(running));
        return running;
    }

    /** Once more without the rows that kept the file out; empty when its bytes are gone. */
    public Optional<RunningImport> startWithoutBadRows(int reportId) throws IOException {
        var before = ended(reportId);
        if (before.isEmpty() || !Files.exists(before.get().request().file())) {
            return Optional.empty();
        }
        var request = before.get().request();
        return Optional.of(
                start(
                        new ImportRequest(
                                request.file(),
                                request.fileName(),
                                request.format(),
                                request.zone(),
                                request.rules(),
                                request.newLines(),
                                true,
                                request.cyclesMs(),
                                request.by())));
    }

    /** Whether the bytes of a refused import are still here. */
    public boolean canStartAgain(int reportId) {
        return ended(reportId).filter(one -> Files.exists(one.request().file())).isPresent();
    }

    /** Waiting or at work, in the order they were asked for. */
    public List<RunningImport> running() {
        return asked.stream().filter(one -> one.stage() != Stage.ENDED).toList();
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
                worker);
    }

    private void load(RunningImport running) {
        running.begin();
        try {
            running.end(importer.load(running.request(), running));
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            LOG.warn("Import of {} failed", running.fileName(), e);
            running.fail(
                    e instanceof RefusedFile
                            ? String.valueOf(e.getMessage())
                            : "The uploaded file could not be read; nothing was loaded. Upload it"
                                    + " again.");
        }
        var refused = running.report().filter(report -> report.state() == State.REFUSED);
        if (refused.isEmpty()) {
            delete(running.request().file());
        }
    }

    private Optional<RunningImport> ended(int reportId) {
        return asked.stream()
                .filter(one -> one.report().filter(done -> done.id() == reportId).isPresent())
                .findFirst();
    }

    private void forgetEnded() {
        var ended =
                new ArrayList<>(asked.stream().filter(one -> one.stage() == Stage.ENDED).toList());
        while (ended.size() > LISTED) {
            var oldest = ended.removeFirst();
            asked.remove(oldest);
            delete(oldest.request().file());
        }
    }

    private void clearForgotten() throws IOException {
        var limit = clock.instant().minus(KEPT);
        try (var files = Files.list(uploads)) {
            for (var file : files.toList()) {
                var inUse = running().stream().anyMatch(one -> one.request().file().equals(file));
                if (!inUse && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    delete(file);
                }
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("An uploaded file could not be removed: {}", file, e);
        }
    }

    private void requireUpload(Path file) {
        if (!file.toAbsolutePath().normalize().startsWith(uploads)) {
            throw new IllegalArgumentException("%s is not an uploaded file".formatted(file));
        }
    }

    @Override
    public void destroy() {
        // A load that is cut off leaves nothing behind: it is one transaction.
        worker.shutdownNow();
    }
}
