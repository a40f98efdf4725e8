package io.oeeanalytics.oee;

import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One nightly look at whether kept figures still are what the facts say.
 *
 * @param days dates of lines that were recomputed
 */
public record FiguresCheck(Instant startedAt, int days, List<Difference> differences) {
    /** A shift that is kept otherwise than the facts say; it is accounted anew. */
    public record Difference(LineId line, LocalDate businessDate, int shift, String what) {}

    public FiguresCheck {
        differences = List.copyOf(differences);
    }
}
