package io.oeeanalytics.production.ingest;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a load whose rows may not be stored; the message says why. */
final class LoadRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable ReadSummary read;

    LoadRefused(String message) {
        this(message, null);
    }

    LoadRefused(String message, @Nullable ReadSummary read) {
        super(message);
        this.read = read;
    }

    Optional<ReadSummary> counts() {
        return Optional.ofNullable(read);
    }
}
