package io.oeeanalytics.production;

import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

@Repository
class JooqEventSources {
    private final DSLContext sql;

    JooqEventSources(DSLContext sql) {
        this.sql = sql;
    }

    Set<LineId> lines(String source, Instant since) {
        return sql
                .fetch(
                        """
                        select l.line_id
                        from production.live_line l
                        join production.event_source s on s.name = {0}
                        where exists (
                            select from production.event e
                            where e.line_id = l.line_id and e.at >= {1} and e.source_id = s.id)
                        """,
                        DSL.val(source), DSL.val(since.atOffset(ZoneOffset.UTC)))
                .stream()
                .map(row -> new LineId(Objects.requireNonNull(row.get(0, Integer.class))))
                .collect(Collectors.toUnmodifiableSet());
    }
}
