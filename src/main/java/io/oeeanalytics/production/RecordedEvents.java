package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.production.RecordedEvent.Kind;
import io.oeeanalytics.production.RecordedEvent.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the facts behind figures one by one, events and rows of files together. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class RecordedEvents {
    private final JooqRecordedEvents events;

    RecordedEvents(JooqRecordedEvents events) {
        this.events = events;
    }

    /**
     * What is asked for.
     *
     * @param lines and the time of each
     * @param after where the page before ended
     */
    public record Question(
            Map<LineId, TimeRange> lines,
            Set<Kind> kinds,
            KnownAt known,
            Optional<Position> after) {
        public Question {
            lines = Map.copyOf(lines);
            kinds = Set.copyOf(kinds);
        }
    }

    /** Oldest first; what arrives later never moves what is there. */
    public List<RecordedEvent> oldestFirst(Question question, int most) {
        return question.lines().isEmpty() || question.kinds().isEmpty()
                ? List.of()
                : events.oldestFirst(question, most);
    }
}
