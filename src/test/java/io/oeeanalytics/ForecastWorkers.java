package io.oeeanalytics;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A database of many lines with figures, and applications that make forecasts of them. */
public final class ForecastWorkers implements AutoCloseable {
    private static final int DAYS = 60;

    private final EmbeddedPostgres postgres;
    private final List<Process> workers = new ArrayList<>();

    /**
     * @param folder that does not exist yet
     */
    public ForecastWorkers(Path folder, int lines) throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().setDataDirectory(folder).start();
        Flyway.configure().dataSource(postgres.getPostgresDatabase()).load().migrate();
        execute("insert into plant.site (name, zone) values ('Many', 'UTC')");
        execute(
                """
                insert into plant.line (site_id, code, name, position)
                select s.id, 'M-' || n, 'Line ' || n, n
                from plant.site s cross join generate_series(1, %d) as n
                """
                        .formatted(lines));
        // Days as the roll-up would keep them: 480 min planned, 430 run, and of as many pieces of a
        // minute a number that the line and the date alone decide.
        execute(
                """
                insert into oee.day_ledger (line_id, business_date, product_id, imported, complete,
                    reference_ms, planned_operation_ms, planned_down_ms, down_ms, delay_ms, setup_ms,
                    production_ms, micro_stop_ms, unknown_ms, output_total, output_good, output_scrap,
                    output_rework, output_ideal_total_ms, output_ideal_good_ms, output_ideal_scrap_ms,
                    output_ideal_rework_ms, output_without_cycle, unobserved_total, unobserved_good,
                    unobserved_scrap, unobserved_rework, unobserved_ideal_total_ms,
                    unobserved_ideal_good_ms, unobserved_ideal_scrap_ms, unobserved_ideal_rework_ms,
                    unobserved_without_cycle, unplanned_ms, unplanned_total, unplanned_good,
                    unplanned_scrap, unplanned_rework, unplanned_ideal_total_ms,
                    unplanned_ideal_good_ms, unplanned_ideal_scrap_ms, unplanned_ideal_rework_ms,
                    unplanned_without_cycle, interruptions, start_up_loss_ms, short_delay_ms)
                select l.id, current_date - n, 0, false, true,
                    86400000, 28800000, 0, 0, 3000000, 0, 25800000, 0, 0,
                    p.total, p.total - 5, 5, 0,
                    p.total * 60000, (p.total - 5) * 60000, 300000, 0, 0,
                    0, 0, 0, 0, 0, 0, 0, 0, 0,
                    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0
                from plant.line l
                cross join generate_series(1, %d) as n
                cross join lateral (
                    select 250 + (hashint4(l.position * 1000 + n) & 127)::bigint as total) as p
                """
                        .formatted(DAYS));
        // Made from nothing, these figures must not be compared with facts.
        execute("insert into oee.figures_check (started_at, finished_at) values (now(), now())");
        execute("vacuum analyze");
    }

    /**
     * One more application, which makes forecasts with one thread.
     *
     * @param options of its virtual machine
     */
    public Process start(String... options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", TestClassPath.get(), "io.oeeanalytics.Application"));
        command.addAll(List.of("--oee.job-threads=1", "--oee.job-heartbeat=1s"));
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"));
        builder.environment().put("SERVER_PORT", String.valueOf(FreePorts.next()));
        var worker = builder.start();
        workers.add(worker);
        return worker;
    }

    /** As if no forecast had ever been made. */
    public void forget() throws SQLException {
        execute("truncate forecast.run cascade");
        execute("truncate forecast.trial");
        execute("truncate ops.scheduled_task");
    }

    public void awaitLines(long done) {
        await().atMost(Duration.ofHours(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> finishedLines() >= done);
    }

    /** Lines that have a result, each result counted. */
    public long finishedLines() throws SQLException {
        return number("select count(*) from forecast.run_line where state <> 'PENDING'");
    }

    /** Everything published, in an order of its own; when is left out. */
    public List<String> published() throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                """
                                select (l.line_id, l.state, l.method, p.step, p.business_date, p.origin,
                                    p.mean, p.lower50, p.upper50, p.lower80, p.upper80, p.lower95,
                                    p.upper95, p.naive)::text
                                from forecast.run_line l
                                left join forecast.published p using (run_id, line_id)
                                order by l.line_id, p.step
                                """)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    public long number(String query) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    private void execute(String statement) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    public void stop() throws InterruptedException {
        for (var worker : workers) {
            worker.destroy();
        }
        for (var worker : workers) {
            worker.waitFor();
        }
        workers.clear();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        workers.forEach(Process::destroyForcibly);
        for (var worker : workers) {
            worker.waitFor();
        }
        postgres.close();
    }
}
