package io.oeeanalytics.production.ingest;

/**
 * Carries the reason why the row being read is rejected; has no stack, as there may be millions.
 */
final class BadRow extends Exception {
    private static final long serialVersionUID = 1L;

    private final RowFault fault;
    private final String reason;

    BadRow(RowFault fault, String reason) {
        super(reason, null, false, false);
        this.fault = fault;
        this.reason = reason;
    }

    RowFault fault() {
        return fault;
    }

    String reason() {
        return reason;
    }
}
