package io.oeeanalytics.plant;

/** Which reading of OEE a site reports. */
public enum OeeDefinition {
    /** Availability, effectiveness and quality ratio over planned busy time. */
    ISO_22400,
    /** Nakajima's six big losses: set-ups and long delays lower availability, short ones speed. */
    SIX_BIG_LOSSES,
    /** Over planned operation time: planned stops count as losses. */
    PLANNED_STOPS_INSIDE,
    /** Over total time, as SEMI E79 does for equipment that never rests. */
    SEMI_E79;

    /** Whether its OEE is the number that ISO 22400 gives, whatever becomes of the factors. */
    public boolean hasOeeOfIso() {
        return this == ISO_22400 || this == SIX_BIG_LOSSES;
    }
}
