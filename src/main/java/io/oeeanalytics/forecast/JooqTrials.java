package io.oeeanalytics.forecast;

import static io.oeeanalytics.db.forecast.Tables.TRIAL;

import io.oeeanalytics.db.forecast.tables.records.TrialRecord;
import io.oeeanalytics.forecast.Interval.Evidence;
import io.oeeanalytics.plant.LineId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

@Repository
class JooqTrials {
    private final DSLContext sql;

    JooqTrials(DSLContext sql) {
        this.sql = sql;
    }

    /** In place of those of the forecast before. */
    void replace(LineId line, List<Trial> trials) {
        sql.deleteFrom(TRIAL).where(TRIAL.LINE_ID.eq(line.value())).execute();
        var rows = new ArrayList<TrialRecord>();
        for (var trial : trials) {
            var said = trial.said();
            var half = Objects.requireNonNull(said.interval50());
            var row = sql.newRecord(TRIAL);
            row.setLineId(line.value());
            row.setStep(trial.step());
            row.setOrigin(trial.origin());
            row.setBusinessDate(said.day());
            row.setPlannedMs(trial.plannedMs());
            row.setActual(trial.actual());
            row.setMean(said.point());
            row.setLower50(half.lower());
            row.setUpper50(half.upper());
            row.setEvidence50(half.evidence().name());
            row.setLower80(said.interval80().lower());
            row.setUpper80(said.interval80().upper());
            row.setEvidence80(said.interval80().evidence().name());
            row.setLower95(said.interval95().lower());
            row.setUpper95(said.interval95().upper());
            row.setEvidence95(said.interval95().evidence().name());
            row.setNaive(said.naive());
            rows.add(row);
        }
        sql.batchInsert(rows).execute();
    }

    /** By line those of its newest forecast, by step and date. */
    Map<LineId, List<Trial>> of(Collection<LineId> lines) {
        var trials = new HashMap<LineId, List<Trial>>();
        sql.selectFrom(TRIAL)
                .where(TRIAL.LINE_ID.in(lines.stream().map(LineId::value).toList()))
                .orderBy(TRIAL.LINE_ID, TRIAL.STEP, TRIAL.BUSINESS_DATE)
                .forEach(
                        row ->
                                trials.computeIfAbsent(
                                                new LineId(row.getLineId()),
                                                line -> new ArrayList<>())
                                        .add(trial(row)));
        return trials;
    }

    private static Trial trial(TrialRecord row) {
        return new Trial(
                row.getStep(),
                row.getOrigin(),
                new FutureDay(
                        row.getBusinessDate(),
                        row.getMean(),
                        new Interval(
                                row.getLower50(),
                                row.getUpper50(),
                                Evidence.valueOf(row.getEvidence50())),
                        new Interval(
                                row.getLower80(),
                                row.getUpper80(),
                                Evidence.valueOf(row.getEvidence80())),
                        new Interval(
                                row.getLower95(),
                                row.getUpper95(),
                                Evidence.valueOf(row.getEvidence95())),
                        row.getNaive()),
                row.getActual(),
                row.getPlannedMs());
    }
}
