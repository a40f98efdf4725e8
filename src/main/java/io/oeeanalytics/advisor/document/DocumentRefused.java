package io.oeeanalytics.advisor.document;

/** A document that is not taken in. */
public final class DocumentRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final Refusal reason;

    public DocumentRefused(Refusal reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Refusal reason() {
        return reason;
    }
}
