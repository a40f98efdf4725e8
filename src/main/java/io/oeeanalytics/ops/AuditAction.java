package io.oeeanalytics.ops;

/** What the audit trail tells apart. Never renamed: entries stay for ever. */
public enum AuditAction {
    SIGN_IN,
    SIGN_OUT,
    TOKEN_ISSUED,
    TOKEN_REVOKED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    SECOND_FACTOR,
    ACCOUNT_OPENED,
    ACCOUNT_CHANGED,
    KEY_OPENED,
    KEY_REVOKED,
    PLANT_CHANGED,
    FILE_IMPORTED,
    IMPORT_UNDONE,
    DOCUMENT_ADDED,
    DOCUMENT_CHANGED,
    DOCUMENT_REMOVED,
    MODEL_CHANGED,
    ALIAS_MOVED,
    JOB_CHANGED,
    AUDIT_EXPORTED,
    /** Something was asked for without the right to it. */
    ACCESS
}
