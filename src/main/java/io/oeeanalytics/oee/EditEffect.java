package io.oeeanalytics.oee;

import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.OeeDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What an edit did to a shift that was closed before.
 *
 * @param kinds what was edited: RECLASSIFICATION, COUNT, CYCLE, CALENDAR, STATUS or SETTING
 * @param definition what the site reported on that date once the edit was recorded
 * @param oeeBefore fraction of 1; empty where there was none
 * @param busyMs the time that OEE is measured by after the edit, the weight of the change
 */
public record EditEffect(
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

    /**
     * What one person's edits did.
     *
     * @param raised edits that raised OEE
     * @param raisedMs time measured by times OEE gained by those
     */
    public record Person(String by, int edits, int raised, double raisedMs) {}

    /** Who edited, by name. */
    public static List<Person> byPerson(Collection<EditEffect> effects) {
        var people = new TreeMap<String, Person>();
        for (var effect : effects) {
            double gained = Math.max(0, effect.points().orElse(0));
            people.merge(
                    effect.by(),
                    new Person(effect.by(), 1, gained > 0 ? 1 : 0, gained * effect.busyMs()),
                    (one, other) ->
                            new Person(
                                    one.by(),
                                    one.edits() + other.edits(),
                                    one.raised() + other.raised(),
                                    one.raisedMs() + other.raisedMs()));
        }
        return List.copyOf(people.values());
    }
}
