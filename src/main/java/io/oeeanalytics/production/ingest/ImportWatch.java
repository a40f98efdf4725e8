package io.oeeanalytics.production.ingest;

/** Looks over the shoulder of a running import, from its thread. */
public interface ImportWatch {
    ImportWatch NONE = new ImportWatch() {};

    default void bytesRead(long bytes) {}

    /** All rows are read; what remains is the database's work. */
    default void storing() {}

    default boolean cancelled() {
        return false;
    }
}
