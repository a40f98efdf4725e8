package io.oeeanalytics.oee;

import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.OeeDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What an edit did to a shift that was closed before.
 *
 * @param id tells effects of one instant apart; 0 for one that is not kept yet
 * @param kinds what was edited: RECLASSIFICATION, COUNT, CYCLE, CALENDAR, STATUS, SETTING, IMPORT
 *     or VOID
 * @param definition what the site reported on that date once the edit was recorded
 * @param oeeBefore fraction of 1; empty where there was none
 * @param busyMs the time that OEE is measured by after the edit, the weight of the change
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
        OeeDefinition definition,
        OptionalDouble oeeBefore,
        OptionalDouble oeeAfter,
        long busyMs) {
    public EditEffect {
        kinds = List.copyOf(kinds);
    }

    /** Change of OEE as a fraction of 1; empty where there was no OEE before or after. */
    public OptionalDouble points() {
        return DefinedOee.difference(oeeBefore, oeeAfter);
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
     * @param edits acts, however many shifts each changed
     * @param raised those that raised the OEE of some shift
     * @param shifts changed by them, a shift for each edit of it
     * @param raisedMs time measured by times OEE gained by those
     */
    public record Person(String by, int edits, int raised, int shifts, double raisedMs) {}
}
