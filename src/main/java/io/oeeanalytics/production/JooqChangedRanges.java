package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.CHANGED_RANGE;
import static io.oeeanalytics.db.production.Tables.MACHINE_STATE;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

@Repository
class JooqChangedRanges {
    /** First key of the advisory locks that keep two workers off one line. */
    private static final int LOCK_CLASS = 0x0EE1;

    private final DSLContext sql;

    JooqChangedRanges(DSLContext sql) {
        this.sql = sql;
    }

    void mark(LineId line, TimeRange range) {
        var from = range.from().atOffset(ZoneOffset.UTC);
        var openBefore =
                sql.select(MACHINE_STATE.STARTED_AT, MACHINE_STATE.FINISHED_AT)
                        .from(MACHINE_STATE)
                        .where(MACHINE_STATE.LINE_ID.eq(line.value()))
                        .and(MACHINE_STATE.STARTED_AT.lt(from))
                        .orderBy(MACHINE_STATE.STARTED_AT.desc(), MACHINE_STATE.STATUS)
                        .limit(1)
                        .fetchOptional()
                        .filter(state -> state.value2() == null)
                        .map(state -> state.value1());
        sql.insertInto(CHANGED_RANGE)
                .set(CHANGED_RANGE.LINE_ID, line.value())
                .set(CHANGED_RANGE.FROM_AT, openBefore.orElse(from))
                .set(CHANGED_RANGE.TO_AT, range.to().atOffset(ZoneOffset.UTC))
                .execute();
    }

    Optional<ChangedRanges.Marked> next(Set<LineId> except) {
        var lines =
                sql.selectDistinct(CHANGED_RANGE.LINE_ID)
                        .from(CHANGED_RANGE)
                        .orderBy(CHANGED_RANGE.LINE_ID)
                        .fetch(row -> Objects.requireNonNull(row.value1()));
        for (int line : lines) {
            if (except.contains(new LineId(line))) {
                continue;
            }
            var locked =
                    sql.fetchSingle("select pg_try_advisory_xact_lock(?, ?)", LOCK_CLASS, line)
                            .get(0, Boolean.class);
            if (Boolean.TRUE.equals(locked)) {
                var marked = marked(new LineId(line));
                if (!marked.numbers().isEmpty()) {
                    return Optional.of(marked);
                }
            }
        }
        return Optional.empty();
    }

    private ChangedRanges.Marked marked(LineId line) {
        var ranges = new ArrayList<TimeRange>();
        var numbers = new HashSet<Long>();
        sql.select(CHANGED_RANGE.ID, CHANGED_RANGE.FROM_AT, CHANGED_RANGE.TO_AT)
                .from(CHANGED_RANGE)
                .where(CHANGED_RANGE.LINE_ID.eq(line.value()))
                .orderBy(CHANGED_RANGE.FROM_AT)
                .forEach(
                        row -> {
                            numbers.add(row.value1());
                            ranges.add(
                                    new TimeRange(
                                            row.value2().toInstant(), row.value3().toInstant()));
                        });
        return new ChangedRanges.Marked(line, ranges, numbers);
    }

    boolean any(Collection<LineId> lines) {
        return sql.fetchExists(
                CHANGED_RANGE,
                CHANGED_RANGE.LINE_ID.in(lines.stream().map(LineId::value).toList()));
    }

    void clear(Collection<Long> numbers) {
        sql.deleteFrom(CHANGED_RANGE).where(CHANGED_RANGE.ID.in(numbers)).execute();
    }
}
