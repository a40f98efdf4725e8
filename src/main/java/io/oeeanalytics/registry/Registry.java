package io.oeeanalytics.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * For rooms that train and use models, on their own and in nobody's name. People and other systems
 * come in by {@link ModelVersions} and {@link Aliases}, which ask for their rights. Whatever moves
 * bytes is never called within a transaction.
 */
@Service
@Transactional(readOnly = true)
public class Registry {
    private final Shelf shelf;
    private final Seats seats;
    private final JooqVersions versions;
    private final JooqEvaluations evaluations;

    Registry(Shelf shelf, Seats seats, JooqVersions versions, JooqEvaluations evaluations) {
        this.shelf = shelf;
        this.seats = seats;
        this.versions = versions;
        this.evaluations = evaluations;
    }

    /** Under the next number; its model is opened where it is not there yet. */
    @Transactional(propagation = Propagation.NEVER)
    public VersionId register(NewVersion version) {
        return shelf.register(version);
    }

    /** A later judgement; gates look at the last one, and the earlier ones stay. */
    @Transactional
    public void evaluate(VersionId version, Scores scores) {
        shelf.evaluate(version, scores);
    }

    /**
     * Makes it champion or challenger if the gates are open.
     *
     * @throws RegistryProblem.GatesClosed with the reasons
     */
    @Transactional
    public AliasMove offer(VersionId version, Seat seat) {
        if (!seat.model().equals(version.model())) {
            throw new IllegalArgumentException("%s cannot become %s".formatted(version, seat));
        }
        return seats.promote(seat, version.number());
    }

    /**
     * What serves now.
     *
     * @param line empty for the whole plant
     */
    public Optional<ModelVersion> champion(String model, String line) {
        return bearer(Seat.champion(model, line));
    }

    public Optional<ModelVersion> bearer(Seat seat) {
        return seats.history(seat)
                .bearer()
                .flatMap(number -> versions.find(new VersionId(seat.model(), number)));
    }

    /** The last move of an alias; empty before the first one. */
    public Optional<AliasMove> current(Seat seat) {
        return seats.history(seat).current();
    }

    /** The champion's number at that instant. */
    public Optional<Integer> champion(String model, String line, Instant at) {
        return seats.history(Seat.champion(model, line)).at(at).map(AliasMove::version);
    }

    public Optional<ModelVersion> version(VersionId version) {
        return versions.find(version);
    }

    /** Newest first. */
    public List<ModelVersion> versions(String model) {
        return versions.of(model);
    }

    /** The last one. */
    public Optional<Evaluation> evaluation(VersionId version) {
        return evaluations.of(version);
    }

    /**
     * The bytes of a file, which are those that were registered or are not given out.
     *
     * @throws RegistryProblem.Damaged when they are others
     */
    @Transactional(propagation = Propagation.NEVER)
    public byte[] file(VersionId version, String path) {
        return shelf.read(version, path);
    }
}
