package io.oeeanalytics.forecast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.forecast.ForecastRuns.Chunk;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.ops.JobQueue;
import io.oeeanalytics.ops.Jobs;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.LeakageCheck;
import io.oeeanalytics.registry.NewFile;
import io.oeeanalytics.registry.NewVersion;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Three lines with ninety days each, and one that nothing is known of. */
@SpringBootTest(properties = "oee.job-threads=0")
class ForecastRunsIT {
    private static final int DAYS = 90;
    private static final int LINES = 3;

    @Autowired private ForecastRuns runs;
    @Autowired private JooqForecastRuns stored;
    @Autowired private PredictionLog log;
    @Autowired private LineForecasts forecasts;
    @Autowired private ModelReview review;
    @Autowired private Registry registry;
    @Autowired private Aliases aliases;
    @Autowired private PlantModel plant;
    @Autowired private JobQueue queue;
    @Autowired private Jobs jobs;
    @Autowired private DataSource database;
    @Autowired private Clock clock;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-forecast-runs").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    static void ninetyDays(
            @Autowired PlantSetup setup,
            @Autowired EventStore store,
            @Autowired JooqForecastRuns stored,
            @Autowired DataSource database,
            @Autowired Clock clock)
            throws SQLException {
        var site = setup.openSite("Runs", ZoneId.of("UTC"));
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        setup.setWeek(
                site.id(),
                null,
                today.minusYears(1),
                Stream.of(DayOfWeek.values())
                        .map(
                                day ->
                                        new ShiftTime(
                                                day,
                                                1,
                                                LocalTime.of(6, 0),
                                                LocalTime.of(14, 0),
                                                List.of()))
                        .toList());
        for (int i = 0; i < LINES; i++) {
            var line = setup.openLine(site, "R-" + i, "Line");
            setup.addCycle(line.id(), null, null, 60_000, "test");
            var events = new ArrayList<FactEvent>();
            for (int day = DAYS; day > 0; day--) {
                var date = today.minusDays(day);
                var from = date.atTime(6, 0).toInstant(ZoneOffset.UTC);
                events.add(
                        new FactEvent.State(
                                "s" + day, line.id(), from, from.plusSeconds(28_800), 1, null));
                events.add(
                        new FactEvent.Counted(
                                "c" + day,
                                line.id(),
                                from.plusSeconds(3_600),
                                null,
                                null,
                                300 + (day * 37 + i * 11) % 100,
                                0,
                                0,
                                OptionalLong.empty()));
            }
            store.append("runs", events);
        }
        setup.openLine(site, "R-9", "Nothing known");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> count(database, "select count(*) from production.changed_range") == 0);
    }

    @BeforeEach
    void nothingPublished() throws SQLException {
        execute("truncate forecast.run cascade");
        execute("truncate ops.scheduled_task");
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_MANAGER"));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void every_line_has_one_result_and_a_line_without_days_has_its_reason() throws SQLException {
        runs.begin();
        stored.pending().forEach(runs::work);

        var newest = log.newest(plant.lines().stream().map(Line::id).toList());
        assertThat(newest).hasSize(LINES + 1);
        var line = plant.line("R-0").orElseThrow();
        var published = Objects.requireNonNull(newest.get(line.id()));
        assertThat(published.days()).hasSize(ForecastRuns.HORIZON);
        assertThat(published.days().getFirst().origin())
                .isEqualTo(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1));
        var unknown = Objects.requireNonNull(newest.get(plant.line("R-9").orElseThrow().id()));
        assertThat(unknown.reason()).contains("TOO_FEW_DAYS");
        assertThat(count(database, "select count(*) from forecast.run where finished_at is null"))
                .isZero();
    }

    @Test
    void a_chunk_worked_on_by_two_at_once_publishes_each_line_once() throws Exception {
        runs.begin();
        var chunk = stored.pending().getFirst();

        try (var workers = Executors.newFixedThreadPool(2)) {
            var one = workers.submit(() -> runs.work(chunk));
            var other = workers.submit(() -> runs.work(chunk));
            one.get();
            other.get();
        }

        assertThat(count(database, "select count(*) from forecast.published"))
                .isEqualTo((long) LINES * ForecastRuns.HORIZON);
    }

    @Test
    void what_an_instance_that_died_left_is_taken_up_and_ends_the_same() throws SQLException {
        runs.begin();
        stored.pending().forEach(runs::work);
        var undisturbed = published();
        execute("truncate forecast.run cascade");
        execute("truncate ops.scheduled_task");

        runs.begin();
        var chunk = stored.pending().getFirst();
        // It died after the first line, and its task was lost with it.
        execute("update forecast.run_line set state = 'FAILED' where line_id <> 1");
        runs.work(chunk);
        execute("update forecast.run_line set state = 'PENDING' where state = 'FAILED'");
        execute("update forecast.run set finished_at = null");
        execute("truncate ops.scheduled_task");
        runs.resume();

        assertThat(count(database, "select count(*) from ops.scheduled_task")).isOne();
        stored.pending().forEach(runs::work);
        assertThat(published()).isEqualTo(undisturbed);
    }

    @Test
    void a_run_that_begins_again_gives_the_earlier_one_up() throws SQLException {
        runs.begin();
        runs.begin();

        assertThat(stored.pending()).extracting(Chunk::run).containsOnly(latestRun());
        assertThat(
                        count(
                                database,
                                "select count(*) from forecast.run_line where reason = 'a newer run began'"))
                .isEqualTo(LINES + 1L);
    }

    @Test
    void a_round_whose_last_chunk_is_cancelled_ends_with_what_it_has() throws SQLException {
        runs.begin();
        int run = latestRun();
        execute("update forecast.run_line set chunk = 1 where line_id = 2");
        queue.put(ForecastRuns.CHUNK_JOB, new Chunk(run, 1).item());
        runs.work(new Chunk(run, 0));
        assertThat(unfinished()).isOne();

        SystemWork.asAdministrator(
                () -> {
                    jobs.cancel(ForecastRuns.CHUNK_JOB, new Chunk(run, 1).item());
                    return "";
                });

        assertThat(unfinished()).isZero();
        assertThat(count(database, "select count(*) from forecast.published"))
                .isEqualTo((LINES - 1L) * ForecastRuns.HORIZON);
        assertThat(
                        count(
                                database,
                                "select count(*) from forecast.run_line where state = 'FAILED' and reason = 'it was cancelled'"))
                .isOne();
        assertThat(
                        count(
                                database,
                                "select count(*) from ops.scheduled_task where task_name = 'forecast-review'"))
                .isOne();
        runs.resume();
        assertThat(
                        count(
                                database,
                                "select count(*) from ops.scheduled_task where task_instance = '%d/1'"
                                        .formatted(run)))
                .as("nobody asks for it again")
                .isZero();
    }

    private long unfinished() throws SQLException {
        return count(database, "select count(*) from forecast.run where finished_at is null");
    }

    @Test
    void what_was_said_stands_beside_what_happened() throws SQLException {
        var line = plant.line("R-1").orElseThrow();
        var yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        runs.begin();
        stored.pending().forEach(runs::work);
        execute(
                "update forecast.published set business_date = business_date - 3, origin = origin - 3");

        var past = log.past(line, 1, yesterday, 10);

        assertThat(past).hasSize(1);
        assertThat(past.getFirst().said().day()).isEqualTo(yesterday.minusDays(2));
        // 300 + (3 * 37 + 11) % 100 pieces of 60 s in 8 h
        assertThat(past.getFirst().actual()).hasValue((300 + (3 * 37 + 11) % 100) / 480.0);
    }

    @Test
    void lines_together_are_the_published_lines_weighed_by_planned_time() {
        var lines = plant.lines();
        assertThat(forecasts.group(lines, 7).result())
                .isInstanceOfSatisfying(
                        NotForecastable.class,
                        none ->
                                assertThat(none.reason())
                                        .isEqualTo(NotForecastable.Reason.NOT_PUBLISHED_YET));
        runs.begin();
        stored.pending().forEach(runs::work);

        var together = (Forecast) forecasts.group(lines, 7).result();

        var newest = log.newest(lines.stream().map(Line::id).toList());
        assertThat(together.days()).hasSize(7);
        for (int at = 0; at < 7; at++) {
            double sum = 0;
            double width = 0;
            for (var published : newest.values()) {
                if (!published.days().isEmpty()) {
                    var day = published.days().get(at);
                    assertThat(day.plannedMs()).isEqualTo(Duration.ofHours(8).toMillis());
                    sum += day.forecast().point();
                    width += day.forecast().interval80().width();
                }
            }
            var day = together.days().get(at);
            assertThat(day.point()).isCloseTo(sum / LINES, within(1e-12));
            // What one line loses another may gain.
            assertThat(day.interval80().width()).isLessThan(width / LINES);
        }
        assertThat(forecasts.groupAhead(lines, 7).result()).isEqualTo(together);
        assertThat(forecasts.groupAhead(lines, 7).history()).isEmpty();
        assertThat(together.accuracy().testDays())
                .isEqualTo(together.accuracy().horizon(1).origins());
        assertThat(together.accuracy().horizon(1).origins()).isGreaterThanOrEqualTo(14);
        assertThat(together.accuracy().horizon(1).coverage80().getAsDouble()).isBetween(0.6, 1.0);
    }

    @Test
    void a_line_whose_facts_ended_long_before_is_left_out_of_the_whole() throws SQLException {
        runs.begin();
        stored.pending().forEach(runs::work);
        var stale = plant.line("R-1").orElseThrow();
        execute(
                "update forecast.published set business_date = business_date - 60, origin = origin - 60 where line_id = "
                        + stale.id().value());

        var together = forecasts.group(plant.lines(), 7);

        assertThat(together.leftOut()).containsExactly(stale.id());
        assertThat(((Forecast) together.result()).days())
                .hasSize(7)
                .allMatch(day -> !day.day().isBefore(today()));
    }

    @Test
    void lines_nothing_is_known_of_say_so_together() {
        runs.begin();
        stored.pending().forEach(runs::work);

        var none = forecasts.group(List.of(plant.line("R-9").orElseThrow()), 7).result();

        assertThat(((NotForecastable) none).reason())
                .isEqualTo(NotForecastable.Reason.NO_LINE_HAS_ONE);
    }

    @Test
    void the_first_version_is_registered_with_what_it_said_of_the_past() {
        review.review();

        var version = registry.versions(DailyModel.NAME).getLast();
        assertThat(version.parameters()).containsEntry("method", "auto");
        assertThat(registry.evaluation(version.id()).orElseThrow().metrics())
                .anySatisfy(
                        metric -> {
                            assertThat(metric.line()).isEqualTo("R-0");
                            assertThat(metric.name()).isEqualTo("mae");
                            assertThat(metric.baselines()).containsKey("naive");
                        });
        assertThat(registry.evaluation(version.id()).orElseThrow().leakage())
                .hasSize(LINES)
                .allMatch(LeakageCheck::passed);
        // The plant as one is judged too, or no version could speak for it.
        assertThat(registry.evaluation(version.id()).orElseThrow().backtests())
                .anySatisfy(
                        backtest -> {
                            assertThat(backtest.line()).isEmpty();
                            assertThat(backtest.days()).hasSizeGreaterThanOrEqualTo(14);
                        });
        int versions = registry.versions(DailyModel.NAME).size();
        review.review();
        assertThat(registry.versions(DailyModel.NAME)).hasSize(versions);
    }

    @Test
    void a_challenger_speaks_beside_the_champion_and_is_compared_on_days_that_are_over()
            throws SQLException {
        review.review();
        var line = plant.line("R-2").orElseThrow();
        var challenger =
                registry.register(
                        new NewVersion(
                                DailyModel.NAME,
                                "mean",
                                Map.of("method", "mean"),
                                null,
                                null,
                                "test",
                                "",
                                List.of(new NewFile("model.json", "{}".getBytes(UTF_8))),
                                null,
                                new TreeMap<>(),
                                ""));
        review.review();
        assertThat(registry.evaluation(challenger)).isPresent();
        seat(challenger, line);
        assertThat(log.challenge(line, today()).orElseThrow().days()).isZero();

        runs.begin();
        stored.pending().forEach(runs::work);

        assertThat(count(database, "select count(distinct line_id) from forecast.shadow"))
                .isEqualTo(1);
        execute("update forecast.published set business_date = business_date - 3");
        execute("update forecast.shadow set business_date = business_date - 3");
        var challenge = log.challenge(line, today()).orElseThrow();
        // The first day of the round now lies three days back; 300 + (3 * 37 + 22) % 100 pieces.
        double became = (300 + (3 * 37 + 22) % 100) / 480.0;
        double mean = number("select mean from forecast.shadow where step = 1");
        double said =
                number(
                        "select mean from forecast.published where step = 1 and line_id = "
                                + line.id().value());
        assertThat(challenge.challenger()).isEqualTo(challenger.number());
        assertThat(challenge.days()).isEqualTo(1);
        assertThat(challenge.challengerMae()).isCloseTo(Math.abs(became - mean), within(1e-12));
        assertThat(challenge.championMae()).isCloseTo(Math.abs(became - said), within(1e-12));
        assertThat(challenge.isEarly()).isTrue();
        assertThat(challenge.isWon()).isFalse();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Past the gates, as an administrator may. */
    private void seat(VersionId version, Line line) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("admin", "ROLE_ADMIN"));
        aliases.override(
                new Seat(DailyModel.NAME, line.code(), Seat.CHALLENGER),
                version.number(),
                "a test");
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_MANAGER"));
    }

    private double number(String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getDouble(1);
        }
    }

    private int latestRun() throws SQLException {
        return (int) count(database, "select max(id) from forecast.run");
    }

    private List<String> published() throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "select (p.line_id, p.step, p.business_date, p.mean, p.lower80, p.upper80, p.lower95, p.upper95)::text from forecast.published p order by line_id, step")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static long count(DataSource database, String query) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }
}
