package io.oeeanalytics.oee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oeeanalytics.oee.ChangeSplit.Account;
import io.oeeanalytics.oee.ChangeSplit.Member;
import io.oeeanalytics.oee.OeeChange.FactorPart;
import io.oeeanalytics.oee.OeeChange.LossPart;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.ReasonPart;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.Product;
import io.oeeanalytics.plant.ProductId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for any two accounts: however they differ, the parts add up to the difference. */
class ChangeSplitsAddUpTest {
    private static final int CASES = 5_000;
    private static final Offset<Double> EXACTLY = within(1e-12);

    @ParameterizedTest
    @EnumSource
    void factors_losses_and_reasons_add_up(OeeDefinition definition) {
        var random = new Random(22);
        int split = 0;
        for (int i = 0; i < CASES; i++) {
            var before = account(random, definition);
            var after = account(random, definition);
            if (!isSound(before) || !isSound(after)) {
                continue;
            }
            split++;
            double then = before.chain().oee().orElseThrow();
            double now = after.chain().oee().orElseThrow();

            var parts = ChangeSplit.factors(before, after);

            assertThat(sum(parts)).isEqualTo(now - then, EXACTLY);
            var naive = byAllOrders(before, after);
            for (int factor = 0; factor < parts.size(); factor++) {
                assertThat(parts.get(factor).contribution()).isEqualTo(naive[factor], EXACTLY);
                closes(parts.get(factor));
            }
            if (after.chain().goodMs() < after.chain().knownMs()) {
                double target = random.nextDouble();
                var toTarget = ChangeSplit.againstTarget(after, target);
                assertThat(sum(toTarget)).isEqualTo(now - target, EXACTLY);
                toTarget.forEach(ChangeSplitsAddUpTest::closes);
            }
        }
        assertThat(split).isGreaterThan(CASES / 3);
    }

    @ParameterizedTest
    @EnumSource
    void members_that_come_and_go_add_up(OeeDefinition definition) {
        var random = new Random(23);
        for (int i = 0; i < CASES; i++) {
            var before = members(random, definition);
            var after = members(random, definition);
            double known = before.values().stream().mapToLong(FactorChain::knownMs).sum();
            double knownLater = after.values().stream().mapToLong(FactorChain::knownMs).sum();
            if (known == 0 || knownLater == 0) {
                continue;
            }
            double then = before.values().stream().mapToLong(FactorChain::goodMs).sum() / known;
            double now = after.values().stream().mapToLong(FactorChain::goodMs).sum() / knownLater;

            var parts = ChangeSplit.members(before, after);

            assertThat(parts.stream().mapToDouble(MemberPart::contribution).sum())
                    .isEqualTo(now - then, EXACTLY);
            for (var part : parts) {
                var member = new Member(part.line(), part.product());
                var chains =
                        Stream.of(before, after)
                                .filter(side -> side.containsKey(member))
                                .map(side -> side.get(member))
                                .toList();
                if (chains.size() == 1 && chains.getFirst().knownMs() > 0) {
                    assertThat(part.itself()).isEqualTo(0, EXACTLY);
                }
            }
            var targets = new HashMap<Member, Double>();
            after.keySet().forEach(member -> targets.put(member, random.nextDouble()));
            double aimed =
                    after.entrySet().stream()
                            .mapToDouble(
                                    member ->
                                            member.getValue().knownMs()
                                                    / knownLater
                                                    * targets.getOrDefault(member.getKey(), 0.0))
                            .sum();
            assertThat(
                            ChangeSplit.membersAgainstTarget(after, targets).stream()
                                    .mapToDouble(MemberPart::contribution)
                                    .sum())
                    .isEqualTo(now - aimed, EXACTLY);
        }
    }

    private static double sum(List<FactorPart> parts) {
        return parts.stream().mapToDouble(FactorPart::contribution).sum();
    }

    private static void closes(FactorPart factor) {
        assertThat(factor.losses().stream().mapToDouble(LossPart::contribution).sum())
                .isEqualTo(factor.contribution(), EXACTLY);
        for (var loss : factor.losses()) {
            if (!loss.reasons().isEmpty()) {
                assertThat(loss.reasons().stream().mapToDouble(ReasonPart::contribution).sum())
                        .isEqualTo(loss.contribution(), EXACTLY);
                assertThat(loss.reasons().stream().mapToDouble(ReasonPart::before).sum())
                        .isEqualTo(loss.before(), EXACTLY);
            }
        }
    }

