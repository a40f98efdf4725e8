package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.CLASSIFICATION;
import static io.oeeanalytics.db.production.Tables.MANUAL_COUNT;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqOperatorEntries {
    private final DSLContext sql;

    JooqOperatorEntries(DSLContext sql) {
        this.sql = sql;
    }

    int addReason(
            LineId line,
            Instant startedAt,
            @Nullable Instant finishedAt,
            int status,
            Instant now,
            String by) {
        return sql.insertInto(CLASSIFICATION)
                .set(CLASSIFICATION.LINE_ID, line.value())
                .set(CLASSIFICATION.STARTED_AT, at(startedAt))
                .set(CLASSIFICATION.FINISHED_AT, finishedAt == null ? null : at(finishedAt))
                .set(CLASSIFICATION.STATUS, status)
                .set(CLASSIFICATION.RECORDED_AT, at(now))
                .set(CLASSIFICATION.RECORDED_BY, by)
                .returningResult(CLASSIFICATION.ID)
                .fetchSingle()
                .value1();
    }

    /**
     * A word another system sends; it takes the place of earlier ones about the same start.
     *
     * @return what became of it
     */
    Added addReason(FactEvent.Classified word, int source, String author, Instant now) {
        var added =
                sql.insertInto(CLASSIFICATION)
                        .set(CLASSIFICATION.LINE_ID, word.line().value())
                        .set(CLASSIFICATION.STARTED_AT, at(word.at()))
                        .set(
                                CLASSIFICATION.FINISHED_AT,
                                word.until() == null ? null : at(word.until()))
                        .set(CLASSIFICATION.STATUS, word.status())
                        .set(CLASSIFICATION.RECORDED_AT, at(now))
                        .set(CLASSIFICATION.RECORDED_BY, author)
                        .set(CLASSIFICATION.SOURCE_ID, source)
                        .set(CLASSIFICATION.KEY, EventRows.hash(word.key()))
                        .onConflictDoNothing()
                        .returningResult(CLASSIFICATION.ID)
                        .fetchOptional(CLASSIFICATION.ID);
        boolean replaces =
                added.isPresent()
                        && (replacesEarlier(word, added.get(), now)
                                || isExplainedOnOtherTrack(word.line(), word.at()));
        return new Added(added.isPresent(), replaces);
    }

    /**
     * What became of a word.
     *
     * @param isNew false where it was known already
     * @param replaces whether it took the place of another
     */
    record Added(boolean isNew, boolean replaces) {}

    private boolean replacesEarlier(FactEvent.Classified word, int id, Instant now) {
        return sql.update(CLASSIFICATION)
                        .set(CLASSIFICATION.REVOKED_AT, at(now))
                        .where(CLASSIFICATION.LINE_ID.eq(word.line().value()))
                        .and(CLASSIFICATION.STARTED_AT.eq(at(word.at())))
                        .and(CLASSIFICATION.ID.lt(id))
                        .and(CLASSIFICATION.REVOKED_AT.isNull())
                        .execute()
                > 0;
    }

    /**
     * A reason taken back lets those speak again that it had replaced: they are said once more, so
     * that it stays known that they did not hold meanwhile.
     */
    void restoreReasonsReplacedBy(LineId line, int id, Instant now, String by) {
        sql.execute(
                """
                insert into production.classification (line_id, started_at, finished_at, status,
                    recorded_at, recorded_by, restores, restored_by)
                select c.line_id, c.started_at, c.finished_at, c.status, {2}, c.recorded_by,
                    coalesce(c.restores, c.id), {3}
                from production.classification undone
                join production.classification first
                    on first.id = coalesce(undone.restores, undone.id)
                join production.classification c on c.line_id = undone.line_id
                    and c.started_at = undone.started_at and c.revoked_at = first.recorded_at
                where undone.id = {1} and c.line_id = {0} and c.id < first.id
                order by c.id
                """,
                DSL.val(line.value()), DSL.val(id), DSL.val(at(now)), DSL.val(by));
    }

    /** A word of the source; one it had replaced holds again. Empty where there is none. */
    Optional<FactEvent.Classified> takeBack(
            FactEvent.Voided act, int source, String author, Instant now) {
        var taken =
                sql.update(CLASSIFICATION)
                        .set(CLASSIFICATION.REVOKED_AT, at(now))
                        .where(told(act, source))
                        .and(CLASSIFICATION.REVOKED_AT.isNull())
                        .returningResult(
                                CLASSIFICATION.ID,
                                CLASSIFICATION.FINISHED_AT,
                                CLASSIFICATION.STATUS)
                        .fetchOptional();
        taken.ifPresent(word -> restoreReasonsReplacedBy(act.line(), word.value1(), now, author));
        return taken.map(
                word ->
                        new FactEvent.Classified(
                                act.voids(),
                                act.line(),
                                act.at(),
                                word.value2() == null ? null : word.value2().toInstant(),
                                word.value3(),
                                act.by()));
    }

    boolean isTold(FactEvent.Voided act, int source) {
        return sql.fetchExists(CLASSIFICATION, told(act, source));
    }

    private static Condition told(FactEvent.Voided act, int source) {
        return CLASSIFICATION
                .SOURCE_ID
                .eq(source)
                .and(CLASSIFICATION.KEY.eq(EventRows.hash(act.voids())))
                .and(CLASSIFICATION.LINE_ID.eq(act.line().value()))
                .and(CLASSIFICATION.STARTED_AT.eq(at(act.at())));
    }

    /**
     * @return whether there were any
     */
    boolean revokeReasonsFrom(LineId line, Instant startedAt, Instant now) {
        return sql.update(CLASSIFICATION)
                        .set(CLASSIFICATION.REVOKED_AT, at(now))
                        .where(CLASSIFICATION.LINE_ID.eq(line.value()))
                        .and(CLASSIFICATION.STARTED_AT.eq(at(startedAt)))
                        .and(CLASSIFICATION.REVOKED_AT.isNull())
                        .execute()
                > 0;
    }

    /**
     * Whether a track that shares a log with the line has a reason that begins then: the later one
     * of both holds.
     */
    boolean isExplainedOnOtherTrack(LineId line, Instant startedAt) {
        return !sql.fetch(
                        """
                        with shared (line_id, log_id) as (
                            select s.line_id, s.source_id
                            from plant.shared_log s
                            where s.superseded_at is null and s.source_id is not null)
                        select 1
                        from production.classification c
                        where c.started_at = {1} and c.revoked_at is null and c.line_id <> {0}
                            and c.line_id = any(array(
                                select s.line_id from shared s where s.log_id = {0}
                                union
                                select s.log_id from shared s where s.line_id = {0}
                                union
                                select other.line_id
                                from shared s
                                join shared other on other.log_id = s.log_id
                                where s.line_id = {0}))
                        limit 1
                        """,
                        DSL.val(line.value()), DSL.val(at(startedAt)))
                .isEmpty();
    }

    int addCount(LineId line, Instant now, int good, int scrap, String by) {
        return sql.insertInto(MANUAL_COUNT)
                .set(MANUAL_COUNT.LINE_ID, line.value())
                .set(MANUAL_COUNT.COUNTED_AT, at(now))
                .set(MANUAL_COUNT.GOOD, good)
                .set(MANUAL_COUNT.SCRAP, scrap)
                .set(MANUAL_COUNT.RECORDED_AT, at(now))
                .set(MANUAL_COUNT.RECORDED_BY, by)
                .returningResult(MANUAL_COUNT.ID)
                .fetchSingle()
                .value1();
    }

    /** The same count by the same person since that instant. */
    OptionalInt sameCount(LineId line, int good, int scrap, Instant since, String by) {
        var id =
                sql.select(MANUAL_COUNT.ID)
                        .from(MANUAL_COUNT)
                        .where(MANUAL_COUNT.LINE_ID.eq(line.value()))
                        .and(MANUAL_COUNT.GOOD.eq(good))
                        .and(MANUAL_COUNT.SCRAP.eq(scrap))
                        .and(MANUAL_COUNT.RECORDED_BY.eq(by))
                        .and(MANUAL_COUNT.RECORDED_AT.gt(at(since)))
                        .and(MANUAL_COUNT.REVOKED_AT.isNull())
                        .limit(1)
                        .fetchOptional(MANUAL_COUNT.ID);
        return id.isPresent() ? OptionalInt.of(id.get()) : OptionalInt.empty();
    }

    /**
     * @return start of the stop; empty when there is no such entry of that person since then
     */
    Optional<Instant> revokeReason(LineId line, int id, Instant since, Instant now, String by) {
        return sql.update(CLASSIFICATION)
                .set(CLASSIFICATION.REVOKED_AT, at(now))
                .where(CLASSIFICATION.ID.eq(id))
                .and(CLASSIFICATION.LINE_ID.eq(line.value()))
                .and(CLASSIFICATION.RECORDED_BY.eq(by))
                .and(CLASSIFICATION.RECORDED_AT.gt(at(since)))
                .and(CLASSIFICATION.REVOKED_AT.isNull())
                .returningResult(CLASSIFICATION.STARTED_AT)
                .fetchOptional(row -> row.value1().toInstant());
    }

    /**
     * @return when they were counted; empty when there is no such entry of that person since then
     */
    Optional<Instant> revokeCount(LineId line, int id, Instant since, Instant now, String by) {
        return sql.update(MANUAL_COUNT)
                .set(MANUAL_COUNT.REVOKED_AT, at(now))
                .where(MANUAL_COUNT.ID.eq(id))
                .and(MANUAL_COUNT.LINE_ID.eq(line.value()))
                .and(MANUAL_COUNT.RECORDED_BY.eq(by))
                .and(MANUAL_COUNT.RECORDED_AT.gt(at(since)))
                .and(MANUAL_COUNT.REVOKED_AT.isNull())
                .returningResult(MANUAL_COUNT.COUNTED_AT)
                .fetchOptional(row -> row.value1().toInstant());
    }

    /**
     * What was said and what ended. A word that took the place of another ended it in the same act,
     * so both are of whoever said the new one; otherwise only the one who said a word takes it
     * back.
     */
    List<WordEdit> edits(LineId line, Instant after, Instant upTo) {
        return sql.resultQuery(
                        """
                        select w.at, w.by, w.kind, w.from_at, w.to_at, w.what
                        from (
                            select c.line_id, c.recorded_at,
                                coalesce(c.restored_by, c.recorded_by), 'RECLASSIFICATION',
                                c.started_at, coalesce(c.finished_at, c.recorded_at),
                                'status ' || c.status
                                    || case when c.restores is null then '' else ' again' end
                            from production.classification c
                            union all
                            select c.line_id, c.revoked_at, coalesce(r.recorded_by, c.recorded_by),
                                'RECLASSIFICATION', c.started_at,
                                coalesce(c.finished_at, c.recorded_at),
                                'taken back: status ' || c.status
                            from production.classification c
                            left join lateral (
                                select coalesce(n.restored_by, n.recorded_by) as recorded_by
                                from production.classification n
                                where n.line_id = c.line_id and n.started_at = c.started_at
                                    and n.recorded_at = c.revoked_at and n.id > c.id
                                order by n.id desc
                                limit 1
                            ) as r on true
                            union all
                            select m.line_id, m.recorded_at, m.recorded_by, 'COUNT', m.counted_at,
                                m.counted_at, m.good || ' good, ' || m.scrap || ' scrap'
                            from production.manual_count m
                            union all
                            select m.line_id, m.revoked_at, m.recorded_by, 'COUNT', m.counted_at,
                                m.counted_at,
                                'taken back: ' || m.good || ' good, ' || m.scrap || ' scrap'
                            from production.manual_count m
                        ) as w (line_id, at, by, kind, from_at, to_at, what)
                        where w.line_id = {0} and w.at > {1} and w.at <= {2}
                        order by w.at, w.what
                        """,
                        DSL.val(line.value()), DSL.val(at(after)), DSL.val(at(upTo)))
                .fetch(
                        row ->
                                new WordEdit(
                                        instant(row.get(0, OffsetDateTime.class)),
                                        String.valueOf(row.get(1)),
                                        WordEdit.Kind.valueOf(String.valueOf(row.get(2))),
                                        new TimeRange(
                                                instant(row.get(3, OffsetDateTime.class)),
                                                later(
                                                        instant(row.get(4, OffsetDateTime.class)),
                                                        instant(row.get(3, OffsetDateTime.class)))),
                                        String.valueOf(row.get(5))));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant instant(@Nullable OffsetDateTime time) {
        return Objects.requireNonNull(time).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
