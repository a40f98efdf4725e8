package io.oeeanalytics.forecast;

import static io.oeeanalytics.db.forecast.Tables.DRIFT;

import io.oeeanalytics.db.forecast.tables.records.DriftRecord;
import io.oeeanalytics.forecast.drift.Drift;
import io.oeeanalytics.forecast.drift.DriftKind;
import io.oeeanalytics.plant.LineId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Repository;

@Repository
class JooqDrifts {
    private final DSLContext sql;

    JooqDrifts(DSLContext sql) {
        this.sql = sql;
    }

    /** Opens what is new, brings up to date what goes on, and ends what is over. */
    void found(LineId line, List<Drift> drifts, Instant now) {
        var seen = now.atOffset(ZoneOffset.UTC);
        var open =
                sql.selectFrom(DRIFT)
                        .where(DRIFT.LINE_ID.eq(line.value()))
                        .and(DRIFT.ENDED_AT.isNull())
                        .forUpdate()
                        .fetchMap(row -> DriftKind.valueOf(row.getKind()), row -> row);
        for (var drift : drifts) {
            var row = open.remove(drift.kind());
            if (row == null) {
                row = sql.newRecord(DRIFT);
                row.setLineId(line.value());
                row.setKind(drift.kind().name());
                row.setFoundAt(seen);
            }
            row.setSeenAt(seen);
            row.setSince(drift.since());
            row.setDays(drift.days());
            row.setBeforeMean(drift.before());
            row.setRecentMean(drift.recent());
            row.setChance(drift.chance());
            row.store();
        }
        for (var over : open.values()) {
            over.setEndedAt(seen);
            over.store();
        }
    }

    /** What goes on, by line, in the order of its kinds. */
    Map<LineId, List<FoundDrift>> goingOn(Collection<LineId> lines) {
        var found = new HashMap<LineId, List<FoundDrift>>();
        sql.selectFrom(DRIFT)
                .where(DRIFT.LINE_ID.in(lines.stream().map(LineId::value).toList()))
                .and(DRIFT.ENDED_AT.isNull())
                .collect(
                        Collectors.groupingBy(
                                row -> new LineId(row.getLineId()),
                                Collectors.mapping(JooqDrifts::found, Collectors.toList())))
                .forEach(
                        (line, all) ->
                                found.put(
                                        line,
                                        all.stream()
                                                .sorted(
                                                        (one, other) ->
                                                                one.drift()
                                                                        .kind()
                                                                        .compareTo(
                                                                                other.drift()
                                                                                        .kind()))
                                                .toList()));
        return found;
    }

    /** How many lines each goes on at. */
    Map<DriftKind, Integer> count() {
        return sql.select(DRIFT.KIND, DSL.count())
                .from(DRIFT)
                .where(DRIFT.ENDED_AT.isNull())
                .groupBy(DRIFT.KIND)
                .fetchMap(row -> DriftKind.valueOf(row.value1()), row -> row.value2());
    }

    /** Lines where something was found after that instant and goes on. */
    List<LineId> foundAfter(Instant instant) {
        return sql.selectDistinct(DRIFT.LINE_ID)
                .from(DRIFT)
                .where(DRIFT.FOUND_AT.gt(DSL.val(instant.atOffset(ZoneOffset.UTC))))
                .and(DRIFT.ENDED_AT.isNull())
                .orderBy(DRIFT.LINE_ID)
                .fetch(row -> new LineId(row.value1()));
    }

    private static FoundDrift found(DriftRecord row) {
        return new FoundDrift(
                row.getFoundAt().toInstant(),
                new Drift(
                        DriftKind.valueOf(row.getKind()),
                        row.getSince(),
                        row.getDays(),
                        row.getBeforeMean(),
                        row.getRecentMean(),
                        row.getChance()));
    }
}
