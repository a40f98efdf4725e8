package io.oeeanalytics.forecast.drift;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Compares the last working days of a series with those before. */
public final class DriftCheck {
    /** Four working weeks: shorter ones are mere bad luck, later nobody needs to be told. */
    static final int RECENT = 20;

    /** What came earlier is another plant. */
    static final int BEFORE = 100;

    static final int FEWEST_BEFORE = 30;

    /** Every line is looked at every night, so chance gets many a try. */
    private static final double CHANCE = 0.001;

    /** Smaller differences no plan depends on. */
    private static final double LEAST_POINTS = 0.02;

    private static final double LEAST_GROWTH = 1.25;

    /** Nearer to an end a split rests on too few days. */
    private static final int FEWEST_OF_SPLIT = 5;

    /** What a day had, in any order of days. */
    public record Value(LocalDate day, double value) {}

    private DriftCheck() {}

    /**
     * Of a level.
     *
     * @return empty where nothing is different, or too few days are known
     */
    public static Optional<Drift> level(DriftKind kind, List<Value> values) {
        return samples(values)
                .filter(samples -> Math.abs(samples.difference()) >= LEAST_POINTS)
                .filter(samples -> samples.sameDistribution() < CHANCE)
                .map(samples -> drift(kind, values, samples, samples.sameDistribution()));
    }

    /**
     * Of errors: only larger ones are bad news.
     *
     * @param errors absolute, as fractions of 1
     */
    public static Optional<Drift> error(List<Value> errors) {
        return samples(errors)
                .filter(
                        samples ->
                                TwoSamples.mean(samples.recent())
                                        > LEAST_GROWTH * TwoSamples.mean(samples.before()))
                .filter(samples -> samples.notLarger() < CHANCE)
                .map(samples -> drift(DriftKind.ERROR, errors, samples, samples.notLarger()));
    }

    private static Optional<TwoSamples> samples(List<Value> values) {
        int count = values.size();
        if (count < FEWEST_BEFORE + RECENT) {
            return Optional.empty();
        }
        var all = ordered(values);
        return Optional.of(
                new TwoSamples(
                        numbers(all.subList(Math.max(0, count - RECENT - BEFORE), count - RECENT)),
                        numbers(all.subList(count - RECENT, count))));
    }

    private static Drift drift(
            DriftKind kind, List<Value> values, TwoSamples samples, double chance) {
        return new Drift(
                kind,
                since(ordered(values)),
                samples.recent().length,
                TwoSamples.mean(samples.before()),
                TwoSamples.mean(samples.recent()),
                chance);
    }

    /** The change point of Pettitt, Applied Statistics 28 (1979), among the days compared. */
    private static LocalDate since(List<Value> all) {
        var days = all.subList(Math.max(0, all.size() - RECENT - BEFORE), all.size());
        long best = -1;
        int split = days.size() - RECENT;
        long sum = 0;
        for (int at = 0; at < days.size() - FEWEST_OF_SPLIT; at++) {
            for (var other : days) {
                sum += Long.signum(Double.compare(days.get(at).value(), other.value()));
            }
            if (at + 1 >= FEWEST_OF_SPLIT && Math.abs(sum) > best) {
                best = Math.abs(sum);
                split = at + 1;
            }
        }
        return days.get(split).day();
    }

    private static List<Value> ordered(List<Value> values) {
        return values.stream().sorted(Comparator.comparing(Value::day)).toList();
    }

    private static double[] numbers(List<Value> values) {
        return values.stream().mapToDouble(Value::value).toArray();
    }
}