    /** The definition itself: change one factor after the other, in every order there is. */
    private static double[] byAllOrders(Account before, Account after) {
        int count = before.chain().links().size();
        var then = new double[count];
        var now = new double[count];
        for (int i = 0; i < count; i++) {
            var one = before.chain().links().get(i).ratio();
            var other = after.chain().links().get(i).ratio();
            then[i] = one.orElse(other.orElse(1));
            now[i] = other.orElse(then[i]);
        }
        var sums = new double[count];
        var orders = new ArrayList<List<Integer>>();
        orders(List.of(), count, orders);
        for (var order : orders) {
            var current = then.clone();
            for (int factor : order) {
                double was = product(current);
                current[factor] = now[factor];
                sums[factor] += (product(current) - was) / orders.size();
            }
        }
        return sums;
    }

    private static void orders(List<Integer> begun, int count, List<List<Integer>> found) {
        if (begun.size() == count) {
            found.add(begun);
        }
        for (int next = 0; next < count; next++) {
            if (!begun.contains(next)) {
                var longer = new ArrayList<>(begun);
                longer.add(next);
                orders(longer, count, found);
            }
        }
    }

    private static double product(double[] factors) {
        double product = 1;
        for (double factor : factors) {
            product *= factor;
        }
        return product;
    }

    private static boolean isSound(Account account) {
        return account.chain().knownMs() > 0 && account.chain().isWhole();
    }

    /** P0 never has known time, but pieces now and then. */
    private static Map<Member, FactorChain> members(Random random, OeeDefinition definition) {
        var members = new HashMap<Member, FactorChain>();
        for (int i = 0; i < 4; i++) {
            if (random.nextInt(4) > 0) {
                var product = new Product(new ProductId(i + 1), "P" + i, "Product");
                var ledger = i == 0 ? piecesOnly(random) : ledger(random);
                members.put(
                        new Member(Optional.empty(), Optional.of(product)),
                        FactorChain.of(DefinedOee.of(ledger, definition)));
            }
        }
        return members;
    }

    private static Ledger piecesOnly(Random random) {
        return new Ledger(
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                output(random, 100_000),
                Output.ZERO,
                UnplannedProduction.ZERO);
    }

    private static Account account(Random random, OeeDefinition definition) {
        var ledger = ledger(random);
        var statuses = new ArrayList<LossOfStatus>();
        for (var category : StatusTime.LOSSES) {
            for (int status = 0; status < random.nextInt(4); status++) {
                statuses.add(
                        new LossOfStatus(
                                1,
                                Optional.empty(),
                                new StatusTime(status, category, ms(random), 1)));
            }
        }
        return new Account(ledger, FactorChain.of(DefinedOee.of(ledger, definition)), statuses);
    }

    /** None of something in a quarter of the cases. */
    private static long ms(Random random) {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(10_000_000);
    }

    private static Ledger ledger(Random random) {
        long down = ms(random);
        long delay = ms(random);
        long setup = ms(random);
        long production = 3 * ms(random);
        long unknown = ms(random);
        long plannedDown = ms(random);
        long operation = down + delay + setup + production + unknown + plannedDown;
        long unplanned = ms(random) / 10;
        return new Ledger(
                operation + ms(random) + unplanned,
                operation,
                plannedDown,
                down,
                delay,
                setup,
                production,
                production / (2 + random.nextInt(9)),
                unknown,
                output(random, production),
                Output.ZERO,
                new UnplannedProduction(unplanned, output(random, unplanned)),
                0,
                0,
                delay / (1 + random.nextInt(9)));
    }

    /** At up to a fifth above the ideal; where there was no time there are pieces now and then. */
    private static Output output(Random random, long productionMs) {
        long total =
                productionMs == 0
                        ? random.nextInt(4) == 0 ? random.nextInt(1000) : 0
                        : (long) (productionMs * (0.3 + 0.9 * random.nextDouble()));
        long good = (long) (total * random.nextDouble());
        return new Output(total, good, 0, 0, total, good, 0, 0, 0);
    }
}
