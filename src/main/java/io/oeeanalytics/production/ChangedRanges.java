package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.LineRulesChanged;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The stretches whose figures no longer match the facts. Marked in the transaction that changes the
 * facts and cleared in the one that writes the figures, so neither can be lost without the other.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ChangedRanges {
    /** How far a change of one line reaches. */
    public enum Reach {
        /** Its pieces, counts and rules are its own. */
        LINE,
        /** Its states tell of the lines that share its status log, too. */
        SHARERS,
        /** Tracks that share a log stand still together, whoever of them says why. */
        TRACKS
    }

    /** Marks of one line, with their numbers so that later ones stay. */
    public record Marked(LineId line, List<TimeRange> ranges, Set<Long> numbers) {
        public Marked {
            ranges = List.copyOf(ranges);
            numbers = Set.copyOf(numbers);
        }
    }

    private final JooqChangedRanges marks;
    private final Clock clock;

    ChangedRanges(JooqChangedRanges marks, Clock clock) {
        this.marks = marks;
        this.clock = clock;
    }

    /**
     * Marks the range, and before it the state or word of a person that was still open: what starts
     * later ends it.
     */
    public void mark(LineId line, TimeRange range, Reach reach) {
        marks.mark(Map.of(line, range), reach);
    }

    /** The same for several lines at once. */
    public void mark(Map<LineId, TimeRange> ranges, Reach reach) {
        if (!ranges.isEmpty()) {
            marks.mark(ranges, reach);
        }
    }

    /**
     * The marks of some line nobody else is working on, locked until the transaction ends.
     *
     * @param except lines to leave alone
     */
    public Optional<Marked> next(Set<LineId> except) {
        return marks.next(except);
    }

    /** Whether some change of the lines is not in the figures yet. */
    @Transactional(propagation = Propagation.SUPPORTS, readOnly = true)
    public boolean isPending(Collection<LineId> lines) {
        return marks.any(lines);
    }

    public void clear(Marked marked) {
        marks.clear(marked.numbers());
    }

    @EventListener
    @Transactional
    void on(LineRulesChanged changed) {
        var now = clock.instant();
        if (changed.from().isBefore(now)) {
            var until = changed.until().isBefore(now) ? changed.until() : now;
            mark(changed.line(), new TimeRange(changed.from(), until), Reach.LINE);
        }
    }
}
