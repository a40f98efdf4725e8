package io.oeeanalytics.ops;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Who did what, and what was refused. What was done is written in the transaction that does it, so
 * neither is there without the other; what was refused in one of its own, since there is none that
 * stays. {@code oee_audit_entries_total} counts by action.
 */
@Service
public class AuditTrail {
    /** Where somebody is from of whom it is not known. */
    static final String ADDRESS = "address";

    private static final int LONGEST = 2_000;
    private static final String NOBODY = "-";

    private final JooqAudit entries;
    private final Clock clock;
    private final FewRefusals refusals;
    private final ObjectProvider<MeterRegistry> meters;

    AuditTrail(JooqAudit entries, Clock clock, ObjectProvider<MeterRegistry> meters) {
        this.entries = entries;
        this.clock = clock;
        this.refusals = new FewRefusals(clock);
        this.meters = meters;
    }

    @EventListener
    @Transactional
    void on(Audited done) {
        add(who(), done.action(), done.object(), done.before(), done.after(), false);
    }

    /** By somebody who is not signed in, or no longer. */
    @Transactional
    public void did(String who, AuditAction action, String object) {
        add(who, action, object, null, null, false);
    }

    /**
     * The same of what was in another way before.
     *
     * @param before null where there was nothing
     */
    @Transactional
    public void changed(
            String who, AuditAction action, String object, @Nullable String before, String after) {
        add(who, action, object, before, after, false);
    }

    /** What was not let happen, and why; of whoever is refused very often not each time. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void refused(String who, AuditAction action, String object, String why) {
        refusals.next(who)
                .ifPresent(
                        left ->
                                add(
                                        who,
                                        action,
                                        object,
                                        null,
                                        left == 0
                                                ? why
                                                : "%s; %d refusals before it were only counted"
                                                        .formatted(why, left),
                                        true));
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasRole('ADMIN')")
    public List<AuditEntry> newest(AuditQuestion question, int offset, int limit) {
        return entries.find(question, offset, limit);
    }

    @Transactional(readOnly = true)
    @PreAuthorize("hasRole('ADMIN')")
    public int count(AuditQuestion question) {
        return entries.count(question);
    }

    /**
     * An entry as it leaves the house.
     *
     * @param seal of the entry with the one before, in hexadecimal digits
     */
    public record Sealed(AuditEntry entry, String seal) {}

    /** That it is taken out is an entry too. */
    @Transactional
    @PreAuthorize("hasRole('ADMIN')")
    public void exported(AuditQuestion question) {
        add(
                who(),
                AuditAction.AUDIT_EXPORTED,
                entries.count(question) + " entries",
                null,
                null,
                false);
    }

    /**
     * Oldest first.
     *
     * @param after the number of the last entry that is known; 0: from the first
     */
    @Transactional(readOnly = true)
    @PreAuthorize("hasRole('ADMIN')")
    public List<Sealed> sealed(AuditQuestion question, long after, int limit) {
        return entries.sealed(question, after, limit);
    }

    /**
     * The first entry that was changed or follows a missing one; empty: all are as they were
     * written.
     */
    @Transactional(readOnly = true)
    @PreAuthorize("hasRole('ADMIN')")
    public Optional<Long> firstBroken() {
        return entries.broken();
    }

    private void add(
            String who,
            AuditAction action,
            String object,
            @Nullable String before,
            @Nullable String after,
            boolean refused) {
        var address = MDC.get(ADDRESS);
        var entry =
                new AuditEntry(
                        0,
                        clock.instant(),
                        shortened(who),
                        address == null ? NOBODY : address,
                        action,
                        shortened(object),
                        Optional.ofNullable(before).map(AuditTrail::shortened),
                        Optional.ofNullable(after).map(AuditTrail::shortened),
                        refused);
        // Others wait while an entry is written whose transaction goes on, so it comes last.
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        entries.add(entry);
                    }

                    @Override
                    public void afterCommit() {
                        count(entry);
                    }
                });
    }

    private void count(AuditEntry entry) {
        meters.ifAvailable(
                registry ->
                        registry.counter(
                                        "oee.audit.entries",
                                        "action",
                                        entry.action().name(),
                                        "refused",
                                        String.valueOf(entry.refused()))
                                .increment());
    }

    private static String who() {
        var signedIn = SecurityContextHolder.getContext().getAuthentication();
        if (signedIn == null || signedIn.getName().isEmpty()) {
            return "system";
        }
        // A key may be called like a person.
        boolean program =
                signedIn.getAuthorities().stream()
                        .anyMatch(
                                authority ->
                                        String.valueOf(authority.getAuthority())
                                                .startsWith("SCOPE_"));
        return program ? signedIn.getName() + " (API)" : signedIn.getName();
    }

    /** PostgreSQL takes no NUL, and nobody reads a page of one entry. */
    private static String shortened(String text) {
        var clean = text.replace("\0", "");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST - 1) + "…";
    }
}
