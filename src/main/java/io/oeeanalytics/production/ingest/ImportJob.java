package io.oeeanalytics.production.ingest;

import io.oeeanalytics.ops.JobProgress;
import io.oeeanalytics.ops.QueuedJob;
import io.oeeanalytics.ops.UploadFolder;
import io.oeeanalytics.production.ingest.ImportReport.State;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;

/**
 * Loads what was asked for in the browser. An instance that dies leaves the import, its bytes and
 * nothing half; the next one begins it anew, or finds that it had ended.
 */
@Component
class ImportJob implements QueuedJob {
    static final String NAME = "import";

    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);
    private static final String UNREADABLE =
            "The uploaded file could not be read; nothing was loaded. Upload it again.";

    private final JooqAskedImports asked;
    private final JooqUploadedBytes uploads;
    private final UploadFolder folder;
    private final FileImporter importer;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;

    ImportJob(
            JooqAskedImports asked,
            JooqUploadedBytes uploads,
            UploadFolder folder,
            FileImporter importer,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.asked = asked;
        this.uploads = uploads;
        this.folder = folder;
        this.importer = importer;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(String item) {
        unfinished(item).ifPresent(one -> work(one, one.cancelled()));
    }

    @Override
    public void cancelled(String item) {
        unfinished(item).ifPresent(one -> work(one, true));
    }

    /** In bytes of the file. */
    @Override
    public Optional<JobProgress> progress(String item) {
        return asked.find(Integer.parseInt(item))
                .map(one -> new JobProgress(Math.min(one.bytesRead(), one.bytes()), one.bytes()));
    }

    private Optional<AskedImport> unfinished(String item) {
        return asked.find(Integer.parseInt(item)).filter(one -> !one.hasEnded());
    }

    private void work(AskedImport one, boolean cancelled) {
        var before = Optional.ofNullable(one.importId()).flatMap(importer::takeOver);
        if (before.isPresent()) {
            end(one, before.get());
            return;
        }
        try {
            var file = folder.newFile();
            try {
                var request = asked.choices(one.id()).request(file, one.fileName(), one.by());
                if (cancelled) {
                    end(one, importer.cancel(request, attempt(one)));
                } else if (copy(one, file) < one.bytes()) {
                    fail(one);
                } else {
                    load(one, request);
                }
            } finally {
                folder.remove(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JacksonException | OutOfMemoryError e) {
            // Neither goes better the next time.
            LOG.error("The import of {} failed", one.fileName(), e);
            fail(one);
        }
    }

    private Attempt attempt(AskedImport one) {
        return new Attempt(one.id(), asked, apart, clock);
    }

    private long copy(AskedImport one, Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Long copied =
                    transaction.execute(
                            status -> {
                                try {
                                    return uploads.copy(one.id(), out);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            return copied == null ? 0 : copied;
        }
    }

    private void load(AskedImport one, ImportRequest request) throws IOException {
        var attempt = attempt(one);
        ImportReport became;
        try {
            became = importer.load(request, attempt);
        } catch (IOException | RuntimeException e) {
            attempt.failed();
            throw e;
        }
        end(one, became);
    }

    /** Of a refused file the bytes stay: it may be loaded without its bad rows. */
    private void end(AskedImport one, ImportReport became) {
        transaction.executeWithoutResult(
                status -> {
                    if (asked.end(one.id(), became.id(), clock.instant())
                            && became.state() != State.REFUSED) {
                        uploads.remove(one.id());
                    }
                });
    }

    private void fail(AskedImport one) {
        transaction.executeWithoutResult(
                status -> {
                    asked.fail(one.id(), UNREADABLE, clock.instant());
                    uploads.remove(one.id());
                });
    }
}
