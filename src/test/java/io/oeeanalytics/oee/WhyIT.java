package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.TestSignIn;
import io.oeeanalytics.oee.DefinedOee.Name;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.Obstacle;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantSetup;
import io.oeeanalytics.plant.Product;
import io.oeeanalytics.plant.ProductId;
import io.oeeanalytics.plant.ShiftTime;
import io.oeeanalytics.production.EventStore;
import io.oeeanalytics.production.FactEvent;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Lines that run from 06:00 to 14:00 in UTC, 480 min, at a minute a piece. STEADY makes 240 good
 * pieces on Monday: A 1, E 0.5, Q 1. On Tuesday its machine fails from 12:00, and of 240 pieces 200
 * are good: A 3/4, E 2/3, Q 5/6, OEE 200/480. WEAK ran a week before, is silent on Monday and makes
 * 96 on Tuesday, OEE 0.2. Together 240/480 on Monday and 296/960 on Tuesday. On Wednesday nobody
 * plans.
 */
class WhyIT {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final Period ON_MONDAY = new Period(MONDAY, MONDAY);
    private static final Period ON_TUESDAY = new Period(MONDAY.plusDays(1), MONDAY.plusDays(1));
    private static final Offset<Double> EXACTLY = within(1e-12);

    @TempDir static Path folder;
    private static FiguresRooms rooms;
    private static Line steady;
    private static Line weak;

