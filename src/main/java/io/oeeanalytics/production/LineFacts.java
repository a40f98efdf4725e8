package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.ProductId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what is known of a line, for the rooms that account for it. */
@Service
@Transactional(readOnly = true)
public class LineFacts {
    private final JooqLineFacts facts;
    private final JooqStates states;
    private final JooqPieces pieces;

    LineFacts(JooqLineFacts facts, JooqStates states, JooqPieces pieces) {
        this.facts = facts;
        this.states = states;
        this.pieces = pieces;
    }

    /**
     * States by their start: all that start within the range or the week before it, the one before
     * those, and the first after the range, which may end the last.
     */
    public List<LoggedState> states(LineId line, TimeRange range) {
        return states.states(line, range);
    }

    /** The newest state of each line that logs states. */
    public Map<LineId, LoggedState> latestStates() {
        return states.latestStates();
    }

    /** Not revoked, by start; those that overlap the range or lie open before it. */
    public List<Classification> classifications(LineId line, TimeRange range) {
        return facts.classifications(line, range);
    }

    /** Not revoked, by time. */
    public List<ManualCount> manualCounts(LineId line, TimeRange range) {
        return facts.manualCounts(line, range);
    }

    /**
     * Shows the pieces finished within the range, by finish, and then counts over stretches that
     * begin in it, some of which may end up to a day later.
     */
    public void pieces(LineId line, TimeRange finishedIn, PieceVisitor visitor) {
        pieces.pieces(line, finishedIn, visitor);
    }

    /** What the line made from when on, by time; the last one before the range first. */
    public NavigableMap<Instant, ProductId> products(LineId line, TimeRange range) {
        return states.products(line, range);
    }

    /** The last finish of a piece before that instant. */
    public Optional<Instant> lastPieceBefore(LineId line, Instant before) {
        return pieces.lastPieceBefore(line, before);
    }

    /** What the newest report says of each day, both dates included. */
    public List<ReportedDay> reportedDays(LineId line, LocalDate from, LocalDate to) {
        return facts.reportedDays(line, from, to);
    }

    /** Lines that are told of as things happen, and since when. */
    public Map<LineId, Instant> liveSince() {
        return facts.liveSince();
    }

    /** From the first to the last fact of the line; empty when nothing is known of it. */
    public Optional<TimeRange> extent(LineId line) {
        return facts.extent(line);
    }
}
