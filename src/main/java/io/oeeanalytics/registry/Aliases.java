package io.oeeanalytics.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which version serves which line, since when, by whom and why. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class Aliases {
    private final Seats seats;
    private final JooqAliasMoves moves;
    private final JooqModels models;

    Aliases(Seats seats, JooqAliasMoves moves, JooqModels models) {
        this.seats = seats;
        this.moves = moves;
        this.models = models;
    }

    /** The moves in force, of seats that somebody bears. */
    public List<AliasMove> current(String model) {
        check(model);
        return last(moves.of(model));
    }

    /** Of every model. */
    public List<AliasMove> current() {
        return last(moves.of((String) null));
    }

    private static List<AliasMove> last(List<AliasMove> all) {
        var last = new LinkedHashMap<Seat, AliasMove>();
        all.forEach(move -> last.put(move.seat(), move));
        return last.values().stream().filter(move -> move.version() != null).toList();
    }

    /** Every move of a model's seats, newest first. */
    public List<AliasMove> history(String model) {
        check(model);
        var all = new ArrayList<>(moves.of(model));
        all.sort((one, other) -> other.at().compareTo(one.at()));
        return all;
    }

    /** The move in force, unless nobody ever bore the alias. */
    public Optional<AliasMove> current(Seat seat) {
        return seats.history(seat).current();
    }

    /** The move in force then. */
    public Optional<AliasMove> at(Seat seat, Instant instant) {
        check(seat.model());
        return seats.history(seat).at(instant);
    }

    /** Whether there is something to roll back to. */
    public boolean canRollBack(Seat seat) {
        return seats.history(seat).beforeCurrent().isPresent();
    }

    /** Whether the last move was a roll-back. */
    public boolean canUndo(Seat seat) {
        return seats.history(seat).undoing().isPresent();
    }

    /** What the gates would say now; nothing where there are none. */
    public Optional<Verdict> judge(Seat seat, int number) {
        return seats.judge(seat, number);
    }

    /**
     * Through the gates, where there are any.
     *
     * @throws RegistryProblem.GatesClosed with the reasons
     */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public AliasMove promote(Seat seat, int number) {
        return seats.promote(seat, number);
    }

    /** Past the gates, whose findings are kept beside the reason. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public AliasMove override(Seat seat, int number, String reason) {
        return seats.override(seat, number, reason);
    }

    /** To what was before; once more, and it goes further back. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public AliasMove rollBack(Seat seat) {
        return seats.rollBack(seat);
    }

    /** Takes the roll-back back that was the last move. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public AliasMove undo(Seat seat) {
        return seats.undo(seat);
    }

    /** From now on nobody bears it. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public AliasMove withdraw(Seat seat, String reason) {
        return seats.withdraw(seat, reason);
    }

    private void check(String model) {
        if (models.named(model).isEmpty()) {
            throw Shelf.unknown(model);
        }
    }
}
