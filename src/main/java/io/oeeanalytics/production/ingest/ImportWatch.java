package io.oeeanalytics.production.ingest;

/** Looks over the shoulder of a running import, from its thread. */
public interface ImportWatch {
    ImportWatch NONE = new ImportWatch() {};

    /** It has this number; said in the transaction that gives it. */
    default void begun(int importId) {}

    /** Those before it are done. */
    default void reading() {}

    default void bytesRead(long bytes) {}

    /** All rows are read; what remains is the database's work. */
    default void storing() {}

    default boolean cancelled() {
        return false;
    }
}
