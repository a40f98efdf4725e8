package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.CHANGED_RANGE;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.production.ChangedRanges.Reach;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

@Repository
class JooqChangedRanges {
    /** First key of the advisory locks that keep two workers off one line. */
    private static final int LOCK_CLASS = 0x0EE1;

    private final DSLContext sql;

    JooqChangedRanges(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Lines that share a log at any time count as tracks at every time: marking too much changes no
     * figure. What was open before is looked for in the log that was in force then.
     */
    void mark(Map<LineId, TimeRange> ranges, Reach reach) {
        var lines = ranges.keySet().stream().map(LineId::value).toArray(Integer[]::new);
        var from =
                ranges.values().stream()
                        .map(range -> at(range.from()))
                        .toArray(OffsetDateTime[]::new);
        var to =
                ranges.values().stream()
                        .map(range -> at(range.to()))
                        .toArray(OffsetDateTime[]::new);
        sql.execute(
                """
                with shared (line_id, log_id) as (
                    select distinct s.line_id, s.source_id
                    from plant.shared_log s
                    where s.superseded_at is null and s.source_id is not null)
                insert into production.changed_range (line_id, from_at, to_at)
                select target.line_id, least(new.from_at, lasting.since), new.to_at
                from unnest({0}, {1}, {2}) as new (line_id, from_at, to_at)
                cross join lateral (
                    select new.line_id
                    union
                    select s.line_id from shared s where s.log_id = new.line_id and {3} <> 'LINE'
                    union
                    select s.log_id from shared s where s.line_id = new.line_id and {3} = 'TRACKS'
                    union
                    select other.line_id
                    from shared s
                    join shared other on other.log_id = s.log_id
                    where s.line_id = new.line_id and {3} = 'TRACKS') as target (line_id)
                cross join lateral (
                    select coalesce(
                        (select s.source_id
                        from plant.shared_log s
                        where s.line_id = target.line_id and s.superseded_at is null
                            and s.valid_from <= new.from_at
                        order by s.valid_from desc
                        limit 1), target.line_id)) as log (line_id)
                cross join lateral (
                    select greatest(
                        (select m.started_at
                        from production.machine_state m
                        where m.line_id = log.line_id and m.started_at < new.from_at
                        order by m.started_at desc
                        limit 1),
                        (select e.at
                        from production.event e
                        where e.line_id = log.line_id and e.at < new.from_at
                            and e.kind in (1, 4) and e.kind = 1
                        order by e.at desc
                        limit 1)) as start) as latest
                cross join lateral (
                    select min(o.since) as since
                    from (
                        select m.started_at
                        from production.machine_state m
                        where m.line_id = log.line_id and m.started_at = latest.start
                            and m.finished_at is null
                        union all
                        select e.at
                        from production.event e
                        where e.line_id = log.line_id and e.at = latest.start
                            and e.kind in (1, 4) and e.kind = 1 and e.until is null
                        union all
                        select c.started_at
                        from production.classification c
                        where c.line_id = any(array(
                                select s.line_id from shared s where s.log_id = log.line_id
                                union select log.line_id
                                union select target.line_id))
                            and c.started_at < new.from_at
                            and c.started_at >= coalesce(latest.start, '-infinity')
                            and c.finished_at is null and c.revoked_at is null) as o (since)) as lasting
                """,
                DSL.val(lines), DSL.val(from), DSL.val(to), DSL.inline(reach.name()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
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

    /** Stretches that wait, and since when the oldest of them does. */
    record Waiting(int count, Optional<Instant> oldest) {}

    Waiting waiting() {
        return sql.select(DSL.count(), DSL.min(CHANGED_RANGE.MARKED_AT))
                .from(CHANGED_RANGE)
                .fetchSingle(
                        row ->
                                new Waiting(
                                        row.value1(),
                                        Optional.ofNullable(row.value2())
                                                .map(OffsetDateTime::toInstant)));
    }
}
