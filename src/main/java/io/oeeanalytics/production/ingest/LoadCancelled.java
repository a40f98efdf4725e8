package io.oeeanalytics.production.ingest;

/** Somebody stopped the import. */
final class LoadCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
