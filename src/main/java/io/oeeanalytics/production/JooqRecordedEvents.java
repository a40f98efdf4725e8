package io.oeeanalytics.production;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.production.RecordedEvent.Kind;
import io.oeeanalytics.production.RecordedEvent.Origin;
import io.oeeanalytics.production.RecordedEvent.Position;
import io.oeeanalytics.production.RecordedEvents.Question;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * Facts in one order over the three tables that hold them: instant, line, table, and what tells two
 * apart within those. Each table is read along its unique index from where the page before ended,
 * so a page costs the same wherever it lies.
 */
@Repository
class JooqRecordedEvents {
    private static final Comparator<Position> PLACE =
            Comparator.comparing((Position one) -> one.line().value())
                    .thenComparing(Position::origin);

    private final DSLContext sql;

    JooqRecordedEvents(DSLContext sql) {
        this.sql = sql;
    }

    List<RecordedEvent> oldestFirst(Question question, int most) {
        var lines =
                question.lines().keySet().stream()
                        .sorted(Comparator.comparing(LineId::value))
                        .map(line -> Start.of(question, line))
                        .toList();
        var all = question.lines().values().stream().reduce(TimeRange::hull).orElseThrow();
        var known = question.known();
        return sql.resultQuery(
                        PAGE,
                        array(lines, Start::line, Integer[]::new),
                        array(lines, Start::source, Integer[]::new),
                        array(lines, Start::key, Long[]::new),
                        array(lines, Start::status, Integer[]::new),
                        array(lines, Start::began, String[]::new),
                        array(lines, start -> start.from().toString(), String[]::new),
                        array(lines, start -> start.to().toString(), String[]::new),
                        DSL.val(at(all.from())),
                        DSL.val(at(all.to())),
                        DSL.inline(most),
                        events(question),
                        only(question, Kind.STATE),
                        only(question, Kind.COUNT),
                        arrived(known),
                        JooqFileRows.states(known),
                        JooqFileRows.loaded(DSL.field("m.import_id", Integer.class), known),
                        JooqFileRows.pieces(known),
                        JooqFileRows.loaded(DSL.field("c.import_id", Integer.class), known))
                .fetch(JooqRecordedEvents::event);
    }

    private static Condition arrived(KnownAt known) {
        return known.isAllFacts()
                ? DSL.trueCondition()
                : DSL.condition("e.arrived_at <= {0}", DSL.val(at(known.facts())));
    }

    private static final String PAGE =
            """
            with asked as (
                select * from unnest({0}::int[], {1}::int[], {2}::bigint[], {3}::int[],
                        {4}::timestamptz[], {5}::timestamptz[], {6}::timestamptz[])
                    as line (id, source, key, status, began, start_at, end_at)
            )
            select r.at, r.line_id, r.origin, r.first, r.second, r.kind, r.from_at, r.until,
                r.status, p.code, r.good, r.scrap, r.rework, r.total, r.width,
                coalesce(r.arrived_at, i.finished_at, i.started_at), coalesce(s.name, i.file_name),
                r.import_id, r.unit, r.order_code
            from (
                (select e.*
                from asked
                cross join lateral (
                    select e.at, e.line_id, 0, e.source_id::bigint, e.key, e.kind,
                        case when e.kind = 2 then e.until end, case when e.kind = 1 then e.until end,
                        e.status, e.product_id, e.good, e.scrap, e.rework, e.total, e.width,
                        e.arrived_at, e.source_id, null::int, e.unit, e.order_code
                    from production.event e
                    where e.line_id = asked.id and e.at >= {7} and e.at < {8}
                        and e.at >= asked.start_at and e.at < asked.end_at
                        and (e.at, e.source_id, e.key)
                            > (asked.start_at, asked.source, asked.key)
                        and {10} and {13}
                    order by e.at, e.source_id, e.key
                    limit {9}) as e (at, line_id, origin, first, second, kind, from_at, until, status,
                        product_id, good, scrap, rework, total, width, arrived_at, source_id,
                        import_id, unit, order_code))
                union all
                (select m.*
                from asked
                cross join lateral (
                    select m.started_at, m.line_id, 1, m.status::bigint, 0, 1, null::timestamptz,
                        m.finished_at, m.status, null::int, null::bigint, null::bigint,
                        null::bigint, null::bigint, null::bigint, null::timestamptz, null::int,
                        m.import_id, null::text, null::text
                    from {14} m
                    where m.line_id = asked.id and m.started_at >= asked.start_at
                        and m.started_at < asked.end_at
                        and (m.started_at, m.status) > (asked.start_at, asked.status)
                        and {11} and {15}
                    order by m.started_at, m.status
                    limit {9}) as m)
                union all
                (select c.*
                from asked
                cross join lateral (
                    select c.finished_at, c.line_id, 2,
                        (extract(epoch from c.started_at) * 1000000)::bigint, 0, 2, c.started_at,
                        null::timestamptz, null::int, c.product_id, c.good, c.scrap, null::bigint,
                        null::bigint, null::bigint, null::timestamptz, null::int, c.import_id,
                        null::text, null::text
                    from {16} c
                    where c.line_id = asked.id and c.finished_at >= asked.start_at
                        and c.finished_at < asked.end_at
                        and (c.finished_at, c.started_at) > (asked.start_at, asked.began)
                        and {12} and {17}
                    order by c.finished_at, c.started_at
                    limit {9}) as c)
                order by 1, 2, 3, 4, 5
                limit {9}) as r
            left join production.event_source s on s.id = r.source_id
            left join production.file_import i on i.id = r.import_id
            left join plant.product p on p.id = r.product_id
            order by r.at, r.line_id, r.origin, r.first, r.second
            """;

