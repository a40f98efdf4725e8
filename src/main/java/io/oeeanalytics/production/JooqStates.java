package io.oeeanalytics.production;

import static io.oeeanalytics.db.production.Tables.EVENT;
import static io.oeeanalytics.db.production.Tables.MACHINE_STATE;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.ProductId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What lines did and made when: states and products, from files and from events. */
@Repository
class JooqStates {
    /**
     * Cleaning leaves no state longer than a day in; the week is for logs it was switched off for.
     */
    private static final Duration LOOKED_BACK = Duration.ofDays(7);

    private final DSLContext sql;

    JooqStates(DSLContext sql) {
        this.sql = sql;
    }

    List<LoggedState> states(LineId line, TimeRange range, KnownAt known) {
        var from = at(range.from().minus(LOOKED_BACK));
        var to = at(range.to());
        // A state told again with its end takes the place of the open one.
        var states = new TreeMap<StateStart, LoggedState>();
        for (var source : List.of(fileStates(line, known), eventStates(line, known))) {
            var before =
                    source.rows()
                            .and(source.start().lt(from))
                            .orderBy(source.start().desc())
                            .limit(1);
            Stream.of(
                            before.fetch(),
                            source.rows()
                                    .and(source.start().ge(from))
                                    .and(source.start().lt(to))
                                    .fetch(),
                            source.rows()
                                    .and(source.start().ge(to))
                                    .orderBy(source.start())
                                    .limit(1)
                                    .fetch())
                    .flatMap(List::stream)
                    .map(
                            row ->
                                    new LoggedState(
                                            row.value1().toInstant(),
                                            instant(row.value2()),
                                            row.value3()))
                    .forEach(
                            state ->
                                    states.merge(
                                            new StateStart(state.startedAt(), state.status()),
                                            state,
                                            JooqStates::longer));
        }
        return List.copyOf(states.values());
    }

    private record StateStart(Instant at, int status) implements Comparable<StateStart> {
        @Override
        public int compareTo(StateStart other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Integer.compare(status, other.status) : byTime;
        }
    }

    /** A column of starts, and a question that asks for start, finish and status. */
    private record JooqStateRows(
            Field<OffsetDateTime> start,
            Supplier<SelectConditionStep<Record3<OffsetDateTime, OffsetDateTime, Integer>>> ask) {
        SelectConditionStep<Record3<OffsetDateTime, OffsetDateTime, Integer>> rows() {
            return ask.get();
        }
    }

    private JooqStateRows fileStates(LineId line, KnownAt known) {
        var state = MACHINE_STATE.as("s");
        return new JooqStateRows(
                state.STARTED_AT,
                () ->
                        sql.select(state.STARTED_AT, state.FINISHED_AT, state.STATUS)
                                .from(JooqFileRows.states(known).as("s"))
                                .where(state.LINE_ID.eq(line.value()))
                                .and(JooqFileRows.loaded(state.IMPORT_ID, known)));
    }

    private JooqStateRows eventStates(LineId line, KnownAt known) {
        var event = EVENT.as("e");
        return new JooqStateRows(
                event.AT,
                () ->
                        sql.select(event.AT, event.UNTIL, event.STATUS)
                                .from(JooqVoidedEvents.events(known).as("e"))
                                .where(event.LINE_ID.eq(line.value()))
                                .and(event.KIND.eq((short) JooqEvents.STATE))
                                .and(event.ARRIVED_AT.le(at(known.facts())))
                                .and(TOLD));
    }

    /** Word for word what the partial index is for. */
    static final Condition TOLD = DSL.condition("kind in (1, 4)");

    private static final Condition STARTED = DSL.condition("kind = 4");

    private static LoggedState longer(LoggedState one, LoggedState other) {
        if (one.finishedAt() == null || other.finishedAt() == null) {
            return one.finishedAt() == null ? other : one;
        }
        return other.finishedAt().isAfter(one.finishedAt()) ? other : one;
    }

    /** What the line made from when on, by time; the last one before the range first. */
    NavigableMap<Instant, ProductId> products(LineId line, TimeRange range, KnownAt known) {
        var event = EVENT.as("e");
        var ofLine =
                event.LINE_ID
                        .eq(line.value())
                        .and(STARTED)
                        .and(event.ARRIVED_AT.le(at(known.facts())));
        var products = new TreeMap<Instant, ProductId>();
        Stream.of(
                        sql.select(event.AT, event.PRODUCT_ID)
                                .from(JooqVoidedEvents.events(known).as("e"))
                                .where(ofLine)
                                .and(event.AT.lt(at(range.from())))
                                .orderBy(event.AT.desc())
                                .limit(1)
                                .fetch(),
                        sql.select(event.AT, event.PRODUCT_ID)
                                .from(JooqVoidedEvents.events(known).as("e"))
                                .where(ofLine)
                                .and(event.AT.ge(at(range.from())))
                                .and(event.AT.lt(at(range.to())))
                                .fetch())
                .flatMap(List::stream)
                .forEach(
                        row -> products.put(row.value1().toInstant(), new ProductId(row.value2())));
        return products;
    }

    Map<LineId, LoggedState> latestStates() {
        var latest = new HashMap<LineId, LoggedState>();
        sql.resultQuery(
                        """
                        select l.id, s.started_at, s.finished_at, s.status
                        from plant.line l
                        cross join lateral (
                            select t.started_at, t.finished_at, t.status
                            from (
                                (select m.started_at, m.finished_at, m.status
                                from production.machine_state m
                                where m.line_id = l.id
                                order by m.started_at desc, m.status
                                limit 1)
                                union all
                                (select e.at, e.until, e.status
                                from production.event e
                                where e.line_id = l.id and e.kind in (1, 4) and e.kind = 1
                                order by e.at desc, e.until desc nulls last, e.status
                                limit 1)) as t (started_at, finished_at, status)
                            order by t.started_at desc, t.status
                            limit 1) s
                        order by l.id
                        """)
                .forEach(
                        row ->
                                latest.put(
                                        new LineId(required(row.get(0, Integer.class))),
                                        new LoggedState(
                                                required(row.get(1, OffsetDateTime.class))
                                                        .toInstant(),
                                                instant(row.get(2, OffsetDateTime.class)),
                                                required(row.get(3, Integer.class)))));
        return latest;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
