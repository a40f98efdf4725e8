package io.oeeanalytics.production.ingest;

/** A file that cannot be read at all; the message says what it is and what to do. */
public final class RefusedFile extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public RefusedFile(String message) {
        super(message);
    }
}
