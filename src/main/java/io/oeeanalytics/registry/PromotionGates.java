package io.oeeanalytics.registry;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a version must show before it may serve a line. Errors are compared forecast by forecast,
 * each horizon counting alike, and only beyond noise is better called better.
 */
final class PromotionGates {
    private final GateLimits limits;

    PromotionGates(GateLimits limits) {
        this.limits = limits;
    }

    /** What serves now, and how it did. */
    record Champion(VersionId id, List<Backtest> backtests) {}

    /** A challenger runs beside the champion, so it need not have beaten it. */
    Verdict challenger(List<Backtest> own, List<LeakageCheck> leakage) {
        var gates = new ArrayList<Gate>();
        gates.add(new Gate.Evidence(origins(own), limits.origins()));
        gates.addAll(baselines(own));
        gates.add(coverage(80, own, BacktestDay::band80, limits.coverage80()));
        gates.add(coverage(95, own, BacktestDay::band95, limits.coverage95()));
        gates.add(
                new Gate.Leakage(
                        leakage.size(),
                        leakage.stream()
                                .filter(check -> !check.passed())
                                .map(LeakageCheck::name)
                                .toList()));
        return new Verdict(gates);
    }

    /**
     * @param now null while nothing serves
     */
    Verdict champion(List<Backtest> own, List<LeakageCheck> leakage, @Nullable Champion now) {
        var gates = new ArrayList<>(challenger(own, leakage).gates());
        var against =
                now == null
                        ? new Gate.AgainstChampion(
                                null,
                                PairedComparison.NONE,
                                limits.standardErrors(),
                                limits.origins())
                        : new Gate.AgainstChampion(
                                now.id(),
                                compare(own, errors(now.backtests())),
                                limits.standardErrors(),
                                limits.origins());
        gates.add(1, against);
        return new Verdict(gates);
    }

    private static int origins(List<Backtest> backtests) {
        return (int) backtests.stream().flatMap(one -> one.origins().stream()).distinct().count();
    }

    private List<Gate> baselines(List<Backtest> own) {
        var names = new TreeSet<String>();
        own.forEach(backtest -> names.addAll(backtest.baselines()));
        if (names.isEmpty()) {
            return List.of(
                    new Gate.AgainstBaseline("", PairedComparison.NONE, limits.standardErrors()));
        }
        return names.stream()
                .<Gate>map(
                        name ->
                                new Gate.AgainstBaseline(
                                        name,
                                        compare(own, errors(own, name)),
                                        limits.standardErrors()))
                .toList();
    }

    private Gate coverage(
            int percent,
            List<Backtest> own,
            Function<BacktestDay, @Nullable Band> band,
            Band limit) {
        int bands = 0;
        int held = 0;
        for (var backtest : own) {
            for (var day : backtest.days()) {
                var one = band.apply(day);
                if (one != null) {
                    bands++;
                    held += one.contains(day.actual()) ? 1 : 0;
                }
            }
        }
        return new Gate.Coverage(
                percent, bands, bands == 0 ? 0 : (double) held / bands, limit, limits.origins());
    }

    /** One forecast of the past. */
    private record Asked(int horizon, LocalDate origin, LocalDate day) {
        static Asked of(Backtest backtest, BacktestDay day) {
            return new Asked(backtest.horizon(), day.origin(), day.day());
        }
    }

    private static Map<Asked, Double> errors(List<Backtest> backtests) {
        var errors = new HashMap<Asked, Double>();
        for (var backtest : backtests) {
            backtest.days().forEach(day -> errors.put(Asked.of(backtest, day), day.error()));
        }
        return errors;
    }

    private static Map<Asked, Double> errors(List<Backtest> backtests, String baseline) {
        var errors = new HashMap<Asked, Double>();
        for (var backtest : backtests) {
            if (backtest.baselines().contains(baseline)) {
                backtest.days()
                        .forEach(day -> errors.put(Asked.of(backtest, day), day.error(baseline)));
            }
        }
        return errors;
    }

    /** An origin is one observation: its horizons stand or fall together. */
    static PairedComparison compare(List<Backtest> own, Map<?, Double> other) {
        var differences = new TreeMap<LocalDate, List<Double>>();
        double scale = 0;
        int ahead = 1;
        for (var backtest : own) {
            for (var day : backtest.days()) {
                var error = other.get(Asked.of(backtest, day));
                if (error != null) {
                    differences
                            .computeIfAbsent(day.origin(), origin -> new ArrayList<>())
                            .add(error - day.error());
                    scale = Math.max(scale, Math.max(error, day.error()));
                    ahead = Math.max(ahead, backtest.horizon());
                }
            }
        }
        var means =
                differences.values().stream()
                        .map(one -> one.stream().collect(Collectors.averagingDouble(d -> d)))
                        .toList();
        return PairedComparison.of(means, scale, ahead);
    }
}
