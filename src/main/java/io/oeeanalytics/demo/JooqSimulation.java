package io.oeeanalytics.demo;

import static io.oeeanalytics.db.demo.Tables.SIMULATION;
import static org.jooq.Records.mapping;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Repository;

@Repository
class JooqSimulation {
    /**
     * @param toldUntil everything before it has been told to the database
     */
    record Simulation(int siteId, long seed, LocalDate historyEnd, Instant toldUntil) {}

    private final DSLContext sql;

    JooqSimulation(DSLContext sql) {
        this.sql = sql;
    }

    Optional<Simulation> running() {
        return sql.select(
                        SIMULATION.SITE_ID,
                        SIMULATION.SEED,
                        SIMULATION.HISTORY_END,
                        SIMULATION.TOLD_UNTIL)
                .from(SIMULATION)
                .fetchOptional(
                        mapping(
                                (site, seed, end, until) ->
                                        new Simulation(site, seed, end, until.toInstant())));
    }

    void begin(Simulation simulation) {
        sql.insertInto(SIMULATION)
                .set(SIMULATION.SITE_ID, simulation.siteId())
                .set(SIMULATION.SEED, simulation.seed())
                .set(SIMULATION.HISTORY_END, simulation.historyEnd())
                .set(SIMULATION.TOLD_UNTIL, simulation.toldUntil().atOffset(ZoneOffset.UTC))
                .execute();
    }

    void told(Instant until) {
        sql.update(SIMULATION).set(SIMULATION.TOLD_UNTIL, until.atOffset(ZoneOffset.UTC)).execute();
    }
}