    @BeforeAll
    static void start() {
        rooms = FiguresRooms.open(folder);
        rooms.forgetAll();
        rooms.now(at(0, "06:00"));
        var setup = rooms.get(PlantSetup.class);
        var site = setup.openSite("UTC", ZoneId.of("UTC"));
        setup.setWeek(
                site.id(),
                null,
                MONDAY.minusYears(1),
                Stream.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY)
                        .map(
                                day ->
                                        new ShiftTime(
                                                day,
                                                1,
                                                LocalTime.of(6, 0),
                                                LocalTime.of(14, 0),
                                                List.of()))
                        .toList());
        steady = setup.openLine(site, "STEADY", "Line");
        weak = setup.openLine(site, "WEAK", "Line");
        setup.addCycle(steady.id(), null, null, 60_000, "test");
        setup.addCycle(weak.id(), null, null, 60_000, "test");
        setup.setTarget(steady.id(), MONDAY, 0.5);
        var first = setup.product(site.id(), "FIRST", "First").id();
        var second = setup.product(site.id(), "SECOND", "Second").id();
        rooms.now(at(1, "15:00"));
        tell(
                state(weak, -7, "06:00", "14:00", 1),
                state(steady, 0, "06:00", "14:00", 1),
                made(steady, 0, first, 240, 240),
                state(steady, 1, "06:00", "12:00", 1),
                state(steady, 1, "12:00", "14:00", 21),
                made(steady, 1, second, 240, 200),
                state(weak, 1, "06:00", "14:00", 1),
                made(weak, 1, first, 96, 96));
        rooms.accountAll();
        SecurityContextHolder.getContext()
                .setAuthentication(TestSignIn.everywhere("ann", "ROLE_MANAGER"));
    }

    @AfterAll
    static void stop() {
        SecurityContextHolder.clearContext();
        rooms.close();
    }

    private static void tell(FactEvent... events) {
        rooms.get(EventStore.class).append("test", List.of(events));
    }

    private static FactEvent state(Line line, int day, String from, String to, int status) {
        return new FactEvent.State(
                line.code() + day + from, line.id(), at(day, from), at(day, to), status, null);
    }

    private static FactEvent made(Line line, int day, ProductId product, int total, int good) {
        return new FactEvent.Counted(
                line.code() + day,
                line.id(),
                at(day, "10:00"),
                null,
                product,
                good,
                total - good,
                0,
                OptionalLong.empty());
    }

    private static Instant at(int day, String time) {
        return Instant.parse("%sT%s:00Z".formatted(MONDAY.plusDays(day), time));
    }

    private static OeeChange change(Line... lines) {
        return rooms.get(WhyAnalysis.class).between(List.of(lines), ON_MONDAY, ON_TUESDAY, null);
    }

    private static double contribution(OeeChange why, Name name) {
        return why.factors().stream()
                .filter(part -> part.name() == name)
                .findFirst()
                .orElseThrow()
                .contribution();
    }

    @Test
    void a_line_is_split_into_factors_losses_and_reasons() {
        var why = change(steady);

        assertThat(why.change().orElseThrow()).isEqualTo(200 / 480.0 - 0.5, EXACTLY);
        // Slopes: (1/2 + 5/9) / 3 + (5/12 + 2/3) / 6, (1 + 5/8) / 3 + (5/6 + 3/4) / 6 and
        // (1/2 + 1/2) / 3 + (2/3 + 3/8) / 6.
        assertThat(contribution(why, Name.AVAILABILITY)).isEqualTo(-0.25 * 115 / 216, EXACTLY);
        assertThat(contribution(why, Name.EFFECTIVENESS)).isEqualTo(29 / 216.0, EXACTLY);
        assertThat(contribution(why, Name.QUALITY)).isEqualTo(-73 / 864.0, EXACTLY);
        var breakdowns = why.factors().getFirst().losses().getFirst();
        assertThat(breakdowns.kind()).isEqualTo(Loss.Kind.DELAY);
        assertThat(breakdowns.after()).isEqualTo(0.25, EXACTLY);
        assertThat(breakdowns.reasons()).hasSize(1);
        assertThat(breakdowns.reasons().getFirst().name()).isEqualTo("Machine Failure");
        assertThat(breakdowns.reasons().getFirst().contribution())
                .isEqualTo(-0.25 * 115 / 216, EXACTLY);
        assertThat(why.lines()).isEmpty();
    }

    @Test
    void lines_are_weighed_by_known_time_and_silence_weighs_nothing() {
        var why = change(steady, weak);

        double change = 296 / 960.0 - 0.5;
        assertThat(why.before().ledger().coverage()).hasValue(0.5);
        assertThat(why.change().orElseThrow()).isEqualTo(change, EXACTLY);
        assertThat(why.lines())
                .extracting(part -> part.line().orElseThrow().code())
                .containsExactly("WEAK", "STEADY");
        var other = why.lines().getFirst();
        assertThat(other.before()).isEmpty();
        assertThat(other.itself()).isEqualTo(0, EXACTLY);
        assertThat(other.mix()).isEqualTo(0.5 * (0.2 - (0.5 + 296 / 960.0) / 2), EXACTLY);
        assertThat(why.lines().getLast().itself()).isEqualTo(0.75 * -1 / 12, EXACTLY);
        assertThat(why.lines().stream().mapToDouble(MemberPart::contribution).sum())
                .isEqualTo(change, EXACTLY);
        assertThat(why.factors().stream().mapToDouble(OeeChange.FactorPart::contribution).sum())
                .isEqualTo(change, EXACTLY);
    }

    @Test
    void products_that_come_and_go_add_up_too() {
        var why = change(steady);

        assertThat(why.products())
                .extracting(part -> part.product().map(Product::code).orElse(""))
                .contains("FIRST", "SECOND");
        assertThat(why.products().stream().mapToDouble(MemberPart::contribution).sum())
                .isEqualTo(200 / 480.0 - 0.5, EXACTLY);
    }

    @Test
    void the_gap_to_a_target_is_shared_by_what_each_loss_took() {
        var why = rooms.get(WhyAnalysis.class).againstTarget(List.of(steady), ON_TUESDAY, null);

        // Lost were 280 min: 120 by the failure, 120 by speed, 40 by quality. Allowed are 240.
        assertThat(why.change().orElseThrow()).isEqualTo(-1 / 12.0, EXACTLY);
        assertThat(contribution(why, Name.AVAILABILITY)).isEqualTo(-1 / 28.0, EXACTLY);
        assertThat(contribution(why, Name.EFFECTIVENESS)).isEqualTo(-1 / 28.0, EXACTLY);
        assertThat(contribution(why, Name.QUALITY)).isEqualTo(-1 / 84.0, EXACTLY);
        assertThat(why.factors().getFirst().losses().getFirst().reasons()).hasSize(1);
    }

    @Test
    void without_a_target_or_with_one_meant_otherwise_nothing_is_said() {
        var analysis = rooms.get(WhyAnalysis.class);
        var both = analysis.againstTarget(List.of(steady, weak), ON_TUESDAY, null);
        var otherwise = analysis.againstTarget(List.of(steady), ON_TUESDAY, OeeDefinition.SEMI_E79);

        assertThat(both.obstacle())
                .contains(new Obstacle(Obstacle.Kind.NO_TARGET, false, List.of(weak)));
        assertThat(both.change()).isEmpty();
        assertThat(both.factors()).isEmpty();
        assertThat(otherwise.obstacle())
                .contains(new Obstacle(Obstacle.Kind.OTHER_DEFINITION, false, List.of(steady)));
    }

    @Test
    void what_is_not_known_is_said_and_not_taken_as_0() {
        var analysis = rooms.get(WhyAnalysis.class);
        var silent = analysis.between(List.of(weak), ON_MONDAY, ON_TUESDAY, null);
        var ahead =
                analysis.between(
                        List.of(steady),
                        ON_TUESDAY,
                        new Period(MONDAY.plusDays(9), MONDAY.plusDays(9)),
                        null);

        assertThat(silent.obstacle()).contains(new Obstacle(Obstacle.Kind.SILENT, true, List.of()));
        assertThat(silent.change()).isEmpty();
        assertThat(ahead.obstacle())
                .contains(new Obstacle(Obstacle.Kind.NO_FIGURES, false, List.of()));
    }

    @Test
    void another_definition_is_split_into_its_own_factors() {
        var why =
                rooms.get(WhyAnalysis.class)
                        .between(List.of(steady), ON_MONDAY, ON_TUESDAY, OeeDefinition.SEMI_E79);

        assertThat(why.factors()).hasSize(4);
        assertThat(why.factors().stream().mapToDouble(OeeChange.FactorPart::contribution).sum())
                .isEqualTo(
                        why.after().oee().orElseThrow() - why.before().oee().orElseThrow(),
                        EXACTLY);
    }
}
