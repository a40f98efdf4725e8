package io.oeeanalytics.ops.trace;

/** Says of what kind a failure was; its words may hold what somebody sent, and stay here. */
final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(String kind) {
        super(kind, null, false, false);
    }
}
