package io.oeeanalytics.identity;

/** What an account may see and do; each role has its own first view. */
public enum Role {
    ADMIN,
    MANAGER,
    OPERATOR;

    /** The same names as constants, for annotations. */
    public static final String ADMIN_ROLE = "ADMIN";

    public static final String MANAGER_ROLE = "MANAGER";
    public static final String OPERATOR_ROLE = "OPERATOR";
}
