package io.oeeanalytics.production.ingest;

/** The disk or the database failed a load. */
final class LoadFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoadFailed(Exception cause) {
        super(cause);
    }
}
