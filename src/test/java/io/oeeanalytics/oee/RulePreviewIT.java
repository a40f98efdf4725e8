package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.plant.CalendarException;
import io.oeeanalytics.plant.CalendarException.Kind;
import io.oeeanalytics.plant.EffectPreview.Watch;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineEffect;
import io.oeeanalytics.plant.LineEffect.DayEffect;
import io.oeeanalytics.plant.LineRulesChanged;
import io.oeeanalytics.plant.MicroStopBucket;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantAdministration;
import io.oeeanalytics.plant.PlantModel;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.Settings;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import io.oeeanalytics.production.ChangedRanges;
import io.oeeanalytics.production.LiveFacts;
import io.oeeanalytics.production.LiveFacts.LivePiece;
import io.oeeanalytics.production.LoggedState;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Monday 16 March 2026 in UTC, one shift from 06:00 to 14:00, an ideal cycle of 60 s: production
 * from 06:00 to 12:00 with 300 pieces, one every 72 s, then a failure to 14:00. So A = 6 h / 8 h =
 * 0.75, E = 300 x 60 s / 6 h = 0.8333, OEE = 300 x 60 s / 8 h = 0.625.
 */
@SpringBootTest
@Import(RulePreviewIT.Heard.class)
class RulePreviewIT {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 16);
    private static final Period WEEK = new Period(MONDAY, MONDAY.plusDays(6));
    private static final List<String> TABLES =
            List.of(
                    "plant.status",
                    "plant.ideal_cycle",
                    "plant.shift_pattern",
                    "plant.planned_shift",
                    "plant.shift_break",
                    "plant.calendar_exception",
                    "plant.holiday",
                    "plant.site_setting",
                    "plant.target",
                    "production.changed_range");
    private static Line line;
    private static Line other;

    @Autowired private RulePreview preview;
    @Autowired private PlantAdministration administration;
    @Autowired private PlantModel plant;
    @Autowired private ChangedRanges changes;
    @Autowired private Heard heard;
    @Autowired private DataSource database;

    /** Hears of changes within their transaction, and of those that were committed. */
    @TestConfiguration
    static class Heard {
        final AtomicInteger within = new AtomicInteger();
        final AtomicInteger committed = new AtomicInteger();
        final AtomicInteger rolledBack = new AtomicInteger();

        @EventListener
        void within(LineRulesChanged changed) {
            within.incrementAndGet();
        }

        @TransactionalEventListener
        void committed(LineRulesChanged changed) {
            committed.incrementAndGet();
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
        void rolledBack(LineRulesChanged changed) {
            rolledBack.incrementAndGet();
        }

        @Bean
        String heardOfRules() {
            return "heard";
        }
    }

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry properties) throws IOException {
        var folder = Files.createTempDirectory("oee-preview").toString();
        properties.add("oee.data-folder", () -> folder);
    }

    @BeforeAll
    static void oneMonday(
            @Autowired PlantSetup setup,
            @Autowired LiveFacts facts,
            @Autowired JooqLedgers ledgers,
            @Autowired DataSource database)
            throws SQLException {
        var site = setup.openSite("Preview", ZoneId.of("UTC"));
        line = setup.openLine(site, "P-1", "Looked at");
        other = setup.openLine(site, "P-2", "Beside it");
        for (var one : List.of(line, other)) {
            setup.addCycle(one.id(), null, null, 60_000, "test");
            setup.setWeek(
                    site.id(),
                    null,
                    MONDAY,
                    List.of(
                            new ShiftTime(
                                    DayOfWeek.MONDAY,
                                    1,
                                    LocalTime.of(6, 0),
                                    LocalTime.of(14, 0),
                                    List.of())));
            var pieces = new ArrayList<LivePiece>();
            for (int i = 0; i < 300; i++) {
                var from = at("06:00").plusSeconds(72L * i);
                pieces.add(new LivePiece(from, from.plusSeconds(72), null, 1, 0));
            }
            facts.tell(
                    one.id(),
                    List.of(
                            new LoggedState(at("06:00"), at("12:00"), 1),
                            new LoggedState(at("12:00"), at("14:00"), 21)),
                    pieces);
        }
        // As from a file: their silence since then is no news, so nothing is marked as time passes.
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from production.live_line");
            // Time that passed before is taken back.
            statement.execute(
                    "insert into production.changed_range (line_id, from_at, to_at) select id, now(), now() from plant.line");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                List.of(line, other).stream()
                                        .allMatch(
                                                one ->
                                                        ledgers.dates(one.id())
                                                                .filter(
                                                                        known ->
                                                                                known.last()
                                                                                        .equals(
                                                                                                MONDAY))
                                                                .isPresent()));
    }

    @BeforeEach
    void signIn() {
        as("ADMIN");
    }

    @AfterEach
    void signOut() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void a_faster_ideal_cycle_lowers_effectiveness_and_oee_of_its_line_only() {
        var effects =
                preview.preview(
                        () -> administration.addCycle(line, null, MONDAY, 54_000),
                        List.of(line, other),
                        WEEK);

        assertThat(effects).hasSize(1);
        var effect = effects.getFirst();
        assertThat(effect.line()).isEqualTo(line);
        assertThat(effect.before().oee().orElseThrow()).isEqualTo(0.625, within(1e-9));
        assertThat(effect.before().availability().orElseThrow()).isEqualTo(0.75, within(1e-9));
        assertThat(effect.after().availability().orElseThrow()).isEqualTo(0.75, within(1e-9));
        // 300 x 54 s / 6 h and / 8 h
        assertThat(effect.after().effectiveness().orElseThrow()).isEqualTo(0.75, within(1e-9));
        assertThat(effect.after().oee().orElseThrow()).isEqualTo(0.5625, within(1e-9));
        assertThat(effect.points().orElseThrow()).isEqualTo(-0.0625, within(1e-9));
        assertThat(effect.changed()).extracting(DayEffect::date).containsExactly(MONDAY);
    }

    @Test
    void a_status_that_counts_otherwise_changes_every_line_of_the_site() {
        var effects =
                preview.preview(
                        () ->
                                administration.putStatus(
                                        line.siteId(),
                                        new Status(
                                                21,
                                                "Machine Failure",
                                                TimeCategory.PLANNED_STOP,
                                                "Failure")),
                        List.of(line, other),
                        WEEK);

        assertThat(effects).extracting(LineEffect::line).containsExactly(line, other);
        // Planned busy time shrinks to 6 h; the 300th piece is finished at 12:00, when the stop has
        // begun, so it is 299 x 60 s / 6 h.
        assertThat(effects.getFirst().after().oee().orElseThrow()).isEqualTo(0.8306, within(1e-4));
        assertThat(effects.getFirst().after().plannedBusyMs()).isEqualTo(6 * 3_600_000);
    }

    @Test
    void a_closed_day_loses_its_oee_and_planned_time() {
        var effects =
                preview.preview(
                        () ->
                                administration.putException(
                                        line.siteId(),
                                        line.id(),
                                        new CalendarException(
                                                MONDAY, Kind.CLOSED, "stocktaking", List.of())),
                        List.of(line, other),
                        MONDAY,
                        Watch.NONE);

        assertThat(effects).hasSize(1);
        assertThat(effects.getFirst().last()).isEqualTo(MONDAY);
        var day = effects.getFirst().changed().getFirst();
        assertThat(day.date()).isEqualTo(MONDAY);
        assertThat(day.before().orElseThrow()).isEqualTo(0.625, within(1e-9));
        assertThat(day.after()).isEmpty();
        assertThat(day.plannedBusyMsAfter()).isZero();
    }

    @Test
    void another_definition_reads_the_same_facts_otherwise() {
        var effects =
                preview.preview(
                        () ->
                                administration.putSettings(
                                        line.siteId(),
                                        null,
                                        new Settings(
                                                Duration.ZERO,
                                                MicroStopBucket.PERFORMANCE,
                                                Duration.ZERO,
                                                OeeDefinition.SEMI_E79)),
                        List.of(line),
                        new Period(MONDAY, MONDAY));

        var effect = effects.getFirst();
        assertThat(effect.before().definition()).isEqualTo(OeeDefinition.ISO_22400);
        assertThat(effect.after().definition()).isEqualTo(OeeDefinition.SEMI_E79);
        // 300 x 60 s / 24 h
        assertThat(effect.after().oee().orElseThrow()).isEqualTo(0.2083, within(1e-4));
    }

    @Test
    void what_begins_after_the_figures_changes_none_of_them() {
        assertThat(
                        preview.preview(
                                () ->
                                        administration.addCycle(
                                                line, null, LocalDate.of(2999, 1, 1), 54_000),
                                List.of(line),
                                null,
                                Watch.NONE))
                .isEmpty();
    }

    @Test
    void nothing_of_a_preview_is_left() throws SQLException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !changes.isPending(List.of(line.id(), other.id())));
        var before = rows();
        int within = heard.within.get();
        int committed = heard.committed.get();
        int rolledBack = heard.rolledBack.get();
        var pendingInside = new boolean[1];

        preview.preview(
                () -> {
                    administration.addCycle(line, null, MONDAY, 54_000);
                    administration.addHoliday(line.siteId(), MONDAY, "nowhere");
                    pendingInside[0] = changes.isPending(List.of(line.id()));
                },
                List.of(line, other),
                WEEK);

        assertThat(pendingInside[0]).isTrue();
        assertThat(changes.isPending(List.of(line.id(), other.id()))).isFalse();
        assertThat(rows()).isEqualTo(before);
        assertThat(heard.within.get() - within).isEqualTo(3);
        assertThat(heard.committed).hasValue(committed);
        assertThat(heard.rolledBack.get() - rolledBack).isEqualTo(3);
        assertThat(plant.cycles(line.id()).rows()).hasSize(1);
        assertThat(plant.holidays(line.siteId())).isEmpty();
    }

    @Test
    void what_is_refused_is_refused_in_a_preview_too_and_leaves_nothing() throws SQLException {
        var before = rows();

        assertThatThrownBy(
                        () ->
                                preview.preview(
                                        () -> {
                                            administration.addHoliday(
                                                    line.siteId(), MONDAY, "nowhere");
                                            administration.addCycle(line, null, MONDAY, -1);
                                        },
                                        List.of(line),
                                        WEEK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void a_preview_tells_how_far_it_is_and_can_be_ended() throws SQLException {
        var before = rows();
        var told = new ArrayList<String>();

        assertThatThrownBy(
                        () ->
                                preview.preview(
                                        () ->
                                                administration.addHoliday(
                                                        line.siteId(), MONDAY, "nowhere"),
                                        List.of(line, other),
                                        MONDAY,
                                        (done, of) -> {
                                            told.add(done + "/" + of);
                                            return done < 2;
                                        }))
                .isInstanceOf(CancellationException.class);

        assertThat(told).containsExactly("0/4", "1/4", "2/4");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void only_administrators_may_look() {
        as("MANAGER");

        assertThatThrownBy(() -> preview.preview(() -> {}, List.of(line), null, Watch.NONE))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> preview.preview(() -> {}, List.of(line), WEEK))
                .isInstanceOf(AccessDeniedException.class);
    }

    private Map<String, Long> rows() throws SQLException {
        var rows = new LinkedHashMap<String, Long>();
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (var table : TABLES) {
                try (var count = statement.executeQuery("select count(*) from " + table)) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
        }
        return rows;
    }

    private static void as(String role) {
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("test", "ROLE_" + role));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-16T%s:00Z".formatted(time));
    }
}
