package io.oeeanalytics.oee;

import io.oeeanalytics.oee.OeeChange.FactorPart;
import io.oeeanalytics.oee.OeeChange.LossPart;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.ReasonPart;
import io.oeeanalytics.oee.OeeChange.ReasonPart.Source;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Product;
import io.oeeanalytics.plant.Status;
import io.oeeanalytics.plant.TimeCategory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The arithmetic of why: parts of a difference of OEE that add up to it. */
final class ChangeSplit {
    private ChangeSplit() {}

    /**
     * One side of the comparison, read by the definition of both.
     *
     * @param statuses what they took of it
     */
    record Account(Ledger ledger, FactorChain chain, List<LossOfStatus> statuses) {
        Account {
            statuses = List.copyOf(statuses);
        }

        private long lostMs(Loss.Kind kind) {
            return chain.links().stream()
                    .flatMap(link -> link.losses().stream())
                    .filter(loss -> loss.kind() == kind)
                    .mapToLong(Loss::millis)
                    .sum();
        }
    }

    /** A line among lines, or a product among products. */
    record Member(Optional<Line> line, Optional<Product> product) {}

    /**
     * How milliseconds of both sides are told.
     *
     * @param shareBefore of OEE's time per millisecond before
     * @param effectBefore on OEE, of a millisecond less of it
     */
    private record Scale(
            double shareBefore, double shareAfter, double effectBefore, double effectAfter) {
        double contribution(long beforeMs, long afterMs) {
            return beforeMs * effectBefore - afterMs * effectAfter;
        }
    }

    /**
     * A ratio that is not defined, as nothing ran, is taken as it is on the other side: what cannot
     * be measured cannot have changed OEE, which is 0 by an earlier factor then.
     */
    static List<FactorPart> factors(Account before, Account after) {
        var links = after.chain().links();
        int count = links.size();
        var then = new double[count];
        var now = new double[count];
        for (int i = 0; i < count; i++) {
            var ratioThen = before.chain().links().get(i).ratio();
            var ratioNow = links.get(i).ratio();
            then[i] = ratioThen.orElse(ratioNow.orElse(1));
            now[i] = ratioNow.orElse(then[i]);
        }
        var slopes = Shapley.slopes(then, now);
        var parts = new ArrayList<FactorPart>();
        for (int i = 0; i < count; i++) {
            var linkThen = before.chain().links().get(i);
            var linkNow = links.get(i);
            boolean measured = linkThen.wholeMs() != 0 && linkNow.wholeMs() != 0;
            var scale =
                    new Scale(
                            1.0 / before.chain().knownMs(),
                            1.0 / after.chain().knownMs(),
                            measured ? slopes[i] / linkThen.wholeMs() : 0,
                            measured ? slopes[i] / linkNow.wholeMs() : 0);
            parts.add(
                    new FactorPart(
                            linkNow.name(),
                            linkThen.ratio(),
                            linkNow.ratio(),
                            slopes[i] * (now[i] - then[i]),
                            losses(linkNow, before, after, scale)));
        }
        return parts;
    }

    /**
     * A target is one of OEE alone. It is read as if it left every loss the same part of what it
     * took, so that each has its share of the difference.
     *
     * @param actual which lost some time
     */
    static List<FactorPart> againstTarget(Account actual, double target) {
        double known = actual.chain().knownMs();
        double lost = known - actual.chain().goodMs();
        double left = known * (1 - target) / lost;
        var scale = new Scale(left / known, 1 / known, left / known, 1 / known);
        var parts = new ArrayList<FactorPart>();
        for (var link : actual.chain().links()) {
            long ofFactor = link.wholeMs() - link.leftMs();
            parts.add(
                    new FactorPart(
                            link.name(),
                            OptionalDouble.empty(),
                            link.ratio(),
                            scale.contribution(ofFactor, ofFactor),
                            losses(link, actual, actual, scale)));
        }
        return parts;
    }

