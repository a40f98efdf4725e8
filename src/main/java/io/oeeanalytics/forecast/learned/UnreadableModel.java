package io.oeeanalytics.forecast.learned;

import org.jspecify.annotations.Nullable;

/** Bytes that are no global model, or no longer the one that was written. */
public final class UnreadableModel extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableModel(String words) {
        this(words, null);
    }

    UnreadableModel(String words, @Nullable Throwable cause) {
        super("this is no readable global model: " + words, cause);
    }
}
