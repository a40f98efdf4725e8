package io.oeeanalytics.plant;

/** The number a production line is known by inside this system. */
public record LineId(int value) implements Comparable<LineId> {
    @Override
    public int compareTo(LineId other) {
        return Integer.compare(value, other.value);
    }
}
