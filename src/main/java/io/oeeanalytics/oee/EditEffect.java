package io.oeeanalytics.oee;

import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What an edit did to a shift that was closed before.
 *
 * @param id tells effects of one instant apart; 0 for one that is not kept yet
 * @param kinds what was edited: RECLASSIFICATION, COUNT, CYCLE, CALENDAR, STATUS or SETTING
 * @param oeeBefore fraction of 1; empty where there was none
 * @param busyMs planned busy time of the shift after the edit, the weight of the change
 */
public record EditEffect(
        long id,
        LineId line,
        LocalDate businessDate,
        int shift,
        Instant recordedAt,
        String by,
        List<String> kinds,
        String what,
        OptionalDouble oeeBefore,
        OptionalDouble oeeAfter,
        long busyMs) {
    public EditEffect {
        kinds = List.copyOf(kinds);
    }

    /** Change of OEE as a fraction of 1; empty where there was no OEE before or after. */
    public OptionalDouble points() {
        return oeeBefore.isEmpty() || oeeAfter.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(oeeAfter.getAsDouble() - oeeBefore.getAsDouble());
    }

    /** Where it stands among all, the latest first. */
    public Place place() {
        return new Place(recordedAt, id);
    }

    /** A place among effects. */
    public record Place(Instant recordedAt, long id) {}

    /**
     * What one person's edits did.
     *
     * @param raised edits that raised OEE
     * @param raisedMs planned busy time times OEE gained by those
     */
    public record Person(String by, int edits, int raised, double raisedMs) {}
}
