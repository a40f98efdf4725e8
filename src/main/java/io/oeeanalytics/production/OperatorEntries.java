package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.identity.SignedIn;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.production.ChangedRanges.Reach;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people at a line say of it. Entries lie above the machine's log and are revoked, never
 * deleted, so that it stays known who said what.
 */
@Service
@Transactional
@PreAuthorize("hasAnyRole('OPERATOR', 'MANAGER', 'ADMIN')")
public class OperatorEntries {
    /** How long one's own entry can be taken back. */
    public static final Duration REVOCABLE = Duration.ofMinutes(10);

    private static final int MOST_AT_ONCE = 10_000;

    /** A second tap that finds the first one's entry changes nothing. */
    private static final Duration SAME_TAP = Duration.ofSeconds(1);

    private final JooqOperatorEntries entries;
    private final PlantModel plant;
    private final ChangedRanges changes;
    private final FactRetention retention;
    private final Clock clock;

    OperatorEntries(
            JooqOperatorEntries entries,
            PlantModel plant,
            ChangedRanges changes,
            FactRetention retention,
            Clock clock) {
        this.retention = retention;
        this.entries = entries;
        this.plant = plant;
        this.changes = changes;
        this.clock = clock;
    }

    /**
     * Gives a stop its reason; an earlier reason for the stop that began then is revoked.
     *
     * @param finishedAt null while the stop goes on
     * @return number of the entry, to take it back by
     */
    public int explain(Line line, Instant startedAt, @Nullable Instant finishedAt, int status) {
        var known = plant.statuses(line.siteId()).get(status);
        if (known == null) {
            throw new IllegalArgumentException(
                    "status %d is not in the catalogue of the site".formatted(status));
        }
        if (!known.category().isReason()) {
            throw new IllegalArgumentException(
                    "status %d, %s, is no reason of a stop".formatted(status, known.name()));
        }
        var now = clock.instant();
        if (startedAt.isAfter(now) || (finishedAt != null && !finishedAt.isAfter(startedAt))) {
            throw new IllegalArgumentException(
                    "a stop from %s to %s cannot be explained".formatted(startedAt, finishedAt));
        }
        if (startedAt.isBefore(retention.takenFrom())) {
            throw new IllegalArgumentException(
                    "a stop at %s cannot be explained any more: facts are kept from %s on"
                            .formatted(startedAt, retention.takenFrom()));
        }
        // The reason it replaces may have gone on for longer.
        boolean replaces =
                entries.revokeReasonsFrom(line.id(), startedAt, now)
                        || entries.isExplainedOnOtherTrack(line.id(), startedAt);
        var id = entries.addReason(line.id(), startedAt, finishedAt, status, now, SignedIn.name());
        var until = finishedAt == null || (replaces && finishedAt.isBefore(now)) ? now : finishedAt;
        changes.mark(line.id(), new TimeRange(startedAt, until), Reach.TRACKS);
        return id;
    }

    /**
     * Reports pieces of now: scrap among those the machine counted as good takes their place, good
     * ones are added.
     *
     * @return number of the entry, to take it back by
     */
    public int count(Line line, int good, int scrap) {
        if (good < 0 || scrap < 0 || good + scrap == 0 || good + scrap > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "between 1 and %d pieces can be reported at once, not %d good and %d scrap"
                            .formatted(MOST_AT_ONCE, good, scrap));
        }
        var now = clock.instant();
        var by = SignedIn.name();
        var same = entries.sameCount(line.id(), good, scrap, now.minus(SAME_TAP), by);
        if (same.isPresent()) {
            return same.getAsInt();
        }
        var id = entries.addCount(line.id(), now, good, scrap, by);
        changes.mark(line.id(), new TimeRange(now, now), Reach.LINE);
        return id;
    }

    /** Takes one's own reason back; one it had replaced holds again. */
    public void revokeReason(Line line, int id) {
        var now = clock.instant();
        var revoked =
                entries.revokeReason(line.id(), id, now.minus(REVOCABLE), now, SignedIn.name());
        if (revoked.isPresent()) {
            entries.restoreReasonsReplacedBy(line.id(), id, now, SignedIn.name());
        }
        mark(line, id, revoked.orElse(null), Reach.TRACKS);
    }

    /** Takes one's own count back. */
    public void revokeCount(Line line, int id) {
        var now = clock.instant();
        var revoked =
                entries.revokeCount(line.id(), id, now.minus(REVOCABLE), now, SignedIn.name());
        mark(line, id, revoked.orElse(null), Reach.LINE);
    }

    private void mark(Line line, int id, @Nullable Instant from, Reach reach) {
        if (from == null) {
            throw new IllegalArgumentException(
                    "entry %d of %s cannot be taken back: it is not yours, older than %d minutes or taken back already"
                            .formatted(id, line.code(), REVOCABLE.toMinutes()));
        }
        changes.mark(line.id(), new TimeRange(from, clock.instant()), reach);
    }
}
