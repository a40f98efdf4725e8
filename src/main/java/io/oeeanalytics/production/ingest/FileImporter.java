package io.oeeanalytics.production.ingest;

import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.AuditTrail;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.production.ChangedRanges;
import io.oeeanalytics.production.ChangedRanges.Reach;
import io.oeeanalytics.production.FactRetention;
import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import io.oeeanalytics.production.ingest.ImportReport.State;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Loads a file in one transaction: all of it, or nothing, however it ends. Only one load runs at a
 * time; others wait.
 */
@Component
public class FileImporter {
    private static final Logger LOG = LoggerFactory.getLogger(FileImporter.class);
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String CANCELLED = "Cancelled; nothing was loaded.";

    /** Between being announced and taking its lock an import may seem dead for a moment. */
    private static final Duration ANNOUNCED = Duration.ofMinutes(1);

    private final DataSource database;
    private final TransactionTemplate transaction;
    private final JooqImports imports;
    private final ChangedRanges changes;
    private final PlantModel plant;
    private final PlantSetup setup;
    private final FactRetention retention;
    private final Clock clock;
    private final AuditTrail audit;

    FileImporter(
            DataSource database,
            PlatformTransactionManager transactions,
            JooqImports imports,
            ChangedRanges changes,
            PlantModel plant,
            PlantSetup setup,
            FactRetention retention,
            Clock clock,
            AuditTrail audit) {
        this.audit = audit;
        this.retention = retention;
        this.database = database;
        this.transaction = new TransactionTemplate(transactions);
        this.imports = imports;
        this.changes = changes;
        this.plant = plant;
        this.setup = setup;
        this.clock = clock;
    }

    /** Loads the file; what is wrong with it stands in the report, not in an exception. */
    public ImportReport load(ImportRequest request, ImportWatch watch) throws IOException {
        markInterrupted();
        var fingerprint = Fingerprint.of(request);
        int id = begin(request, fingerprint, watch);
        try {
            if (imports.isLoaded(fingerprint)) {
                return known(id, request);
            }
            var straight = request.format().kind() == FileKind.PIECE_LOG;
            try {
                load(id, request, watch, straight);
            } catch (RuntimeException e) {
                if (!isUniqueViolation(e) || imports.isLoaded(fingerprint)) {
                    throw e;
                }
                load(id, request, watch, false);
            }
        } catch (LoadRefused e) {
            end(id, request, State.REFUSED, message(e));
        } catch (LoadCancelled e) {
            end(id, request, State.CANCELLED, CANCELLED);
        } catch (RuntimeException e) {
            if (isUniqueViolation(e) && imports.isLoaded(fingerprint)) {
                return known(id, request);
            }
            LOG.warn("Import {} of {} failed", id, request.fileName(), e);
            end(
                    id,
                    request,
                    State.REFUSED,
                    "The database did not take the file; nothing was loaded. Try again; if it"
                            + " happens again, tell the administrator the number of this import.");
        }
        return imports.report(id).orElseThrow(() -> unknown(id));
    }

    private int begin(ImportRequest request, String fingerprint, ImportWatch watch) {
        Integer id =
                transaction.execute(
                        status -> {
                            int begun = imports.begin(request, fingerprint, clock.instant());
                            watch.begun(begun);
                            return begun;
                        });
        return Objects.requireNonNull(id);
    }

    /** Ends an import that nobody began to load; its file may be gone. */
    ImportReport cancel(ImportRequest request, ImportWatch watch) {
        int id = begin(request, "", watch);
        end(id, request, State.CANCELLED, CANCELLED);
        return imports.report(id).orElseThrow(() -> unknown(id));
    }

    /**
     * What became of an import whose process may have died. Where it never ended it is removed, so
     * that it cannot end any more, should its process only have been frozen.
     */
    Optional<ImportReport> takeOver(int id) {
        imports.removeUnfinished(id);
        return imports.report(id);
    }

    /** What became of it is in the audit trail, or it did not happen. */
    private void end(int id, ImportRequest request, State state, String message) {
        transaction.executeWithoutResult(
                status -> {
                    if (imports.end(id, state, message, clock.instant())) {
                        audit.did(
                                request.by(),
                                AuditAction.FILE_IMPORTED,
                                "%s: %s".formatted(named(id, request.fileName()), state));
                    }
                });
    }

    /** Reports of the newest imports, without their rules and extents; newest first. */
    public List<ImportReport> newest(int count) {
        markInterrupted();
        return imports.newest(count);
    }

    /** The whole report of an import. */
    public Optional<ImportReport> report(int id) {
        return imports.report(id);
    }

    /** What was done with single rows of an import, in the order of the file. */
    public List<ImportFinding> findings(int id, Set<Outcome> outcomes, int offset, int count) {
        return imports.findings(id, outcomes, offset, count);
    }

    /** Takes a loaded import back; its rows count no more, its report and findings stay. */
    @Transactional
    public void undo(int id, String by) {
        // Nobody else takes it back at the same time.
        imports.lock(id);
        var report = imports.report(id).orElseThrow(() -> unknown(id));
        if (report.state() != State.LOADED) {
            throw new IllegalArgumentException(
                    "import %d is %s, only a loaded one can be taken back"
                            .formatted(id, report.state()));
        }
        imports.sharing(id, report.kind())
                .ifPresent(
                        other -> {
                            throw new IllegalArgumentException(
                                    "import %d (%s) holds rows that this one brought; take that one back first and load it again afterwards"
                                            .formatted(other.id(), other.fileName()));
                        });
        imports.takeBack(id, report.kind(), report.extents(), by, clock.instant());
        changes.mark(report.extents(), reach(report.kind()));
        audit.did(by, AuditAction.IMPORT_UNDONE, named(id, report.fileName()));
    }

