package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.HeardLines;
import io.oeeanalytics.plant.Line;
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
public class LineFacts implements HeardLines {
    private final JooqLineFacts facts;
    private final JooqStates states;
    private final JooqPieces pieces;
    private final JooqOperatorEntries words;
    private final JooqVoidedEvents voids;

    LineFacts(
            JooqLineFacts facts,
            JooqStates states,
            JooqPieces pieces,
            JooqOperatorEntries words,
            JooqVoidedEvents voids) {
        this.voids = voids;
        this.words = words;
        this.facts = facts;
        this.states = states;
        this.pieces = pieces;
    }

    /**
     * States by their start: all that start within the range or the week before it, the one before
     * those, and the first after the range, which may end the last.
     */
    public List<LoggedState> states(LineId line, TimeRange range, KnownAt known) {
        return states.states(line, range, known);
    }

    /** The same as known now. */
    public List<LoggedState> states(LineId line, TimeRange range) {
        return states(line, range, KnownAt.NOW);
    }

    /** The newest state of each line that logs states. */
    public Map<LineId, LoggedState> latestStates() {
        return states.latestStates();
    }

    /** Not revoked, by start; those that overlap the range or lie open before it. */
    public List<Classification> classifications(LineId line, TimeRange range, KnownAt known) {
        return facts.classifications(line, range, known);
    }

    /** The same as known now. */
    public List<Classification> classifications(LineId line, TimeRange range) {
        return classifications(line, range, KnownAt.NOW);
    }

    /** Not revoked, by time. */
    public List<ManualCount> manualCounts(LineId line, TimeRange range, KnownAt known) {
        return facts.manualCounts(line, range, known);
    }

    /** The same as known now. */
    public List<ManualCount> manualCounts(LineId line, TimeRange range) {
        return manualCounts(line, range, KnownAt.NOW);
    }

    /**
     * Shows the pieces finished within the range, by finish, and then counts over stretches that
     * begin in it, some of which may end up to a day later.
     */
    public void pieces(LineId line, TimeRange finishedIn, KnownAt known, PieceVisitor visitor) {
        pieces.pieces(line, finishedIn, known, visitor);
    }

    /** The same as known now. */
    public void pieces(LineId line, TimeRange finishedIn, PieceVisitor visitor) {
        pieces(line, finishedIn, KnownAt.NOW, visitor);
    }

    /** What the line made from when on, by time; the last one before the range first. */
    public NavigableMap<Instant, ProductId> products(LineId line, TimeRange range, KnownAt known) {
        return states.products(line, range, known);
    }

    /** The same as known now. */
    public NavigableMap<Instant, ProductId> products(LineId line, TimeRange range) {
        return products(line, range, KnownAt.NOW);
    }

    /** The last piece finished before that instant. */
    public Optional<LastPiece> lastPieceBefore(LineId line, Instant before, KnownAt known) {
        return pieces.lastPieceBefore(line, before, known);
    }

    /** The same as known now. */
    public Optional<LastPiece> lastPieceBefore(LineId line, Instant before) {
        return lastPieceBefore(line, before, KnownAt.NOW);
    }

    /** When the earliest of the counts over a stretch began that reach into the range. */
    public Optional<Instant> earliestStretch(LineId line, TimeRange range) {
        return pieces.earliestStretch(line, range);
    }

    /** Whether any piece was finished or counted within the range. */
    public boolean hasPieces(LineId line, TimeRange range, KnownAt known) {
        return pieces.exist(line, range, known);
    }

    /** The same as known now. */
    public boolean hasPieces(LineId line, TimeRange range) {
        return hasPieces(line, range, KnownAt.NOW);
    }

    /** Whether cumulative counters were read within the range. */
    public boolean hasReadings(LineId line, TimeRange range) {
        return pieces.readingsExist(line, range);
    }

    /** What people said of the line, or took back, after an instant and up to another, by time. */
    public List<WordEdit> wordEdits(LineId line, Instant after, Instant upTo) {
        return words.edits(line, after, upTo);
    }

    /** Files loaded or taken back after an instant and up to another that tell of it, by time. */
    public List<FileEdit> fileEdits(Line line, Instant after, Instant upTo) {
        return facts.fileEdits(line.id(), line.statusLog(), after, upTo);
    }

    /** Events their senders took back after an instant and up to another, by time. */
    public List<FileEdit> eventEdits(Line line, Instant after, Instant upTo) {
        return voids.edits(line.id(), line.statusLog(), after, upTo);
    }

    /** What the newest report says of each day, both dates included. */
    public List<ReportedDay> reportedDays(
            LineId line, LocalDate from, LocalDate to, KnownAt known) {
        return facts.reportedDays(line, from, to, known);
    }

    /** The same as known now. */
    public List<ReportedDay> reportedDays(LineId line, LocalDate from, LocalDate to) {
        return reportedDays(line, from, to, KnownAt.NOW);
    }

    /** Lines that are told of as things happen, and since when. */
    public Map<LineId, Instant> liveSince() {
        return facts.liveSince();
    }

    @Override
    public boolean isHeard(LineId line) {
        return facts.extent(line).isPresent();
    }

    /** From the first to the last state of the line's log; empty without one. */
    public Optional<TimeRange> statesExtent(LineId line) {
        return facts.statesExtent(line);
    }

    /** From the first to the last word of a person on what the line did; empty without one. */
    public Optional<TimeRange> wordsExtent(LineId line) {
        return facts.wordsExtent(line);
    }

    /** From the first to the last fact of the line; empty when nothing is known of it. */
    public Optional<TimeRange> extent(LineId line) {
        return facts.extent(line);
    }
}
