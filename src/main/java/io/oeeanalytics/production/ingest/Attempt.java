package io.oeeanalytics.production.ingest;

import io.oeeanalytics.production.ingest.AskedImport.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * One instance at work on an import that was asked for: says how far it is, at most once a second,
 * and hears whether it is to stop. Where another took the import over meanwhile, it stops as well.
 */
final class Attempt implements ImportWatch {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final int asked;
    private final JooqAskedImports imports;
    private final TransactionOperations apart;
    private final Clock clock;
    private @Nullable Integer importId;
    private Stage stage = Stage.WAITING;
    private long bytesRead;
    private Instant told = Instant.EPOCH;
    private boolean cancelled;

    /**
     * @param asked the import that was asked for
     * @param apart not part of the transaction that loads, which nobody sees before it ends
     */
    Attempt(int asked, JooqAskedImports imports, TransactionOperations apart, Clock clock) {
        this.asked = asked;
        this.imports = imports;
        this.apart = apart;
        this.clock = clock;
    }

    @Override
    public void begun(int id) {
        if (!imports.begin(asked, id)) {
            throw new IllegalStateException(
                    "another instance works on import %d that was asked for".formatted(asked));
        }
        importId = id;
    }

    @Override
    public void reading() {
        at(Stage.READING);
    }

    @Override
    public void bytesRead(long soFar) {
        bytesRead = soFar;
        if (!clock.instant().isBefore(told.plus(PAUSE))) {
            tell();
        }
    }

    @Override
    public void storing() {
        at(Stage.STORING);
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /** It failed, and another attempt follows. */
    void failed() {
        bytesRead = 0;
        at(Stage.WAITING);
    }

    private void at(Stage reached) {
        stage = reached;
        tell();
    }

    private void tell() {
        var id = importId;
        if (id == null) {
            return;
        }
        told = clock.instant();
        try {
            cancelled =
                    Boolean.TRUE.equals(
                            apart.execute(
                                    status ->
                                            imports.tell(asked, id, stage, bytesRead)
                                                    .orElse(true)));
        } catch (DataAccessException | TransactionException e) {
            // How far it is may remain unsaid; whether it can be loaded the load finds out.
            LOG.warn("The progress of import {} could not be told", id, e);
        }
    }
}
