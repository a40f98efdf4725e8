package io.oeeanalytics.ops;

import static io.oeeanalytics.db.ops.Tables.AUDIT_ENTRY;
import static org.jooq.impl.DSL.noCondition;

import io.oeeanalytics.db.ops.tables.records.AuditEntryRecord;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

/** The audit trail, kept; the database numbers and seals the entries itself. */
@Repository
class JooqAudit {
    private static final byte[] BY_THE_DATABASE = new byte[0];

    private final DSLContext sql;

    JooqAudit(DSLContext sql) {
        this.sql = sql;
    }

    void add(AuditEntry entry) {
        sql.insertInto(AUDIT_ENTRY)
                .set(AUDIT_ENTRY.ID, entry.id())
                .set(AUDIT_ENTRY.AT, at(entry.at()))
                .set(AUDIT_ENTRY.WHO, entry.who())
                .set(AUDIT_ENTRY.ORIGIN, entry.origin())
                .set(AUDIT_ENTRY.ACTION, entry.action().name())
                .set(AUDIT_ENTRY.OBJECT, entry.object())
                .set(AUDIT_ENTRY.BEFORE, entry.before().orElse(null))
                .set(AUDIT_ENTRY.AFTER, entry.after().orElse(null))
                .set(AUDIT_ENTRY.REFUSED, entry.refused())
                .set(AUDIT_ENTRY.PREVIOUS, BY_THE_DATABASE)
                .set(AUDIT_ENTRY.SEAL, BY_THE_DATABASE)
                .execute();
    }

    List<AuditEntry> find(AuditQuestion question, int offset, int limit) {
        return sql.selectFrom(AUDIT_ENTRY)
                .where(condition(question))
                .orderBy(AUDIT_ENTRY.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(JooqAudit::entry);
    }

    List<AuditTrail.Sealed> sealed(AuditQuestion question, long after, int limit) {
        return sql.selectFrom(AUDIT_ENTRY)
                .where(condition(question))
                .and(AUDIT_ENTRY.ID.gt(after))
                .orderBy(AUDIT_ENTRY.ID)
                .limit(limit)
                .fetch(
                        row ->
                                new AuditTrail.Sealed(
                                        entry(row), HexFormat.of().formatHex(row.getSeal())));
    }

    private static AuditEntry entry(AuditEntryRecord row) {
        return new AuditEntry(
                row.getId(),
                row.getAt().toInstant(),
                row.getWho(),
                row.getOrigin(),
                AuditAction.valueOf(row.getAction()),
                row.getObject(),
                Optional.ofNullable(row.getBefore()),
                Optional.ofNullable(row.getAfter()),
                row.getRefused());
    }

    int count(AuditQuestion question) {
        return sql.fetchCount(AUDIT_ENTRY, condition(question));
    }

    private static Condition condition(AuditQuestion question) {
        var condition = noCondition();
        if (question.action().isPresent()) {
            condition = condition.and(AUDIT_ENTRY.ACTION.eq(question.action().get().name()));
        }
        if (question.refusedOnly()) {
            condition = condition.and(AUDIT_ENTRY.REFUSED);
        }
        if (question.from().isPresent()) {
            condition = condition.and(AUDIT_ENTRY.AT.ge(at(question.from().get())));
        }
        if (question.to().isPresent()) {
            condition = condition.and(AUDIT_ENTRY.AT.lt(at(question.to().get())));
        }
        if (!question.words().isBlank()) {
            var words = question.words().strip();
            condition =
                    condition.and(
                            AUDIT_ENTRY
                                    .WHO
                                    .containsIgnoreCase(words)
                                    .or(AUDIT_ENTRY.OBJECT.containsIgnoreCase(words))
                                    .or(AUDIT_ENTRY.ORIGIN.containsIgnoreCase(words)));
        }
        return condition;
    }

    /** The end of the trail. */
    record Last(long id, String seal) {}

    Optional<Last> last() {
        return sql.select(AUDIT_ENTRY.ID, AUDIT_ENTRY.SEAL)
                .from(AUDIT_ENTRY)
                .orderBy(AUDIT_ENTRY.ID.desc())
                .limit(1)
                .fetchOptional(
                        row -> new Last(row.value1(), HexFormat.of().formatHex(row.value2())));
    }

    Optional<Long> broken() {
        return Optional.ofNullable(
                sql.fetchSingle("select ops.broken_audit_entry()").get(0, Long.class));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
