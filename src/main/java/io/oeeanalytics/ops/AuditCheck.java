package io.oeeanalytics.ops;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Looks every day whether the audit trail is as it was written; {@code oee_audit_chain_broken} is 1
 * on the instance that found it is not.
 */
@Component
class AuditCheck implements RecurringJob, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(AuditCheck.class);

    private final JooqAudit entries;
    private final AtomicInteger broken = new AtomicInteger();

    AuditCheck(JooqAudit entries, ObjectProvider<MeterRegistry> meters) {
        this.entries = entries;
        meters.ifAvailable(registry -> registry.gauge("oee.audit.chain.broken", broken));
    }

    /** Of the job, and of the check in a command. */
    @Override
    public String name() {
        return "audit-check";
    }

    @Override
    public Recurrence recurrence() {
        return new Recurrence.After(Duration.ofHours(24));
    }

    @Override
    public void run() {
        var first = look();
        // Entries taken from the end show only against what the log of another day says.
        entries.last()
                .ifPresent(
                        last ->
                                LOG.info(
                                        "The audit trail stands at entry {}, seal {}",
                                        last.id(),
                                        last.seal()));
        first.ifPresent(
                id ->
                        LOG.error(
                                "Entry {} of the audit trail was changed, or one before it is missing; compare it with a backup",
                                id));
    }

    @Override
    public Outcome check() {
        return look().map(
                        id ->
                                Outcome.wrong(
                                        "entry %d of the audit trail was changed, or one before it is missing; compare it with an older backup"
                                                .formatted(id)))
                .orElseGet(() -> Outcome.right("every entry is as it was written"));
    }

    private Optional<Long> look() {
        var first = entries.broken();
        broken.set(first.isPresent() ? 1 : 0);
        return first;
    }
}
