package io.oeeanalytics.production;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives up facts that are older than the policy says; the figures made of them stay for ever. In
 * three steps, so that nothing that was taken is missing from the figures: first nothing so old is
 * taken any more; a day later, when all that was taken is accounted, the figures are settled; then
 * the facts go, but for a month before the settled figures' end, into which states may reach.
 */
@Service
public class FactRetention {
    private static final Logger LOG = LoggerFactory.getLogger(FactRetention.class);

    /** No machine tells of earlier times but for a clock that was never set. */
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    /** Late facts and corrections need some past to come to. */
    private static final int LEAST_MONTHS = 3;

    /** Longer than any load of a file or batch that began before. */
    private static final Duration NOTICE = Duration.ofDays(1);

    private static final int MONTHS_BEFORE_SETTLED = 1;
    private static final int ROWS_AT_ONCE = 50_000;

    private final JooqRetention retention;
    private final JooqEvents events;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final int months;
    private final int likelyDays;

    /**
     * @param months for which facts are kept, 3 or more; 0 for ever
     * @param likelyDays for which machines may keep what they could not tell; 0 without an end
     */
    FactRetention(
            JooqRetention retention,
            JooqEvents events,
            TransactionOperations transactions,
            Clock clock,
            @Value("${oee.retention-months}") int months,
            @Value("${oee.oldest-event-days}") int likelyDays) {
        if (months != 0 && months < LEAST_MONTHS) {
            throw new IllegalArgumentException(
                    "oee.retention-months is 0, to keep facts for ever, or at least %d, not %d"
                            .formatted(LEAST_MONTHS, months));
        }
        this.retention = retention;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
        this.months = months;
        this.likelyDays = likelyDays;
    }

    /**
     * No machine that stored what it could not tell comes with earlier events; a clock that was
     * never set does, and years without data would be opened for it.
     */
    public Instant likelyFrom() {
        return likelyDays == 0 ? EARLIEST : clock.instant().minus(Duration.ofDays(likelyDays));
    }

    /** What happened before is not taken; 1990 where nothing was given up. */
    @Transactional(readOnly = true)
    public Instant takenFrom() {
        return retention.takenFrom().orElse(EARLIEST);
    }

    /** Figures before it can no longer be computed; the epoch where all of them can. */
    @Transactional(readOnly = true)
    public Instant settledBefore() {
        return retention.settledBefore().orElse(Instant.EPOCH);
    }

    /** The first date of that zone with nothing before that instant. */
    public static LocalDate firstDate(Instant settledBefore, ZoneId zone) {
        var local = settledBefore.atZone(zone);
        var date = local.toLocalDate();
        return date.atStartOfDay(zone).toInstant().isBefore(settledBefore)
                ? date.plusDays(1)
                : date;
    }

    /** One step on, where one is due. */
    public void enforce() {
        if (months > 0) {
            transactions.executeWithoutResult(status -> move());
        }
        var settled = settledBefore();
        if (settled.isAfter(Instant.EPOCH)) {
            remove(
                    YearMonth.from(settled.atOffset(ZoneOffset.UTC))
                            .minusMonths(MONTHS_BEFORE_SETTLED));
        }
    }

    private void move() {
        var now = clock.instant();
        var first = start(YearMonth.from(now.atOffset(ZoneOffset.UTC)).minusMonths(months));
        var taken = retention.lockedTakenFrom();
        if (taken.isEmpty() || taken.get().isBefore(first)) {
            retention.announce(first, now);
            LOG.info("Nothing that happened before {} is taken any more", first);
        } else if (retention.settle(now.minus(NOTICE))) {
            LOG.info("Figures before {} are settled; the facts behind them go", taken.get());
        }
    }

    /** In small portions, so that nobody waits for it. */
    private void remove(YearMonth before) {
        for (var month : events.monthsBefore(before)) {
            transactions.executeWithoutResult(status -> events.removeMonth(month));
            LOG.info("Events of {} are removed", month);
        }
        var end = start(before);
        for (int line : retention.linesWithFactsBefore(end)) {
            while (Boolean.TRUE.equals(
                    transactions.execute(
                            status -> retention.remove(line, end, ROWS_AT_ONCE) > 0))) {
                // More of them may be left.
            }
        }
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
