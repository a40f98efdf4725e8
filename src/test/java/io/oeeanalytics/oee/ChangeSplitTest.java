package io.oeeanalytics.oee;

import static io.oeeanalytics.oee.OeeChange.ReasonPart.Source.NO_STATUS;
import static io.oeeanalytics.oee.OeeChange.ReasonPart.Source.SHORT_STOPS;
import static io.oeeanalytics.oee.OeeChange.ReasonPart.Source.STATUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.oee.ChangeSplit.Account;
import io.oeeanalytics.oee.ChangeSplit.Member;
import io.oeeanalytics.oee.DefinedOee.Name;
import io.oeeanalytics.oee.OeeChange.FactorPart;
import io.oeeanalytics.oee.OeeChange.LossPart;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Worked by hand, in minutes of 1,000 known ones. BEFORE: 100 of breakdowns, 100 of set-up, 800 run
 * with 80 of micro-stops, ideal 720, good 648: A 0.8, E 0.9, Q 0.9, OEE 0.648. AFTER: 300 of
 * breakdowns, 100 of set-up, 600 run with 30 of micro-stops, ideal 540, good 513: A 0.6, E 0.9, Q
 * 0.95, OEE 0.513. Slopes: of A 0.9 x 0.925 = 0.8325, of Q 0.9 x 0.7 = 0.63, of E (0.72 + 0.57) / 3
 * + (0.76 + 0.54) / 6 = 0.64666…
 */
class ChangeSplitTest {
    private static final long MINUTE = 60_000;
    private static final Offset<Double> EXACTLY = within(1e-12);
    private static final Ledger BEFORE = ledger(100, 100, 800, 80, 720, 648);
    private static final Ledger AFTER = ledger(300, 100, 600, 30, 540, 513);

    private static Ledger ledger(
            long delay, long setup, long production, long micro, long ideal, long good) {
        long busy = (delay + setup + production) * MINUTE;
        return new Ledger(
                busy,
                busy,
                0,
                0,
                delay * MINUTE,
                setup * MINUTE,
                production * MINUTE,
                micro * MINUTE,
                0,
                new Output(ideal, good, 0, 0, ideal * MINUTE, good * MINUTE, 0, 0, 0),
                Output.ZERO,
                UnplannedProduction.ZERO);
    }

    private static Account account(Ledger ledger, LossOfStatus... statuses) {
        return new Account(ledger, chain(ledger), List.of(statuses));
    }

    private static FactorChain chain(Ledger ledger) {
        return FactorChain.of(DefinedOee.of(ledger, OeeDefinition.ISO_22400));
    }

    private static LossOfStatus delay(int status, String name, long minutes) {
        return new LossOfStatus(
                1,
                Optional.of(new Status(status, name, TimeCategory.DELAY, "Failure/" + name)),
                new StatusTime(status, TimeCategory.DELAY, minutes * MINUTE, 1));
    }

    private static FactorPart factor(List<FactorPart> parts, Name name) {
        return parts.stream().filter(part -> part.name() == name).findFirst().orElseThrow();
    }

    private static double loss(List<FactorPart> parts, Loss.Kind kind) {
        return parts.stream()
                .flatMap(part -> part.losses().stream())
                .filter(part -> part.kind() == kind)
                .mapToDouble(LossPart::contribution)
                .sum();
    }

    @Test
    void factors_get_what_they_make_on_average_over_all_orders() {
        var parts = ChangeSplit.factors(account(BEFORE), account(AFTER));

        assertThat(factor(parts, Name.AVAILABILITY).contribution()).isEqualTo(-0.1665, EXACTLY);
        assertThat(factor(parts, Name.EFFECTIVENESS).contribution()).isEqualTo(0, EXACTLY);
        assertThat(factor(parts, Name.QUALITY).contribution()).isEqualTo(0.0315, EXACTLY);
        assertThat(parts.stream().mapToDouble(FactorPart::contribution).sum())
                .isEqualTo(0.513 - 0.648, EXACTLY);
    }

    @Test
    void losses_that_cancel_out_in_a_factor_are_told_apart() {
        var parts = ChangeSplit.factors(account(BEFORE), account(AFTER));

        // 0.1 and 0.05 of the run time were micro-stops, 0 and 0.05 were slow.
        assertThat(loss(parts, Loss.Kind.MICRO_STOPS)).isEqualTo(0.05 * 3.88 / 6, EXACTLY);
        assertThat(loss(parts, Loss.Kind.REDUCED_SPEED)).isEqualTo(-0.05 * 3.88 / 6, EXACTLY);
        assertThat(loss(parts, Loss.Kind.DELAY)).isEqualTo(-0.1665, EXACTLY);
        assertThat(loss(parts, Loss.Kind.SET_UP)).isEqualTo(0, EXACTLY);
    }

    @Test
    void reasons_add_up_to_their_loss_though_logs_hold_micro_stops_as_well() {
        var before = account(BEFORE, delay(21, "Machine", 150), delay(22, "Tool", 30));
        var after = account(AFTER, delay(21, "Machine", 320));

        var reasons =
                factor(ChangeSplit.factors(before, after), Name.AVAILABILITY).losses().stream()
                        .filter(part -> part.kind() == Loss.Kind.DELAY)
                        .findFirst()
                        .orElseThrow()
                        .reasons();

        // 180 logged are 100 of breakdowns and 80 of micro-stops; later 10 of 330 have no status.
        assertThat(reasons)
                .extracting(part -> part.source())
                .containsExactly(STATUS, STATUS, SHORT_STOPS, NO_STATUS);
        assertThat(reasons.get(0).contribution()).isEqualTo(-0.8325 * 0.17, EXACTLY);
        assertThat(reasons.get(0).path()).containsExactly("Failure", "Machine");
        assertThat(reasons.get(1).contribution()).isEqualTo(0.8325 * 0.03, EXACTLY);
        assertThat(reasons.get(2).contribution()).isEqualTo(-0.8325 * 0.05, EXACTLY);
        assertThat(reasons.get(3).contribution()).isEqualTo(-0.8325 * 0.01, EXACTLY);
        assertThat(reasons.stream().mapToDouble(part -> part.contribution()).sum())
                .isEqualTo(-0.1665, EXACTLY);
    }

