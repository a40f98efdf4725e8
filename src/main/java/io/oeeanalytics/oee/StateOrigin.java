package io.oeeanalytics.oee;

/** Who said what the machine did. */
public enum StateOrigin {
    /** A person classified it; this wins over what the machine reported. */
    OPERATOR,
    MACHINE
}
