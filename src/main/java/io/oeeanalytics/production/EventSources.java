package io.oeeanalytics.production;

import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who told of which lines. */
@Service
@Transactional(readOnly = true)
public class EventSources {
    private final JooqEventSources sources;

    EventSources(JooqEventSources sources) {
        this.sources = sources;
    }

    /** The lines that source told of, with something that happened since then. */
    public Set<LineId> lines(String source, Instant since) {
        return sources.lines(source, since);
    }
}