    private static List<LossPart> losses(
            FactorChain.Link link, Account before, Account after, Scale scale) {
        var parts = new ArrayList<LossPart>();
        for (var loss : link.losses()) {
            long beforeMs = before.lostMs(loss.kind());
            long afterMs = loss.millis();
            if (beforeMs != 0 || afterMs != 0) {
                parts.add(
                        new LossPart(
                                loss.kind(),
                                beforeMs * scale.shareBefore(),
                                afterMs * scale.shareAfter(),
                                scale.contribution(beforeMs, afterMs),
                                reasons(loss.kind(), before, after, scale)));
            }
        }
        return parts;
    }

    /** A status under one reason, by the name it is read by: sites may share both. */
    private record Reason(int code, String name, List<String> path) {}

    private static List<ReasonPart> reasons(
            Loss.Kind kind, Account before, Account after, Scale scale) {
        var category = category(kind);
        if (category.isEmpty()) {
            return List.of();
        }
        var then = byReason(before, category.get());
        var now = byReason(after, category.get());
        var reasons = new LinkedHashSet<>(now.keySet());
        reasons.addAll(then.keySet());
        if (reasons.isEmpty()) {
            return List.of();
        }
        var parts = new ArrayList<ReasonPart>();
        for (var reason : reasons) {
            long beforeMs = then.getOrDefault(reason, 0L);
            long afterMs = now.getOrDefault(reason, 0L);
            parts.add(
                    new ReasonPart(
                            Source.STATUS,
                            OptionalInt.of(reason.code()),
                            reason.name(),
                            reason.path(),
                            beforeMs * scale.shareBefore(),
                            afterMs * scale.shareAfter(),
                            scale.contribution(beforeMs, afterMs)));
        }
        parts.sort(Comparator.comparingDouble(part -> -Math.abs(part.contribution())));
        // What a log says of a delay holds its micro-stops as well, which are no part of the loss.
        long shortThen = kind == Loss.Kind.DELAY ? shortMs(before) : 0;
        long shortNow = kind == Loss.Kind.DELAY ? shortMs(after) : 0;
        addRest(parts, Source.SHORT_STOPS, -shortThen, -shortNow, scale);
        addRest(
                parts,
                Source.NO_STATUS,
                before.lostMs(kind) - sum(then) + shortThen,
                after.lostMs(kind) - sum(now) + shortNow,
                scale);
        return parts;
    }

    private static void addRest(
            List<ReasonPart> parts, Source source, long beforeMs, long afterMs, Scale scale) {
        if (beforeMs != 0 || afterMs != 0) {
            parts.add(
                    new ReasonPart(
                            source,
                            OptionalInt.empty(),
                            "",
                            List.of(),
                            beforeMs * scale.shareBefore(),
                            afterMs * scale.shareAfter(),
                            scale.contribution(beforeMs, afterMs)));
        }
    }

    private static long shortMs(Account account) {
        var ledger = account.ledger();
        return ledger.delayMs() + ledger.microStopMs() - account.lostMs(Loss.Kind.DELAY);
    }

