package io.oeeanalytics.production.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An import that was asked for in the browser: waiting, at work or just ended. Thread-safe. */
public final class RunningImport implements ImportWatch {
    /** How far it is. */
    public enum Stage {
        /** Another import is at work. */
        WAITING,
        READING,
        /** All rows are read; the database sorts them in. */
        STORING,
        ENDED
    }

    private final ImportRequest request;
    private final long bytes;
    private final Instant askedAt;
    private final AtomicLong bytesRead = new AtomicLong();
    private volatile Stage stage = Stage.WAITING;
    private volatile boolean cancelled;
    private volatile @Nullable ImportReport report;
    private volatile String failure = "";

    RunningImport(ImportRequest request, long bytes, Instant askedAt) {
        this.request = request;
        this.bytes = bytes;
        this.askedAt = askedAt;
    }

    public String fileName() {
        return request.fileName();
    }

    public String by() {
        return request.by();
    }

    public Instant askedAt() {
        return askedAt;
    }

    /** Size of the file. */
    public long bytes() {
        return bytes;
    }

    public long bytesRead() {
        return bytesRead.get();
    }

    public Stage stage() {
        return stage;
    }

    /** What became of it; empty until it ended, and where it never got as far as a report. */
    public Optional<ImportReport> report() {
        return Optional.ofNullable(report);
    }

    /** Why there is no report although it ended. */
    public String failure() {
        return failure;
    }

    /** Nothing of it will be loaded, unless it is all in already. */
    public void cancel() {
        cancelled = true;
    }

    ImportRequest request() {
        return request;
    }

    void begin() {
        stage = Stage.READING;
    }

    void end(ImportReport became) {
        report = became;
        stage = Stage.ENDED;
    }

    void fail(String why) {
        failure = why;
        stage = Stage.ENDED;
    }

    @Override
    public void bytesRead(long soFar) {
        bytesRead.set(soFar);
    }

    @Override
    public void storing() {
        stage = Stage.STORING;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
