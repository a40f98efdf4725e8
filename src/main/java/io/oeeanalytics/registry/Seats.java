package io.oeeanalytics.registry;

import io.oeeanalytics.identity.SignedIn;
import io.oeeanalytics.ops.AuditAction;
import io.oeeanalytics.ops.Audited;
import io.oeeanalytics.registry.AliasMove.Kind;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Moves aliases, one move of a model after the other. */
@Component
class Seats {
    private final JooqModels models;
    private final JooqVersions versions;
    private final JooqEvaluations evaluations;
    private final JooqAliasMoves moves;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final PromotionGates gates = new PromotionGates(GateLimits.USUAL);

    Seats(
            JooqModels models,
            JooqVersions versions,
            JooqEvaluations evaluations,
            JooqAliasMoves moves,
            ApplicationEventPublisher events,
            Clock clock) {
        this.models = models;
        this.versions = versions;
        this.evaluations = evaluations;
        this.moves = moves;
        this.events = events;
        this.clock = clock;
    }

    AliasHistory history(Seat seat) {
        return moves.of(seat);
    }

    /** What the gates would say now; nothing where there are none. */
    Optional<Verdict> judge(Seat seat, int number) {
        var id = new VersionId(seat.model(), number);
        if (versions.key(id).isEmpty()) {
            throw unknown(id);
        }
        return seat.isGated()
                ? Optional.of(judge(seat, id, moves.of(seat).bearer().orElse(null)))
                : Optional.empty();
    }

    private Verdict judge(Seat seat, VersionId id, @Nullable Integer bearer) {
        var own = evaluations.of(id);
        var backtests = own.map(one -> one.of(seat.line())).orElse(List.of());
        var leakage = own.map(Evaluation::leakage).orElse(List.of());
        if (!seat.alias().equals(Seat.CHAMPION)) {
            return gates.challenger(backtests, leakage);
        }
        if (bearer == null) {
            return gates.champion(backtests, leakage, null);
        }
        var now = new VersionId(seat.model(), bearer);
        return gates.champion(
                backtests,
                leakage,
                new PromotionGates.Champion(
                        now,
                        evaluations.of(now).map(one -> one.of(seat.line())).orElse(List.of())));
    }

    /**
     * Where the version bears the alias already, nothing moves.
     *
     * @throws RegistryProblem.GatesClosed with the reasons
     */
    AliasMove promote(Seat seat, int number) {
        int model = lock(seat);
        var history = moves.of(seat);
        var id = new VersionId(seat.model(), number);
        int version = versions.key(id).orElseThrow(() -> unknown(id));
        if (Objects.equals(history.bearer().orElse(null), number)) {
            return history.current().orElseThrow();
        }
        if (!seat.isGated()) {
            return move(model, version, history, seat, number, Kind.FREE, "", null, null);
        }
        var verdict = judge(seat, id, history.bearer().orElse(null));
        if (!verdict.passed()) {
            throw new RegistryProblem.GatesClosed(
                    "%s does not become %s".formatted(id, seat), verdict);
        }
        return move(model, version, history, seat, number, Kind.GATES, "", null, verdict);
    }

    AliasMove override(Seat seat, int number, String reason) {
        checkReason(reason);
        int model = lock(seat);
        var history = moves.of(seat);
        var id = new VersionId(seat.model(), number);
        int version = versions.key(id).orElseThrow(() -> unknown(id));
        if (Objects.equals(history.bearer().orElse(null), number)) {
            return history.current().orElseThrow();
        }
        var verdict = seat.isGated() ? judge(seat, id, history.bearer().orElse(null)) : null;
        return move(
                model,
                version,
                history,
                seat,
                number,
                Kind.OVERRIDE,
                reason.strip(),
                null,
                verdict);
    }

    AliasMove rollBack(Seat seat) {
        int model = lock(seat);
        var history = moves.of(seat);
        var before =
                history.beforeCurrent()
                        .orElseThrow(
                                () ->
                                        new RegistryProblem.Refused(
                                                "There was no %s before.".formatted(seat)));
        return restore(model, history, seat, before, Kind.ROLLBACK);
    }

    AliasMove undo(Seat seat) {
        int model = lock(seat);
        var history = moves.of(seat);
        var undone =
                history.undoing()
                        .orElseThrow(
                                () ->
                                        new RegistryProblem.Refused(
                                                "The last move of %s was no roll-back."
                                                        .formatted(seat)));
        return restore(model, history, seat, undone, Kind.UNDO);
    }

    private AliasMove restore(
            int model, AliasHistory history, Seat seat, AliasMove made, Kind kind) {
        var number = made.version();
        Integer version =
                number == null
                        ? null
                        : versions.key(new VersionId(seat.model(), number)).orElseThrow();
        return move(model, version, history, seat, number, kind, "", made.position(), null);
    }

    AliasMove withdraw(Seat seat, String reason) {
        if (seat.isGated()) {
            checkReason(reason);
        }
        int model = lock(seat);
        var history = moves.of(seat);
        if (history.bearer().isEmpty()) {
            throw new RegistryProblem.Unknown("There is no %s.".formatted(seat));
        }
        return move(model, null, history, seat, null, Kind.WITHDRAWAL, reason.strip(), null, null);
    }

    private AliasMove move(
            int model,
            @Nullable Integer version,
            AliasHistory history,
            Seat seat,
            @Nullable Integer number,
            Kind kind,
            String reason,
            @Nullable Integer restores,
            @Nullable Verdict verdict) {
        var move =
                new AliasMove(
                        seat,
                        history.moves().size() + 1,
                        number,
                        history.notBefore(clock.instant().truncatedTo(ChronoUnit.MICROS)),
                        SignedIn.name(),
                        kind,
                        reason,
                        restores,
                        verdict);
        moves.add(model, version, move);
        events.publishEvent(
                new Audited(
                        AuditAction.ALIAS_MOVED,
                        seat.toString(),
                        history.bearer().map(String::valueOf).orElse(null),
                        "%s: %s".formatted(number == null ? "nobody" : number, reason)));
        models.changed(model, move.at());
        if (seat.alias().equals(Seat.CHAMPION)) {
            events.publishEvent(new ChampionChanged(seat.model(), seat.line(), number));
        }
        return move;
    }

    private int lock(Seat seat) {
        return models.lock(seat.model()).orElseThrow(() -> Shelf.unknown(seat.model()));
    }

    private static void checkReason(String reason) {
        Names.checkText("a reason", reason);
        if (reason.isBlank()) {
            throw new IllegalArgumentException("what goes past the gates needs a reason");
        }
    }

    static RegistryProblem.Unknown unknown(VersionId id) {
        return new RegistryProblem.Unknown("There is no %s.".formatted(id));
    }
}
