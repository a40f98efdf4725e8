package io.oeeanalytics.oee;

import static io.oeeanalytics.db.oee.Tables.FIGURES_CHECK;
import static io.oeeanalytics.db.oee.Tables.FIGURES_DIFFERENCE;

import io.oeeanalytics.oee.FiguresCheck.Difference;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

@Repository
class JooqFiguresChecks {
    /** Key of the advisory lock that keeps two instances from checking at once. */
    private static final int LOCK = 0x0EE5;

    private final DSLContext sql;

    JooqFiguresChecks(DSLContext sql) {
        this.sql = sql;
    }

    boolean lock() {
        return Boolean.TRUE.equals(
                sql.fetchSingle("select pg_try_advisory_xact_lock(?, 0)", LOCK)
                        .get(0, Boolean.class));
    }

    Optional<Instant> lastStart() {
        return sql.select(DSL.max(FIGURES_CHECK.STARTED_AT))
                .from(FIGURES_CHECK)
                .fetchOptional(DSL.max(FIGURES_CHECK.STARTED_AT))
                .map(OffsetDateTime::toInstant);
    }

    int begin(Instant now) {
        return Objects.requireNonNull(
                sql.insertInto(FIGURES_CHECK)
                        .set(FIGURES_CHECK.STARTED_AT, at(now))
                        .returningResult(FIGURES_CHECK.ID)
                        .fetchSingle()
                        .value1());
    }

    void finish(int id, Instant now, int days, List<Difference> differences) {
        sql.update(FIGURES_CHECK)
                .set(FIGURES_CHECK.FINISHED_AT, at(now))
                .set(FIGURES_CHECK.DAYS, days)
                .set(FIGURES_CHECK.DIFFERENCES, differences.size())
                .where(FIGURES_CHECK.ID.eq(id))
                .execute();
        for (var difference : differences) {
            sql.insertInto(FIGURES_DIFFERENCE)
                    .set(FIGURES_DIFFERENCE.CHECK_ID, id)
                    .set(FIGURES_DIFFERENCE.LINE_ID, difference.line().value())
                    .set(FIGURES_DIFFERENCE.BUSINESS_DATE, difference.businessDate())
                    .set(FIGURES_DIFFERENCE.SHIFT, difference.shift())
                    .set(FIGURES_DIFFERENCE.WHAT, difference.what())
                    .execute();
        }
    }

    Optional<FiguresCheck> last() {
        return sql.selectFrom(FIGURES_CHECK)
                .where(FIGURES_CHECK.FINISHED_AT.isNotNull())
                .orderBy(FIGURES_CHECK.ID.desc())
                .limit(1)
                .fetchOptional(
                        check ->
                                new FiguresCheck(
                                        check.getStartedAt().toInstant(),
                                        check.getDays(),
                                        differences(check.getId())));
    }

    private List<Difference> differences(int check) {
        return sql.selectFrom(FIGURES_DIFFERENCE)
                .where(FIGURES_DIFFERENCE.CHECK_ID.eq(check))
                .orderBy(FIGURES_DIFFERENCE.LINE_ID, FIGURES_DIFFERENCE.BUSINESS_DATE)
                .fetch(
                        row ->
                                new Difference(
                                        new LineId(row.getLineId()),
                                        row.getBusinessDate(),
                                        row.getShift(),
                                        row.getWhat()));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