    @Test
    void where_nothing_ran_what_cannot_be_measured_did_not_change() {
        var parts = ChangeSplit.factors(account(BEFORE), account(ledger(1000, 0, 0, 0, 0, 0)));

        assertThat(factor(parts, Name.AVAILABILITY).contribution()).isEqualTo(-0.648, EXACTLY);
        assertThat(loss(parts, Loss.Kind.DELAY)).isEqualTo(-0.9 * 0.81, EXACTLY);
        assertThat(loss(parts, Loss.Kind.SET_UP)).isEqualTo(0.1 * 0.81, EXACTLY);
        assertThat(factor(parts, Name.QUALITY).after()).isEmpty();
        assertThat(factor(parts, Name.QUALITY).contribution()).isZero();
    }

    @Test
    void a_target_leaves_every_loss_the_same_part_of_its_time() {
        // 352 min are lost; a target of 0.736 leaves 264 of them, three quarters.
        var parts = ChangeSplit.againstTarget(account(BEFORE), 0.736);

        assertThat(loss(parts, Loss.Kind.DELAY)).isEqualTo(-0.025, EXACTLY);
        assertThat(loss(parts, Loss.Kind.MICRO_STOPS)).isEqualTo(-0.02, EXACTLY);
        assertThat(loss(parts, Loss.Kind.QUALITY)).isEqualTo(-0.018, EXACTLY);
        assertThat(factor(parts, Name.AVAILABILITY).contribution()).isEqualTo(-0.05, EXACTLY);
        assertThat(parts.stream().mapToDouble(FactorPart::contribution).sum())
                .isEqualTo(0.648 - 0.736, EXACTLY);
    }

    /** X: 600 min at 0.8, then 400 at 0.75. Y: 400 min at 0.25, then 600 at 0.25. */
    @Test
    void a_line_that_got_worse_is_told_apart_from_more_time_on_a_weak_one() {
        var before = Map.of(member("X"), at(600, 480), member("Y"), at(400, 100));
        var after = Map.of(member("X"), at(400, 300), member("Y"), at(600, 150));

        var parts = ChangeSplit.members(before, after);

        var x = part(parts, "X");
        var y = part(parts, "Y");
        assertThat(x.itself()).isEqualTo(0.5 * -0.05, EXACTLY);
        assertThat(x.mix()).isEqualTo(-0.2 * (0.775 - 0.515), EXACTLY);
        assertThat(y.itself()).isEqualTo(0, EXACTLY);
        assertThat(y.mix()).isEqualTo(0.2 * (0.25 - 0.515), EXACTLY);
        assertThat(x.contribution() + y.contribution()).isEqualTo(0.45 - 0.58, EXACTLY);
    }

    @Test
    void a_line_of_one_side_only_is_mix_alone() {
        var before = Map.of(member("X"), at(500, 400));
        var after = Map.of(member("X"), at(500, 400), member("Y"), at(500, 200));

        var parts = ChangeSplit.members(before, after);

        assertThat(part(parts, "X").itself()).isEqualTo(0, EXACTLY);
        assertThat(part(parts, "X").mix()).isEqualTo(-0.5 * (0.8 - 0.7), EXACTLY);
        assertThat(part(parts, "Y").before()).isEmpty();
        assertThat(part(parts, "Y").itself()).isEqualTo(0, EXACTLY);
        assertThat(part(parts, "Y").mix()).isEqualTo(0.5 * (0.4 - 0.7), EXACTLY);
    }

    /** Y is known for 100 of 500 minutes: too little for a number of its own. */
    @Test
    void a_line_hardly_known_has_its_part_and_no_single_number() {
        var hardly =
                new Ledger(
                        500 * MINUTE,
                        500 * MINUTE,
                        0,
                        0,
                        0,
                        0,
                        100 * MINUTE,
                        0,
                        400 * MINUTE,
                        new Output(100, 50, 0, 0, 100 * MINUTE, 50 * MINUTE, 0, 0, 0),
                        Output.ZERO,
                        UnplannedProduction.ZERO);
        var before = Map.of(member("X"), at(400, 320), member("Y"), at(100, 80));
        var after = Map.of(member("X"), at(400, 320), member("Y"), chain(hardly));

        var y = part(ChangeSplit.members(before, after), "Y");

        assertThat(y.before()).hasValue(0.8);
        assertThat(y.after()).isEmpty();
        assertThat(y.itself()).isEqualTo(0.2 * -0.3, EXACTLY);
    }

    private static FactorChain at(long known, long good) {
        return chain(ledger(0, 0, known, 0, known, good));
    }

    private static Member member(String code) {
        return new Member(
                Optional.of(new Line(new LineId(code.charAt(0)), 1, code, code, ZoneOffset.UTC)),
                Optional.empty());
    }

    private static MemberPart part(List<MemberPart> parts, String code) {
        return parts.stream()
                .filter(part -> part.line().orElseThrow().code().equals(code))
                .findFirst()
                .orElseThrow();
    }
}
