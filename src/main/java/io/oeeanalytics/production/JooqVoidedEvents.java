package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.EVENT;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.db.production.tables.records.EventRecord;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.ProductId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * Events their senders took back. They stay where they are under a kind that nothing reads, and
 * stand beside with who took them back and when.
 */
@Repository
class JooqVoidedEvents {
    /** Above the kinds of facts. */
    private static final int VOIDED = 10;

    /** Only facts: the instants of other events say nothing of the line. */
    static final Condition FACTS = DSL.condition("kind < " + VOIDED);

    /** What is named one by one; more at once are counted. */
    private static final int NAMED = 3;

    /** A state, a stretch of a counter or a product reaches no farther where it matters. */
    private static final Duration REACH = Duration.ofDays(1);

    private final DSLContext sql;

    JooqVoidedEvents(DSLContext sql) {
        this.sql = sql;
    }

    /**
     * Events that are facts now, and for an earlier instant those too that were known then although
     * they were taken back later. Only the second question reads both.
     */
    static Table<Record> events(KnownAt known) {
        return known.isAllFacts()
                ? DSL.table("production.event")
                : DSL.table(
                        """
                        (select line_id, at, source_id, key, arrived_at, kind, until, status,
                            product_id, good, scrap, rework, total, width, unit, order_code
                        from production.event
                        union all
                        select e.line_id, e.at, e.source_id, e.key, e.arrived_at, v.kind, e.until,
                            e.status, e.product_id, e.good, e.scrap, e.rework, e.total, e.width,
                            e.unit, e.order_code
                        from production.voided_event v
                        join production.event e using (line_id, at, source_id, key)
                        where v.voided_at > {0})""",
                        DSL.val(at(known.facts())));
    }

    /**
     * @return the event that was a fact until now; empty where the source told none such, or took
     *     it back before
     */
    Optional<FactEvent> take(FactEvent.Voided act, int source, String author, Instant now) {
        var taken =
                sql.update(EVENT)
                        .set(EVENT.KIND, DSL.field("(kind + {0})::smallint", Short.class, VOIDED))
                        .where(told(act.line(), act.at(), source, act.voids()))
                        .and(FACTS)
                        .returning()
                        .fetchOptional(row -> event(act, row));
        taken.ifPresent(
                event ->
                        sql.execute(
                                """
                                insert into production.voided_event (line_id, at, source_id, key,
                                    kind, voided_at, voided_by)
                                values ({0}, {1}, {2}, {3}, {4}, {5}, {6})
                                """,
                                DSL.val(act.line().value()),
                                DSL.val(at(act.at())),
                                DSL.val(source),
                                DSL.val(EventRows.hash(act.voids())),
                                DSL.val(kind(event)),
                                DSL.val(at(now)),
                                DSL.val(author)));
        return taken;
    }

    boolean isTold(LineId line, Instant at, int source, String key) {
        return sql.fetchExists(EVENT, told(line, at, source, key));
    }

    private static Condition told(LineId line, Instant at, int source, String key) {
        return EVENT.LINE_ID
                .eq(line.value())
                .and(EVENT.AT.eq(at(at)))
                .and(EVENT.SOURCE_ID.eq(source))
                .and(EVENT.KEY.eq(EventRows.hash(key)));
    }

    private static FactEvent event(FactEvent.Voided act, EventRecord row) {
        var until = row.getUntil() == null ? null : row.getUntil().toInstant();
        var product = row.getProductId() == null ? null : new ProductId(row.getProductId());
        return switch (row.getKind() - VOIDED) {
            case JooqEvents.STATE ->
                    new FactEvent.State(
                            act.voids(),
                            act.line(),
                            act.at(),
                            until,
                            row.getStatus(),
                            row.getUnit());
            case JooqEvents.COUNTED ->
                    new FactEvent.Counted(
                            act.voids(),
                            act.line(),
                            act.at(),
                            until,
                            product,
                            orZero(row.getGood()),
                            orZero(row.getScrap()),
                            orZero(row.getRework()),
                            optional(row.getTotal()));
            case JooqEvents.READING ->
                    new FactEvent.Reading(
                            act.voids(),
                            act.line(),
                            act.at(),
                            product,
                            optional(row.getGood()),
                            optional(row.getScrap()),
                            optional(row.getRework()),
                            optional(row.getTotal()),
                            optional(row.getWidth()));
            case JooqEvents.PRODUCT ->
                    new FactEvent.ProductStarted(
                            act.voids(),
                            act.line(),
                            act.at(),
                            Objects.requireNonNull(product),
                            row.getOrderCode());
            default -> throw new IllegalStateException("there is no kind " + row.getKind());
        };
    }

    private static short kind(FactEvent event) {
        return (short)
                switch (event) {
                    case FactEvent.State state -> JooqEvents.STATE;
                    case FactEvent.Counted counted -> JooqEvents.COUNTED;
                    case FactEvent.Reading reading -> JooqEvents.READING;
                    case FactEvent.ProductStarted started -> JooqEvents.PRODUCT;
                    case FactEvent.Classified said ->
                            throw new IllegalArgumentException("words are taken back elsewhere");
                    case FactEvent.Voided act ->
                            throw new IllegalArgumentException("what is taken back stays so");
                };
    }

    /**
     * What was taken back after an instant and up to another that tells of the line: by itself, or
     * of its states by its log.
     */
    List<FileEdit> edits(LineId line, LineId statusLog, Instant after, Instant upTo) {
        return sql.resultQuery(
                        """
                        select v.voided_at, v.voided_by, min(coalesce(e.until, e.at)),
                            max(greatest(e.at, e.until)),
                            case when count(*) > {4} then count(*) || ' events'
                                else string_agg(case v.kind
                                    when 1 then 'status ' || e.status
                                    when 2 then coalesce(e.good, 0) || ' good, ' || coalesce(e.scrap, 0) || ' scrap'
                                    when 3 then 'counters'
                                    else 'product' end, ', ' order by e.at, v.kind) end
                        from production.voided_event v
                        join production.event e using (line_id, at, source_id, key)
                        where (v.line_id = {0} or v.line_id = {1} and v.kind = 1)
                            and v.voided_at > {2} and v.voided_at <= {3}
                        group by v.voided_at, v.voided_by
                        order by v.voided_at, v.voided_by
                        """,
                        DSL.val(line.value()),
                        DSL.val(statusLog.value()),
                        DSL.val(at(after)),
                        DSL.val(at(upTo)),
                        DSL.inline(NAMED))
                .fetch(
                        row -> {
                            var first = instant(row.get(2, OffsetDateTime.class));
                            var last = instant(row.get(3, OffsetDateTime.class));
                            return new FileEdit(
                                    instant(row.get(0, OffsetDateTime.class)),
                                    String.valueOf(row.get(1)),
                                    new TimeRange(first.minus(REACH), last.plus(REACH)),
                                    "taken back: " + row.get(4));
                        });
    }

    private static Instant instant(@Nullable OffsetDateTime time) {
        return Objects.requireNonNull(time).toInstant();
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static OptionalLong optional(@Nullable Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** To the microsecond, as events are written. */
    private static OffsetDateTime at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