    private static long sum(Map<Reason, Long> byReason) {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<Reason, Long> byReason(Account account, TimeCategory category) {
        var sums = new HashMap<Reason, Long>();
        for (var lost : account.statuses()) {
            if (lost.time().category() == category) {
                sums.merge(
                        new Reason(
                                lost.time().status(),
                                lost.name(),
                                lost.status().map(Status::path).orElse(List.of())),
                        lost.time().millis(),
                        Long::sum);
            }
        }
        return sums;
    }

    private static Optional<TimeCategory> category(Loss.Kind kind) {
        return switch (kind) {
            case WAITING -> Optional.of(TimeCategory.WAITING);
            case DELAY -> Optional.of(TimeCategory.DELAY);
            case SET_UP -> Optional.of(TimeCategory.SET_UP);
            case MICRO_STOPS,
                    REDUCED_SPEED,
                    QUALITY,
                    START_UP_REJECTS,
                    PRODUCTION_REJECTS,
                    PLANNED_STOPS,
                    NOT_PLANNED,
                    UNKNOWN,
                    UNRATED_PRODUCTION,
                    FULLY_PRODUCTIVE ->
                    Optional.empty();
        };
    }

    /**
     * Members of a whole, weighed by known time: each moved the common OEE by what became of itself
     * and by its part of the time. One without time on a side is taken there as it is on the other,
     * so that its coming and going is mix alone.
     *
     * @return largest contribution first
     */
    static List<MemberPart> members(
            Map<Member, FactorChain> before, Map<Member, FactorChain> after) {
        double knownThen = knownMs(before);
        double knownNow = knownMs(after);
        double meanOee = (goodMs(before) / knownThen + goodMs(after) / knownNow) / 2;
        var members = new LinkedHashSet<>(after.keySet());
        members.addAll(before.keySet());
        var parts = new ArrayList<MemberPart>();
        for (var member : members) {
            var then = Optional.ofNullable(before.get(member));
            var now = Optional.ofNullable(after.get(member));
            double shareThen = then.map(FactorChain::knownMs).orElse(0L) / knownThen;
            double shareNow = now.map(FactorChain::knownMs).orElse(0L) / knownNow;
            double goodThen = then.map(FactorChain::goodMs).orElse(0L) / knownThen;
            double goodNow = now.map(FactorChain::goodMs).orElse(0L) / knownNow;
            var oeeThen = then.map(FactorChain::oee).orElse(OptionalDouble.empty());
            var oeeNow = now.map(FactorChain::oee).orElse(OptionalDouble.empty());
            if (shareThen == 0 && shareNow == 0 && goodThen == 0 && goodNow == 0) {
                continue;
            }
            double mean = (oeeThen.orElse(oeeNow.orElse(0)) + oeeNow.orElse(oeeThen.orElse(0))) / 2;
            double mix = (shareNow - shareThen) * (mean - meanOee);
            double all = goodNow - goodThen - (shareNow - shareThen) * meanOee;
            parts.add(
                    new MemberPart(
                            member.line(),
                            member.product(),
                            shareThen,
                            shareNow,
                            then.map(FactorChain::shown).orElse(OptionalDouble.empty()),
                            now.map(FactorChain::shown).orElse(OptionalDouble.empty()),
                            all - mix,
                            mix));
        }
        return largestFirst(parts);
    }

    /**
     * @param targets of every member that has known time
     */
    static List<MemberPart> membersAgainstTarget(
            Map<Member, FactorChain> actual, Map<Member, Double> targets) {
        double known = knownMs(actual);
        var parts = new ArrayList<MemberPart>();
        actual.forEach(
                (member, chain) -> {
                    double share = chain.knownMs() / known;
                    if (share > 0 || chain.goodMs() > 0) {
                        double target = targets.getOrDefault(member, 0.0);
                        parts.add(
                                new MemberPart(
                                        member.line(),
                                        member.product(),
                                        share,
                                        share,
                                        OptionalDouble.of(target),
                                        chain.shown(),
                                        chain.goodMs() / known - share * target,
                                        0));
                    }
                });
        return largestFirst(parts);
    }

    private static List<MemberPart> largestFirst(List<MemberPart> parts) {
        return parts.stream()
                .sorted(
                        Comparator.comparingDouble(
                                        (MemberPart part) -> -Math.abs(part.contribution()))
                                .thenComparing(part -> part.line().map(Line::code).orElse(""))
                                .thenComparing(
                                        part -> part.product().map(Product::code).orElse("")))
                .toList();
    }

    private static double knownMs(Map<Member, FactorChain> members) {
        return members.values().stream().mapToLong(FactorChain::knownMs).sum();
    }

    private static double goodMs(Map<Member, FactorChain> members) {
        return members.values().stream().mapToLong(FactorChain::goodMs).sum();
    }
}
