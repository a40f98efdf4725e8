package io.oeeanalytics.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.forecast.drift.DriftKind;
import io.oeeanalytics.identity.SystemWork;
import io.oeeanalytics.oee.LineFigures;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Site;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.LeakageCheck;
import io.oeeanalytics.registry.ModelFile;
import io.oeeanalytics.registry.ModelVersion;
import io.oeeanalytics.registry.NewFile;
import io.oeeanalytics.registry.NewVersion;
import io.oeeanalytics.registry.Registry;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import io.oeeanalytics.registry.scoring.OnnxFixtures;
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
import java.util.Random;
import java.util.TreeMap;
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

/**
 * Three lines that are slow on Mondays, the last of which made less from three weeks ago on; and
 * the model that learns from all of them.
 */
@SpringBootTest(
        properties = {"oee.job-threads=0", "oee.forecast.learned-method=global-elastic-net"})
class RetrainingIT {
    private static final int DAYS = 130;
    private static final int LINES = 3;
    private static final int CHANGED = 20;

    @Autowired private ForecastRuns runs;
    @Autowired private JooqForecastRuns stored;
    @Autowired private JooqDrifts drifts;
    @Autowired private PredictionLog log;
    @Autowired private LineForecasts forecasts;
    @Autowired private ModelReview review;
    @Autowired private Retraining retraining;
    @Autowired private Registry registry;
    @Autowired private Aliases aliases;
    @Autowired private PlantModel plant;
    @Autowired private LineFigures figures;
    @Autowired private PlantSetup setup;
    @Autowired private EventStore store;
    @Autowired private DataSource database;
    @Autowired private MeterRegistry meters;
    @Autowired private Clock clock;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-retraining").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    static void fourMonths(
            @Autowired PlantSetup setup,
            @Autowired EventStore store,
            @Autowired DataSource database,
            @Autowired Clock clock) {
        var site = setup.openSite("Trained", ZoneId.of("UTC"));
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
            make(setup, store, site, "T-" + i, i == LINES - 1 ? 120 : 0, today);
        }
        figuresAreCurrent(database);
    }

    private static void make(
            PlantSetup setup, EventStore store, Site site, String code, int less, LocalDate today) {
        var line = setup.openLine(site, code, "Line");
        setup.addCycle(line.id(), null, null, 60_000, "test");
        var random = new Random(code.hashCode());
        var events = new ArrayList<FactEvent>();
        for (int day = DAYS; day > 0; day--) {
            var date = today.minusDays(day);
            var from = date.atTime(6, 0).toInstant(ZoneOffset.UTC);
            int good =
                    350
                            - (date.getDayOfWeek() == DayOfWeek.MONDAY ? 80 : 0)
                            - (day <= CHANGED ? less : 0)
                            + (int) (15 * random.nextGaussian());
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
                            good,
                            0,
                            0,
                            OptionalLong.empty()));
        }
        store.append("trained", events);
    }

    @BeforeEach
    void nothingTrained() throws SQLException {
        execute("truncate forecast.run cascade");
        execute("truncate forecast.drift");
        unguarded("truncate registry.model cascade");
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("admin", "ROLE_ADMIN"));
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void a_line_that_became_different_is_found_dated_and_kept_until_that_is_over() {
        round();

        var found = log.drifts(List.of(line("T-2").id(), line("T-0").id()));

        assertThat(found).containsOnlyKeys(line("T-2").id());
        var ofLine = Objects.requireNonNull(found.get(line("T-2").id()));
        // It makes 120 of some 340 pieces less; its speed tells of the same, and of nothing else.
        assertThat(ofLine)
                .extracting(one -> one.drift().kind())
                .containsSubsequence(DriftKind.OEE, DriftKind.EFFECTIVENESS)
                .doesNotContain(DriftKind.AVAILABILITY, DriftKind.QUALITY);
        var oee =
                ofLine.stream()
                        .filter(one -> one.drift().kind() == DriftKind.OEE)
                        .findFirst()
                        .orElseThrow();
        assertThat(oee.drift().since()).isBetween(today().minusDays(22), today().minusDays(18));
        assertThat(oee.drift().before() - oee.drift().recent()).isBetween(0.22, 0.28);

        for (var kind : List.of("oee", "effectiveness")) {
            assertThat(meters.get("model.drift").tag("kind", kind).gauge().value()).isOne();
        }

        round();

        assertThat(log.drifts(List.of(line("T-2").id())).get(line("T-2").id()))
                .extracting(FoundDrift::foundAt)
                .containsExactlyElementsOf(ofLine.stream().map(FoundDrift::foundAt).toList());

        drifts.found(line("T-2").id(), List.of(), clock.instant());

        assertThat(log.drifts(List.of(line("T-2").id()))).isEmpty();
    }

    @Test
    void the_first_model_of_all_lines_is_tried_on_a_past_it_did_not_know() {
        SystemWork.run(review::review);
        SystemWork.run(retraining::review);

        var version = newest();
        assertThat(version.method()).isEqualTo("global-elastic-net");
        assertThat(version.createdBy()).isEmpty();
        assertThat(version.parameters()).containsEntry("lines", "[\"T-0\",\"T-1\",\"T-2\"]");
        assertThat(version.files())
                .extracting(ModelFile::path)
                .containsExactlyInAnyOrder("model.json", "function.tribuo");
        assertThat(version.notes()).contains("there was none before");
        var evaluation = registry.evaluation(version.id()).orElseThrow();
        assertThat(evaluation.leakage()).isNotEmpty().allMatch(LeakageCheck::passed);
        assertThat(evaluation.backtests())
                .anySatisfy(backtest -> assertThat(backtest.line()).isEqualTo("T-0"))
                .anySatisfy(backtest -> assertThat(backtest.line()).isEmpty());

        SystemWork.run(retraining::review);

        assertThat(newest().id()).isEqualTo(version.id());
    }

    /** Mondays are 80 of 350 pieces worse, which no method of a single line's level can say. */
    @Test
    void as_champion_it_speaks_for_every_line_also_for_those_that_came_later() throws SQLException {
        SystemWork.run(review::review);
        SystemWork.run(retraining::review);
        var version = newest();
        aliases.override(
                Seat.champion(DailyModel.NAME, ""), version.id().number(), "it knows Mondays");
        make(setup, store, plant.sites().getFirst(), "T-9", 0, today());
        figuresAreCurrent(database);

        round();

        for (var code : List.of("T-0", "T-9")) {
            var published = newest(line(code));
            assertThat(published.method()).contains("global-elastic-net");
            var days = published.days().stream().map(day -> day.forecast()).toList();
            double mondays = mean(days, true);
            double others = mean(days, false);
            assertThat(others - mondays).isBetween(0.05, 0.25);
            assertThat(days)
                    .allMatch(day -> day.interval80().contains(day.point()))
                    .allMatch(day -> day.interval95().width() >= day.interval80().width());
        }
        assertThat(forecasts.line(line("T-9"), 7, MethodChoice.AUTO).result())
                .isInstanceOfSatisfying(
                        Forecast.class,
                        forecast -> assertThat(forecast.method()).isEqualTo("global-elastic-net"));
        execute("delete from plant.line where code = 'T-9'");
    }

    @Test
    void lines_that_became_different_are_a_reason_to_train_again() throws SQLException {
        SystemWork.run(retraining::review);
        var first = newest();
        unguarded("update registry.version set created_at = created_at - interval '4 days'");
        SystemWork.run(retraining::review);
        assertThat(newest().id()).isEqualTo(first.id());

        round();
        SystemWork.run(retraining::review);

        assertThat(newest().id().number()).isEqualTo(first.id().number() + 1);
        assertThat(newest().notes()).contains("lines became different: T-2");
    }

    /** It says what the weekday had the week before: 1 x lag-7 + 0 x step + 0. */
    @Test
    void a_model_made_elsewhere_is_tried_on_days_after_its_training_and_speaks_as_champion() {
        var id = imported("lag-7,step", today().minusDays(30));
        SystemWork.run(review::review);

        var evaluation = registry.evaluation(id).orElseThrow();
        var nextDays =
                evaluation.backtests().stream()
                        .filter(one -> one.line().equals("T-0") && one.horizon() == 1)
                        .findFirst()
                        .orElseThrow()
                        .days();
        assertThat(nextDays)
                .hasSizeGreaterThanOrEqualTo(20)
                .allMatch(day -> day.origin().isAfter(today().minusDays(30)));
        assertThat(evaluation.leakage()).hasSize(LINES).allMatch(LeakageCheck::passed);

        aliases.override(Seat.champion(DailyModel.NAME, ""), id.number(), "made elsewhere");
        round();

        var published = newest(line("T-0"));
        assertThat(published.method()).contains("version " + id.number());
        var lastWeek = oee("T-0", today().minusDays(7));
        assertThat(published.days().getFirst().forecast().point())
                .isCloseTo(lastWeek, within(1e-6));
    }

    @Test
    void one_that_cannot_be_asked_costs_no_line_its_forecast() {
        var id = imported("lag-99,step", today().minusDays(80));
        SystemWork.run(review::review);
        assertThat(registry.evaluation(id)).isEmpty();
        aliases.override(Seat.champion(DailyModel.NAME, ""), id.number(), "in good faith");

        round();

        var published = newest(line("T-0"));
        assertThat(published.method().orElseThrow()).startsWith("auto");
        assertThat(published.days()).hasSize(ForecastRuns.HORIZON);
    }

    private VersionId imported(String columns, LocalDate trainedUntil) {
        return registry.register(
                new NewVersion(
                        DailyModel.NAME,
                        "linear",
                        Map.of("training-to", trainedUntil.toString()),
                        null,
                        null,
                        "test",
                        "",
                        List.of(new NewFile("model.onnx", OnnxFixtures.linear(1, 0, 0, columns))),
                        null,
                        new TreeMap<>(),
                        ""));
    }

    private double oee(String code, LocalDate date) {
        return figures.days(line(code).id(), new Period(date, date))
                .getFirst()
                .ledger()
                .oee()
                .orElseThrow();
    }

    private static double mean(List<FutureDay> days, boolean mondays) {
        return days.stream()
                .filter(day -> (day.day().getDayOfWeek() == DayOfWeek.MONDAY) == mondays)
                .mapToDouble(FutureDay::point)
                .average()
                .orElseThrow();
    }

    private void round() {
        runs.begin();
        stored.pending().forEach(runs::work);
    }

    private PublishedForecast newest(Line line) {
        return Objects.requireNonNull(log.newest(List.of(line.id())).get(line.id()));
    }

    private ModelVersion newest() {
        return registry.versions(DailyModel.NAME).getFirst();
    }

    private Line line(String code) {
        return plant.line(code).orElseThrow();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static void figuresAreCurrent(DataSource database) {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            try (var connection = database.getConnection();
                                    var statement = connection.createStatement();
                                    var found =
                                            statement.executeQuery(
                                                    "select count(*) from production.changed_range")) {
                                found.next();
                                return found.getLong(1) == 0;
                            }
                        });
    }

    /** The registry keeps everything; its guards look away for once. */
    private void unguarded(String statement) throws SQLException {
        execute(
                "set session_replication_role = replica; "
                        + statement
                        + "; set session_replication_role = origin");
    }

    private void execute(String statement) throws SQLException {
        try (var connection = database.getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
