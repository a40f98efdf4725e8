package io.oeeanalytics.oee;

import io.oeeanalytics.oee.ChangeSplit.Account;
import io.oeeanalytics.oee.ChangeSplit.Member;
import io.oeeanalytics.oee.GroupedFigures.Group;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.Obstacle;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.OeeChange.Side;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import io.oeeanalytics.plant.PlantModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Why OEE is not what it was, or not what it should be: from the figures everybody reads, split so
 * that the parts add up. How is decided in {@code src/docs/decisions/0022-why.md}.
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class WhyAnalysis {
    private final FiguresQuery figures;
    private final Definitions definitions;
    private final PlantModel plant;

    WhyAnalysis(FiguresQuery figures, Definitions definitions, PlantModel plant) {
        this.figures = figures;
        this.definitions = definitions;
        this.plant = plant;
    }

    /**
     * What made OEE change from one period to the other. Their lengths may differ: shares of time
     * are compared, not minutes.
     *
     * @param lines each once
     * @param asked what both are read by; null: by what the sites report at the end of the later
     */
    public OeeChange between(
            Collection<Line> lines, Period before, Period after, @Nullable OeeDefinition asked) {
        var definition = definition(lines, after, asked);
        var then = told(lines, before, definition);
        var now = told(lines, after, definition);
        var obstacle = obstacle(then, definition, true).or(() -> obstacle(now, definition, false));
        boolean pending = then.pending() || now.pending();
        if (obstacle.isPresent()) {
            return unexplained(
                    Reference.PERIOD, definition, then.side(), now.side(), obstacle.get(), pending);
        }
        return new OeeChange(
                Reference.PERIOD,
                definition,
                then.side(),
                now.side(),
                Optional.empty(),
                ChangeSplit.factors(
                        account(then, lines, definition), account(now, lines, definition)),
                severalOf(ChangeSplit.members(then.lines(), now.lines())),
                severalOf(
                        ChangeSplit.members(
                                products(lines, before, definition),
                                products(lines, after, definition))),
                pending);
    }

    /**
     * What keeps OEE from its target, or lifts it above. The targets are those valid at the end of
     * the period, that of several lines is weighed as their OEE is.
     *
     * @param lines each once
     * @param asked as for two periods
     */
    public OeeChange againstTarget(
            Collection<Line> lines, Period period, @Nullable OeeDefinition asked) {
        var definition = definition(lines, period, asked);
        var now = told(lines, period, definition);
        var obstacle = obstacle(now, definition, false);
        if (obstacle.isPresent()) {
            return withoutTarget(definition, now, obstacle.get());
        }
        var measured =
                now.lines().entrySet().stream()
                        .filter(line -> line.getValue().knownMs() > 0)
                        .flatMap(line -> line.getKey().line().stream())
                        .toList();
        var targets = plant.targets(period.last());
        var aimless = measured.stream().filter(line -> !targets.containsKey(line.id())).toList();
        if (!aimless.isEmpty()) {
            return withoutTarget(
                    definition, now, new Obstacle(Obstacle.Kind.NO_TARGET, false, aimless));
        }
        var meantOtherwise =
                measured.stream()
                        .filter(line -> !isMeant(definitions.of(line, period), definition))
                        .toList();
        if (!meantOtherwise.isEmpty()) {
            return withoutTarget(
                    definition,
                    now,
                    new Obstacle(Obstacle.Kind.OTHER_DEFINITION, false, meantOtherwise));
        }
        var targetOf = new HashMap<Member, Double>();
        measured.forEach(line -> targetOf.put(member(line), targets.get(line.id())));
        var account = account(now, lines, definition);
        double target =
                targetOf.entrySet().stream()
                                .mapToDouble(
                                        line ->
                                                line.getValue()
                                                        * Optional.ofNullable(
                                                                        now.lines()
                                                                                .get(line.getKey()))
                                                                .map(FactorChain::knownMs)
                                                                .orElse(0L))
                                .sum()
                        / account.chain().knownMs();
        var aimed = now.side().withOee(target);
        if (account.chain().goodMs() >= account.chain().knownMs()) {
            return unexplained(
                    Reference.TARGET,
                    definition,
                    aimed,
                    now.side(),
                    new Obstacle(Obstacle.Kind.NOTHING_LOST, false, List.of()),
                    now.pending());
        }
        return new OeeChange(
                Reference.TARGET,
                definition,
                aimed,
                now.side(),
                Optional.empty(),
                ChangeSplit.againstTarget(account, target),
                severalOf(ChangeSplit.membersAgainstTarget(now.lines(), targetOf)),
                List.of(),
                now.pending());
    }

    /** Whether a target said of one definition holds for the other. */
    private static boolean isMeant(OeeDefinition reported, DefinitionInForce read) {
        return reported == read.definition()
                || (reported.hasOeeOfIso() && read.definition().hasOeeOfIso());
    }

    private static OeeChange withoutTarget(
            DefinitionInForce definition, Told now, Obstacle obstacle) {
        return unexplained(
                Reference.TARGET, definition, now.side(), now.side(), obstacle, now.pending());
    }

    private static OeeChange unexplained(
            Reference against,
            DefinitionInForce definition,
            Side before,
            Side after,
            Obstacle obstacle,
            boolean pending) {
        return new OeeChange(
                against,
                definition,
                before,
                after,
                Optional.of(obstacle),
                List.of(),
                List.of(),
                List.of(),
                pending);
    }

    private DefinitionInForce definition(
            Collection<Line> lines, Period period, @Nullable OeeDefinition asked) {
        return asked == null ? definitions.of(lines, period) : new DefinitionInForce(asked, false);
    }

    /**
     * @param lines those that have a part in the side, by their chains
     */
    private record Told(Side side, Map<Member, FactorChain> lines, boolean pending) {}

    private Told told(Collection<Line> lines, Period period, DefinitionInForce definition) {
        var answer = figures.answer(lines, period, Grouping.LINE);
        var total = answer.total();
        var read = DefinedOee.of(total.ledger(), definition.definition());
        var side =
                new Side(
                        period,
                        read.oee(),
                        total.ledger(),
                        answer.definition(),
                        answer.leftOut(),
                        total.imported(),
                        total.complete());
        var weighed =
                answer.groups().stream()
                        .filter(group -> group.line().filter(answer.leftOut()::contains).isEmpty())
                        .toList();
        return new Told(
                side,
                read.lacksCycles()
                        ? Map.of()
                        : chains(
                                weighed,
                                definition,
                                group -> new Member(group.line(), Optional.empty())),
                answer.pending());
    }

    private static Map<Member, FactorChain> chains(
            List<Group> groups, DefinitionInForce definition, Function<Group, Member> member) {
        var chains = new LinkedHashMap<Member, FactorChain>();
        for (var group : groups) {
            chains.put(
                    member.apply(group),
                    FactorChain.of(DefinedOee.of(group.ledger(), definition.definition())));
        }
        return chains;
    }

    private Map<Member, FactorChain> products(
            Collection<Line> lines, Period period, DefinitionInForce definition) {
        return chains(
                figures.answer(lines, period, Grouping.PRODUCT).groups(),
                definition,
                group -> new Member(Optional.empty(), group.product()));
    }

    private static Member member(Line line) {
        return new Member(Optional.of(line), Optional.empty());
    }

    private Account account(Told told, Collection<Line> lines, DefinitionInForce definition) {
        var side = told.side();
        var weighed = new ArrayList<>(lines);
        weighed.removeAll(side.leftOut());
        return new Account(
                side.ledger(),
                FactorChain.of(DefinedOee.of(side.ledger(), definition.definition())),
                figures.losses(weighed, side.period()));
    }

    /** One alone is the whole, which needs no further word. */
    private static List<MemberPart> severalOf(List<MemberPart> members) {
        return members.size() > 1 ? members : List.of();
    }

    private static Optional<Obstacle> obstacle(
            Told told, DefinitionInForce definition, boolean before) {
        var ledger = told.side().ledger();
        var read = DefinedOee.of(ledger, definition.definition());
        return kind(ledger, read).map(kind -> new Obstacle(kind, before, List.of()));
    }

    private static Optional<Obstacle.Kind> kind(Ledger ledger, DefinedOee read) {
        if (ledger.referenceMs() == 0) {
            return Optional.of(Obstacle.Kind.NO_FIGURES);
        }
        if (read.lacksCycles()) {
            return Optional.of(Obstacle.Kind.NO_IDEAL_CYCLE);
        }
        if (read.baseMs() == 0) {
            return Optional.of(Obstacle.Kind.NOT_PLANNED);
        }
        if (ledger.knownMs() == 0 && ledger.unknownMs() > 0) {
            return Optional.of(
                    ledger.made().total() > 0
                            ? Obstacle.Kind.NO_STATUS_DATA
                            : Obstacle.Kind.SILENT);
        }
        if (read.oee().isEmpty()) {
            return Optional.of(Obstacle.Kind.HARDLY_COVERED);
        }
        return FactorChain.of(read).isWhole()
                ? Optional.empty()
                : Optional.of(Obstacle.Kind.NEVER_RAN);
    }
}
