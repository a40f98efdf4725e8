package io.oeeanalytics.production.ingest;

import static io.oeeanalytics.db.production.Tables.DAILY_REPORT;
import static io.oeeanalytics.db.production.Tables.FILE_IMPORT;
import static io.oeeanalytics.db.production.Tables.IMPORT_EXTENT;
import static io.oeeanalytics.db.production.Tables.IMPORT_FINDING;
import static io.oeeanalytics.db.production.Tables.IMPORT_RULE;
import static io.oeeanalytics.db.production.Tables.MACHINE_STATE;
import static io.oeeanalytics.db.production.Tables.PIECE;
import static org.jooq.Records.mapping;

import io.oeeanalytics.base.TimeRange;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.production.ingest.ImportFinding.Outcome;
import io.oeeanalytics.production.ingest.ImportReport.State;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class JooqImports {
    /** First keys of the advisory locks: a running import's own, and the one all loads share. */
    private static final int RUNNING_LOCK = 0x0EE2;

    private static final int LOADING_LOCK = 0x0EE3;

    private final DSLContext sql;

    JooqImports(DSLContext sql) {
        this.sql = sql;
    }

    int begin(ImportRequest request, String fingerprint, Instant at) {
        return Objects.requireNonNull(
                sql.insertInto(FILE_IMPORT)
                        .set(FILE_IMPORT.KIND, request.format().kind().name())
                        .set(FILE_IMPORT.FILE_NAME, request.fileName())
                        .set(FILE_IMPORT.FINGERPRINT, fingerprint)
                        .set(FILE_IMPORT.STATE, State.RUNNING.name())
                        .set(FILE_IMPORT.ZONE, request.zone().getId())
                        .set(FILE_IMPORT.STARTED_AT, at.atOffset(ZoneOffset.UTC))
                        .set(FILE_IMPORT.IMPORTED_BY, request.by())
                        .returningResult(FILE_IMPORT.ID)
                        .fetchSingle()
                        .value1());
    }

    /** Held until the transaction ends: says that the import is alive, and that it loads alone. */
    void lock(int id) {
        sql.fetch("select pg_advisory_xact_lock(?, ?)", RUNNING_LOCK, id);
        sql.fetch("select pg_advisory_xact_lock(?, 0)", LOADING_LOCK);
    }

    boolean isLoaded(String fingerprint) {
        return sql.fetchExists(
                FILE_IMPORT,
                FILE_IMPORT
                        .FINGERPRINT
                        .eq(fingerprint)
                        .and(FILE_IMPORT.STATE.eq(State.LOADED.name())));
    }

    /**
     * What became of it.
     *
     * @return false when it was taken over meanwhile
     */
    boolean end(int id, State state, String message, Instant at) {
        return sql.update(FILE_IMPORT)
                        .set(FILE_IMPORT.STATE, state.name())
                        .set(FILE_IMPORT.MESSAGE, message)
                        .set(FILE_IMPORT.FINISHED_AT, at.atOffset(ZoneOffset.UTC))
                        .where(FILE_IMPORT.ID.eq(id))
                        .execute()
                > 0;
    }

    /** One that never ended; with what was said of its rows. */
    void removeUnfinished(int id) {
        sql.deleteFrom(FILE_IMPORT)
                .where(FILE_IMPORT.ID.eq(id))
                .and(FILE_IMPORT.STATE.in(State.RUNNING.name(), State.INTERRUPTED.name()))
                .execute();
    }

    void counts(int id, long read, long loaded, long known, long rejected) {
        sql.update(FILE_IMPORT)
                .set(FILE_IMPORT.ROWS_READ, read)
                .set(FILE_IMPORT.ROWS_LOADED, loaded)
                .set(FILE_IMPORT.ROWS_KNOWN, known)
                .set(FILE_IMPORT.ROWS_REJECTED, rejected)
                .where(FILE_IMPORT.ID.eq(id))
                .execute();
    }

    void keep(int id, List<RuleSummary> rules) {
        for (var rule : rules) {
            sql.insertInto(IMPORT_RULE)
                    .set(IMPORT_RULE.IMPORT_ID, id)
                    .set(IMPORT_RULE.RULE, rule.rule().name())
                    .set(IMPORT_RULE.ENABLED, rule.enabled())
                    .set(IMPORT_RULE.ROWS, rule.rows())
                    .set(IMPORT_RULE.SECONDS, rule.seconds())
                    .execute();
        }
    }

    void keep(int id, Extents extents) {
        extents.all()
                .forEach(
                        (line, extent) ->
                                sql.insertInto(IMPORT_EXTENT)
                                        .set(IMPORT_EXTENT.IMPORT_ID, id)
                                        .set(IMPORT_EXTENT.LINE_ID, line.value())
                                        .set(IMPORT_EXTENT.FIRST_AT, at(extent.range().from()))
                                        .set(IMPORT_EXTENT.LAST_AT, at(extent.range().to()))
                                        .set(IMPORT_EXTENT.ROWS, extent.rows())
                                        .execute());
    }

    /**
     * Imports that say they run although nobody does. Of those asked for in the browser another
     * instance begins anew.
     */
    void markInterrupted(Instant startedBefore, Instant now) {
        sql.execute(
                """
                update production.file_import
                set state = 'INTERRUPTED', finished_at = ?::timestamptz,
                    message = 'The program ended before the import did; nothing was loaded. Load the file again.'
                where state = 'RUNNING' and started_at < ?::timestamptz and not exists (
                    select from pg_locks held
                    where held.locktype = 'advisory' and held.classid::bigint = ?
                        and held.objid::bigint = id)
                    and not exists (
                        select from production.asked_import asked
                        where asked.import_id = file_import.id and asked.stage <> 'ENDED')
                """,
                at(now),
                at(startedBefore),
                RUNNING_LOCK);
    }

    List<ImportReport> newest(int count) {
        return sql.select(FILE_IMPORT.fields())
                .from(FILE_IMPORT)
                .orderBy(FILE_IMPORT.ID.desc())
                .limit(count)
                .fetch(row -> report(row, List.of(), Map.of()));
    }

    Optional<ImportReport> report(int id) {
        return sql.select(FILE_IMPORT.fields())
                .from(FILE_IMPORT)
                .where(FILE_IMPORT.ID.eq(id))
                .fetchOptional(row -> report(row, rules(id), extents(id)));
    }

    /** A later import of the kind, still loaded, some of whose rows this one had brought before. */
    Optional<ImportReport> sharing(int id, FileKind kind) {
        if (kind == FileKind.DAILY_REPORT) {
            // Every report keeps its own rows of a day unless it says the very same.
            return Optional.empty();
        }
        var other = IMPORT_EXTENT.as("other");
        return sql.select(FILE_IMPORT.fields())
                .from(FILE_IMPORT)
                .where(FILE_IMPORT.ID.gt(id))
                .and(FILE_IMPORT.KIND.eq(kind.name()))
                .and(FILE_IMPORT.STATE.eq(State.LOADED.name()))
                .and(FILE_IMPORT.ROWS_KNOWN.gt(0L))
                .and(
                        DSL.exists(
                                DSL.selectOne()
                                        .from(IMPORT_EXTENT)
                                        .join(other)
                                        .on(other.LINE_ID.eq(IMPORT_EXTENT.LINE_ID))
                                        .and(other.IMPORT_ID.eq(FILE_IMPORT.ID))
                                        .where(IMPORT_EXTENT.IMPORT_ID.eq(id))
                                        .and(IMPORT_EXTENT.FIRST_AT.le(other.LAST_AT))
                                        .and(other.FIRST_AT.le(IMPORT_EXTENT.LAST_AT))))
                .orderBy(FILE_IMPORT.ID)
                .limit(1)
                .fetchOptional(row -> report(row, List.of(), Map.of()));
    }

    List<ImportFinding> findings(int id, Set<Outcome> outcomes, int offset, int count) {
        return sql.select(
                        IMPORT_FINDING.LINE_NUMBER,
                        IMPORT_FINDING.OUTCOME,
                        IMPORT_FINDING.RULE,
                        IMPORT_FINDING.MESSAGE,
                        IMPORT_FINDING.RAW)
                .from(IMPORT_FINDING)
                .where(IMPORT_FINDING.IMPORT_ID.eq(id))
                .and(IMPORT_FINDING.OUTCOME.in(outcomes.stream().map(Outcome::name).toList()))
                .orderBy(IMPORT_FINDING.POSITION)
                .offset(offset)
                .limit(count)
                .fetch(
                        mapping(
                                (line, outcome, rule, words, raw) ->
                                        new ImportFinding(
                                                line, Outcome.valueOf(outcome), rule, words, raw)));
    }

    /** The rows of an import are no facts any more; that they were known stays. */
    void takeBack(int id, FileKind kind, Map<LineId, TimeRange> extents, String by, Instant at) {
        extents.forEach(
                (line, range) -> {
                    switch (kind) {
                        case STATUS_LOG ->
                                move(
                                        "machine_state",
                                        "taken_back_state",
                                        MACHINE_STATE
                                                .IMPORT_ID
                                                .eq(id)
                                                .and(MACHINE_STATE.LINE_ID.eq(line.value()))
                                                .and(
                                                        MACHINE_STATE.STARTED_AT.between(
                                                                at(range.from()), at(range.to()))));
                        case PIECE_LOG ->
                                move(
                                        "piece",
                                        "taken_back_piece",
                                        PIECE.IMPORT_ID
                                                .eq(id)
                                                .and(PIECE.LINE_ID.eq(line.value()))
                                                .and(
                                                        PIECE.FINISHED_AT.between(
                                                                at(range.from()), at(range.to()))));
                        case DAILY_REPORT ->
                                move(
                                        "daily_report",
                                        "taken_back_report",
                                        DAILY_REPORT
                                                .IMPORT_ID
                                                .eq(id)
                                                .and(DAILY_REPORT.LINE_ID.eq(line.value())));
                    }
                });
        sql.update(FILE_IMPORT)
                .set(FILE_IMPORT.STATE, State.UNDONE.name())
                .set(FILE_IMPORT.MESSAGE, "Taken back.")
                .set(FILE_IMPORT.TAKEN_BACK_AT, at(at))
                .set(FILE_IMPORT.TAKEN_BACK_BY, by)
                .where(FILE_IMPORT.ID.eq(id))
                .execute();
    }

    private void move(String facts, String takenBack, Condition rows) {
        sql.execute(
                """
                with gone as (delete from production.%1$s where {0} returning %1$s.*)
                insert into production.%2$s select * from gone
                """
                        .formatted(facts, takenBack),
                rows);
    }

    private List<RuleSummary> rules(int id) {
        return sql.select(
                        IMPORT_RULE.RULE,
                        IMPORT_RULE.ENABLED,
                        IMPORT_RULE.ROWS,
                        IMPORT_RULE.SECONDS)
                .from(IMPORT_RULE)
                .where(IMPORT_RULE.IMPORT_ID.eq(id))
                .orderBy(IMPORT_RULE.RULE)
                .fetch(
                        mapping(
                                (rule, enabled, rows, seconds) ->
                                        new RuleSummary(
                                                CleaningRule.valueOf(rule),
                                                enabled,
                                                rows,
                                                seconds)));
    }

    private Map<LineId, TimeRange> extents(int id) {
        var extents = new HashMap<LineId, TimeRange>();
        sql.select(IMPORT_EXTENT.LINE_ID, IMPORT_EXTENT.FIRST_AT, IMPORT_EXTENT.LAST_AT)
                .from(IMPORT_EXTENT)
                .where(IMPORT_EXTENT.IMPORT_ID.eq(id))
                .forEach(
                        row ->
                                extents.put(
                                        new LineId(row.value1()),
                                        new TimeRange(
                                                row.value2().toInstant(),
                                                row.value3().toInstant())));
        return extents;
    }

    private static ImportReport report(
            org.jooq.Record row, List<RuleSummary> rules, Map<LineId, TimeRange> extents) {
        var finished = row.get(FILE_IMPORT.FINISHED_AT);
        return new ImportReport(
                required(row.get(FILE_IMPORT.ID)),
                FileKind.valueOf(required(row.get(FILE_IMPORT.KIND))),
                required(row.get(FILE_IMPORT.FILE_NAME)),
                State.valueOf(required(row.get(FILE_IMPORT.STATE))),
                required(row.get(FILE_IMPORT.STARTED_AT)).toInstant(),
                finished == null ? null : finished.toInstant(),
                required(row.get(FILE_IMPORT.IMPORTED_BY)),
                ZoneId.of(required(row.get(FILE_IMPORT.ZONE))),
                required(row.get(FILE_IMPORT.ROWS_READ)),
                required(row.get(FILE_IMPORT.ROWS_LOADED)),
                required(row.get(FILE_IMPORT.ROWS_KNOWN)),
                required(row.get(FILE_IMPORT.ROWS_REJECTED)),
                required(row.get(FILE_IMPORT.MESSAGE)),
                rules,
                extents);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
