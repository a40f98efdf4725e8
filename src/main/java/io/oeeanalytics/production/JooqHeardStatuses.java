package io.oeeanalytics.production;

import io.oeeanalytics.plant.HeardStatuses;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

/** Which status codes stand in the logs. */
@Repository
class JooqHeardStatuses implements HeardStatuses {
    private final DSLContext sql;

    JooqHeardStatuses(DSLContext sql) {
        this.sql = sql;
    }

    @Override
    public List<Heard> since(Instant instant) {
        return sql.fetch(
                        """
                        select h.line_id, h.status, count(*), max(h.at)
                        from plant.line l
                        cross join lateral (
                            select m.line_id, m.status, m.started_at as at
                            from production.machine_state m
                            where m.line_id = l.id and m.started_at >= {0}
                            union all
                            select e.line_id, e.status, e.at
                            from production.event e
                            where e.line_id = l.id and e.at >= {0} and e.kind in (1, 4) and e.kind = 1) h
                        group by h.line_id, h.status
                        order by h.status, h.line_id
                        """,
                        DSL.val(instant.atOffset(ZoneOffset.UTC)))
                .map(
                        row ->
                                new Heard(
                                        new LineId(required(row.get(0, Integer.class))),
                                        required(row.get(1, Integer.class)),
                                        required(row.get(2, Long.class)),
                                        required(row.get(3, OffsetDateTime.class)).toInstant()));
    }

    private static <T> T required(@org.jspecify.annotations.Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
