package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import io.oeeanalytics.production.FactRetention;
import io.oeeanalytics.production.LineFacts;
import io.oeeanalytics.production.OperatorEntries;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A line that makes one piece at 08:00 UTC of every date from January to June 2026, planned from
 * 06:00 to 14:00, and facts that are kept for three months: on 2 June those before 1 March are
 * given up, and those before 1 February go.
 */
class FactRetentionIT {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 2);
    private static final LocalDate KEPT_FROM = LocalDate.of(2026, 3, 1);
    private static final LocalDate FACTS_FROM = LocalDate.of(2026, 2, 1);
    private static final int RUN = 1;

    @TempDir static Path folder;
    private static FiguresRooms rooms;
    private Line line;
    private List<ShiftLedger> before = List.of();

    @BeforeAll
    static void start() {
        rooms = FiguresRooms.open(folder, "--oee.retention-months=3");
    }

    @AfterAll
    static void stop() {
        rooms.close();
    }

    @BeforeEach
    void halfAYear() {
        rooms.forgetAll();
        var setup = rooms.get(PlantSetup.class);
        var site = setup.openSite("UTC", ZoneId.of("UTC"));
        line = setup.openLine(site, "L", "Line");
        setup.setWeek(
                site.id(),
                null,
                FIRST.minusYears(1),
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
        setup.addCycle(line.id(), null, null, 60_000, "test");
        rooms.now(at(TODAY, "07:00"));
        var events = new ArrayList<FactEvent>();
        for (var date = FIRST; date.isBefore(TODAY); date = date.plusDays(1)) {
            events.add(
                    new FactEvent.State(
                            "s" + date,
                            line.id(),
                            at(date, "06:00"),
                            at(date, "14:00"),
                            RUN,
                            null));
            events.add(piece("p" + date, date));
        }
        rooms.get(EventStore.class).append("machine", events);
        rooms.accountAll();
        before = ledgers();
    }

    @Test
    void old_facts_go_in_three_steps_and_the_figures_stay() {
        var retention = rooms.get(FactRetention.class);

        retention.enforce();
        assertThat(retention.takenFrom()).isEqualTo(at(KEPT_FROM, "00:00"));
        assertThat(retention.settledBefore()).isEqualTo(Instant.EPOCH);
        rooms.pass(Duration.ofHours(25));
        rooms.accountAll();
        retention.enforce();

        assertThat(retention.settledBefore()).isEqualTo(at(KEPT_FROM, "00:00"));
        // The last state before stays: it might hold for long.
        assertThat(firstFact()).isEqualTo(at(FACTS_FROM.minusDays(1), "06:00"));
        assertThat(ledgers()).startsWith(before.toArray(ShiftLedger[]::new));
    }

    @Test
    void what_was_taken_before_is_accounted_before_its_facts_go() {
        var retention = rooms.get(FactRetention.class);
        retention.enforce();
        rooms.pass(Duration.ofHours(25));
        // Taken just before the limit was announced, and not accounted yet.
        rooms.get(EventStore.class).append("machine", List.of(piece("late", FIRST)));

        retention.enforce();
        assertThat(retention.settledBefore()).isEqualTo(Instant.EPOCH);
        rooms.accountAll();
        retention.enforce();

        assertThat(retention.settledBefore()).isEqualTo(at(KEPT_FROM, "00:00"));
        assertThat(ledger(FIRST).output().good()).isEqualTo(2);
    }

    @Test
    void a_rule_that_holds_since_ever_changes_what_is_not_settled_only() {
        settle();

        rooms.get(PlantSetup.class).addCycle(line.id(), null, at(FIRST, "00:00"), 120_000, "test");
        rooms.accountAll();

        assertThat(ledger(KEPT_FROM.minusDays(1)).output().idealTotalMs()).isEqualTo(60_000);
        assertThat(ledger(KEPT_FROM).output().idealTotalMs()).isEqualTo(120_000);
        assertThat(ledger(FIRST)).isEqualTo(before.getFirst().ledger());
    }

    @Test
    void a_product_told_of_once_is_made_after_its_event_is_old_enough_to_go() {
        var setup = rooms.get(PlantSetup.class);
        var product = setup.product(line.siteId(), "P", "Product").id();
        setup.addCycle(line.id(), product, null, 30_000, "test");
        rooms.get(EventStore.class)
                .append(
                        "mes",
                        List.of(
                                new FactEvent.ProductStarted(
                                        "order", line.id(), at(FIRST, "06:00"), product, "A-1")));
        rooms.accountAll();
        assertThat(ledger(KEPT_FROM).output().idealTotalMs()).isEqualTo(30_000);

        settle();
        // Once more: what was carried is carried on.
        rooms.now(at(TODAY, "07:00").plus(Duration.ofDays(31)));
        rooms.accountAll();
        settle(KEPT_FROM.plusMonths(1));
        rooms.rebuild(List.of(line.id()));

        assertThat(ledger(KEPT_FROM.plusMonths(1)).output().idealTotalMs()).isEqualTo(30_000);
    }

    @Test
    void figures_as_known_then_and_words_are_refused_where_the_facts_are_gone() {
        settle();
        var figures = rooms.get(FiguresQuery.class);
        var day = new Period(KEPT_FROM.minusDays(1), KEPT_FROM.minusDays(1));

        assertThatThrownBy(
                        () -> figures.answer(List.of(line), day, Grouping.DAY, at(TODAY, "00:00")))
                .hasMessageContaining("the facts before 2026-03-01 are no longer kept");
        assertThatThrownBy(
                        () ->
                                rooms.get(OperatorEntries.class)
                                        .explain(line, at(FIRST, "08:00"), at(FIRST, "09:00"), 21))
                .hasMessageContaining("facts are kept from 2026-03-01T00:00:00Z on");
        assertThat(
                        rooms.get(ShiftReports.class)
                                .report(line, FIRST, 1)
                                .map(report -> rooms.get(ShiftReports.class).changes(report)))
                .hasValueSatisfying(changes -> assertThat(changes).isEmpty());
    }

    @Test
    void the_nightly_check_looks_only_where_facts_are() {
        settle();

        var check = rooms.get(FiguresChecks.class).run(rooms.now());

        assertThat(check.days()).isPositive();
        assertThat(check.differences()).isEmpty();
    }

    private void settle() {
        settle(KEPT_FROM);
    }

    private void settle(LocalDate keptFrom) {
        var retention = rooms.get(FactRetention.class);
        retention.enforce();
        rooms.pass(Duration.ofHours(25));
        rooms.accountAll();
        retention.enforce();
        assertThat(retention.settledBefore()).isEqualTo(at(keptFrom, "00:00"));
    }

    private FactEvent piece(String key, LocalDate date) {
        return new FactEvent.Counted(
                key, line.id(), at(date, "08:00"), null, null, 1, 0, 0, OptionalLong.empty());
    }

    private Instant firstFact() {
        return rooms.get(LineFacts.class).extent(line.id()).orElseThrow().from();
    }

    private Ledger ledger(LocalDate date) {
        return ledgers().stream()
                .filter(shift -> shift.businessDate().equals(date) && shift.shift() == 1)
                .findFirst()
                .orElseThrow()
                .ledger();
    }

    private List<ShiftLedger> ledgers() {
        return rooms.get(JooqLedgers.class).shifts(line.id(), FIRST, TODAY.minusDays(1)).stream()
                .filter(shift -> shift.shift() == 1)
                .toList();
    }

    private static Instant at(LocalDate date, String time) {
        return date.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }
}