    private static String named(int id, String fileName) {
        return "import %d, %s".formatted(id, fileName);
    }

    private void markInterrupted() {
        imports.markInterrupted(clock.instant().minus(ANNOUNCED), clock.instant());
    }

    private static IllegalArgumentException unknown(int id) {
        return new IllegalArgumentException("there is no import " + id);
    }

    private ImportReport known(int id, ImportRequest request) {
        end(id, request, State.KNOWN, "This file was loaded before; nothing changed.");
        return imports.report(id).orElseThrow(() -> unknown(id));
    }

    private void load(int id, ImportRequest request, ImportWatch watch, boolean straight)
            throws IOException {
        try (var spool = new FindingSpool()) {
            try {
                transaction.executeWithoutResult(
                        status -> {
                            imports.lock(id);
                            watch.reading();
                            if (watch.cancelled()) {
                                throw new LoadCancelled();
                            }
                            var connection = DataSourceUtils.getConnection(database);
                            try {
                                load(id, request, watch, straight, connection, spool);
                                store(id, spool, connection);
                            } catch (IOException | SQLException e) {
                                throw new LoadFailed(e);
                            } finally {
                                DataSourceUtils.releaseConnection(connection, database);
                            }
                        });
            } catch (LoadRefused refused) {
                // The rows are gone with the transaction; what was said of them stays.
                transaction.executeWithoutResult(
                        status -> {
                            var connection = DataSourceUtils.getConnection(database);
                            try {
                                refused.counts()
                                        .ifPresent(
                                                read ->
                                                        imports.counts(
                                                                id,
                                                                read.rows(),
                                                                0,
                                                                0,
                                                                read.rejectedRows()));
                                store(id, spool, connection);
                            } catch (IOException | SQLException e) {
                                throw new LoadFailed(e);
                            } finally {
                                DataSourceUtils.releaseConnection(connection, database);
                            }
                        });
                throw refused;
            }
        }
    }

    private void load(
            int id,
            ImportRequest request,
            ImportWatch watch,
            boolean straight,
            Connection connection,
            FindingSpool spool)
            throws IOException, SQLException {
        var lines = new FileLines(plant, setup, request.zone());
        var settings =
                new ReadSettings(
                        request.zone(),
                        retention.takenFrom(),
                        clock.instant(),
                        watch::cancelled,
                        watch::bytesRead);
        var load =
                switch (request.format().kind()) {
                    case PIECE_LOG -> {
                        var pieces = new PieceLoad(connection, request, settings, lines, id);
                        yield straight ? pieces.straight(spool) : pieces.staged(spool);
                    }
                    case STATUS_LOG ->
                            new StatusLoad(connection, request, lines, id).load(settings, spool);
                    case DAILY_REPORT ->
                            new DailyLoad(connection, request, lines, id).load(settings, spool);
                };
        var read = load.read();
        if (read.cancelled()) {
            throw new LoadCancelled();
        }
        watch.storing();
        refuse(request, read, lines);
        lines.open(request.cyclesMs(), request.by());
        imports.keep(id, load.extents());
        imports.keep(id, load.rules());
        var reach = reach(request.format().kind());
        load.extents().all().forEach((line, extent) -> changes.mark(line, extent.range(), reach));
        var leftOut = load.rules().isEmpty() ? 0 : read.accepted() - rows(load);
        imports.counts(
                id,
                read.rows(),
                load.stored(),
                Math.max(0, read.accepted() - leftOut - load.stored()),
                read.rejectedRows());
        end(id, request, State.LOADED, "");
    }

    private static Reach reach(FileKind kind) {
        return kind == FileKind.STATUS_LOG ? Reach.SHARERS : Reach.LINE;
    }

    private static long rows(Load load) {
        return load.extents().all().values().stream().mapToLong(Extents.Extent::rows).sum();
    }

    private static void refuse(ImportRequest request, ReadSummary read, FileLines lines) {
        if (read.accepted() == 0) {
            throw new LoadRefused(
                    "No row of the file can be loaded; the list below says why.", read);
        }
        if (read.rejectedRows() > 0 && !request.withoutBadRows()) {
            throw new LoadRefused(
                    ("%,d of %,d rows cannot be loaded. Correct them, or load the file without"
                                    + " them.")
                            .formatted(read.rejectedRows(), read.rows()),
                    read);
        }
        var refusal = lines.refusal(request.newLines(), request.cyclesMs().keySet());
        if (refusal.isPresent()) {
            throw new LoadRefused(refusal.get(), read);
        }
    }

    private static void store(int id, FindingSpool spool, Connection connection)
            throws IOException, SQLException {
        if (spool.size() == 0) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "create temp table finding_staged (position bigint, line_number bigint, outcome"
                            + " text, rule text, message text, raw text) on commit drop");
            try (var reader = spool.read()) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy finding_staged from stdin", reader);
            }
            statement.execute(
                    """
                    insert into production.import_finding
                        (import_id, position, line_number, outcome, rule, message, raw)
                    select %d, position, line_number, outcome, rule, message, raw
                    from finding_staged
                    order by position
                    """
                            .formatted(id));
        }
    }

    private static boolean isUniqueViolation(Throwable failure) {
        for (var cause = Optional.of(failure); cause.isPresent(); ) {
            if (cause.get() instanceof SQLException sql
                    && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return true;
            }
            cause = Optional.ofNullable(cause.get().getCause());
        }
        return false;
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
