package io.oeeanalytics.plant;

/**
 * A machine or station of a line.
 *
 * @param code unique within its line
 * @param constraint whether it sets the pace of its line now, whose ideal cycle is then its own
 */
public record WorkUnit(String code, String name, boolean constraint) {}