    /**
     * Behind which row each table of a line is read on at the instant where the page before ended:
     * tables that stand before its own in the order are done with that instant, those after it have
     * not begun.
     */
    private record Start(
            int line, int source, long key, int status, String began, Instant from, Instant to) {
        static Start of(Question question, LineId line) {
            var range = Objects.requireNonNull(question.lines().get(line));
            var begun = question.after().map(Position::at).filter(at -> !at.isBefore(range.from()));
            var event = place(question, line, Origin.EVENT);
            var state = place(question, line, Origin.STATUS_FILE);
            var piece = place(question, line, Origin.PIECE_FILE);
            return new Start(
                    line.value(),
                    number(event, Integer.MIN_VALUE, Integer.MAX_VALUE),
                    event == null
                            ? Long.MIN_VALUE
                            : event.first() == Long.MAX_VALUE ? Long.MAX_VALUE : event.second(),
                    number(state, Integer.MIN_VALUE, Integer.MAX_VALUE),
                    piece == null
                            ? "-infinity"
                            : piece.first() == Long.MAX_VALUE
                                    ? "infinity"
                                    : Instant.EPOCH
                                            .plus(piece.first(), ChronoUnit.MICROS)
                                            .toString(),
                    begun.orElse(range.from()),
                    range.to());
        }

        /** Null: from its first row on; the largest number: no row is left. */
        private static @Nullable Position place(Question question, LineId line, Origin origin) {
            var from = Objects.requireNonNull(question.lines().get(line)).from();
            if (question.after().filter(after -> !after.at().isBefore(from)).isEmpty()) {
                return null;
            }
            var after = question.after().get();
            var here = new Position(after.at(), line, origin, Long.MAX_VALUE, Long.MAX_VALUE);
            int order = PLACE.compare(here, after);
            return order == 0 ? after : order < 0 ? here : null;
        }

        private static int number(@Nullable Position place, int none, int all) {
            return place == null ? none : (int) Math.min(all, place.first());
        }
    }

    /** The indexes are partial: said in their words, the database finds the one for the kinds. */
    private static Condition events(Question question) {
        var kinds = question.kinds();
        var numbers =
                kinds.stream()
                        .map(kind -> "" + number(kind))
                        .sorted()
                        .collect(Collectors.joining(", "));
        var exactly = DSL.condition("e.kind in (" + numbers + ")");
        boolean told = !kinds.contains(Kind.COUNT) && !kinds.contains(Kind.COUNTER);
        return told ? exactly.and(DSL.condition("e.kind in (1, 4)")) : exactly;
    }

    private static Condition only(Question question, Kind kind) {
        return question.kinds().contains(kind) ? DSL.condition("true") : DSL.condition("false");
    }

    private static int number(Kind kind) {
        return switch (kind) {
            case STATE -> JooqEvents.STATE;
            case COUNT -> JooqEvents.COUNTED;
            case COUNTER -> JooqEvents.READING;
            case PRODUCT -> JooqEvents.PRODUCT;
        };
    }

    private static Kind kind(int number) {
        return switch (number) {
            case JooqEvents.STATE -> Kind.STATE;
            case JooqEvents.COUNTED -> Kind.COUNT;
            case JooqEvents.READING -> Kind.COUNTER;
            case JooqEvents.PRODUCT -> Kind.PRODUCT;
            default -> throw new IllegalStateException("there is no kind " + number);
        };
    }

    private static RecordedEvent event(Record row) {
        var position =
                new Position(
                        required(instant(row, 0)),
                        new LineId(required(row.get(1, Integer.class))),
                        Origin.values()[required(row.get(2, Integer.class))],
                        required(row.get(3, Long.class)),
                        required(row.get(4, Long.class)));
        var kind = kind(required(row.get(5, Integer.class)));
        boolean told = position.origin() == Origin.EVENT;
        var rework = row.get(12, Long.class);
        return new RecordedEvent(
                position,
                position.line(),
                kind,
                position.at(),
                instant(row, 6),
                instant(row, 7),
                row.get(8, Integer.class),
                row.get(18, String.class),
                row.get(9, String.class),
                row.get(19, String.class),
                row.get(10, Long.class),
                row.get(11, Long.class),
                // Of counts none is kept where none was told.
                told && kind == Kind.COUNT && rework == null ? Long.valueOf(0) : rework,
                row.get(13, Long.class),
                row.get(14, Long.class),
                instant(row, 15),
                row.get(16, String.class),
                row.get(17, Integer.class),
                told ? position.second() : null);
    }

    private static @Nullable Instant instant(Record row, int column) {
        var time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static <T> Field<T[]> array(
            List<Start> lines, Function<Start, T> column, IntFunction<T[]> array) {
        return DSL.val(lines.stream().map(column).toArray(array));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
