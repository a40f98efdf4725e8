package io.oeeanalytics.forecast;

import io.oeeanalytics.forecast.factor.OeeDistribution;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How lines err together, and what that makes of the OEE of them all. One correlation stands for
 * every pair: a Gaussian copula of one factor (Li, On default correlation: a copula function
 * approach, Journal of Fixed Income 9, 2000), whose correlation is the mean over the pairs of that
 * of the normal scores of their errors on the days both were forecast. Negative ones count as none.
 */
final class CommonErrors {
    /** Fewer days in common tell nothing of a pair. */
    private static final int FEW = 14;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double MOST = 0.95;
    private static final long SEED = 20_260_101;

    private final double correlation;

    CommonErrors(double correlation) {
        this.correlation = correlation;
    }

    /**
     * @param errors by line, signed errors by date, all of one horizon
     */
    static CommonErrors of(List<Map<LocalDate, Double>> errors) {
        double sum = 0;
        int pairs = 0;
        for (int one = 0; one < errors.size(); one++) {
            for (int other = one + 1; other < errors.size(); other++) {
                var dates =
                        errors.get(one).keySet().stream()
                                .filter(errors.get(other)::containsKey)
                                .sorted()
                                .toList();
                if (dates.size() >= FEW) {
                    sum +=
                            correlation(
                                    scores(values(errors.get(one), dates)),
                                    scores(values(errors.get(other), dates)));
                    pairs++;
                }
            }
        }
        return new CommonErrors(pairs == 0 ? 0 : Math.clamp(sum / pairs, 0, MOST));
    }

    double correlation() {
        return correlation;
    }

    private static double[] values(Map<LocalDate, Double> errors, List<LocalDate> dates) {
        return dates.stream().mapToDouble(date -> errors.getOrDefault(date, 0.0)).toArray();
    }

    /** Standard normal values of the same ranks: van der Waerden (1952); ties share their mean. */
    static double[] scores(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var ranks = new HashMap<Double, Double>();
        for (int from = 0; from < sorted.length; ) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            ranks.put(sorted[from], (from + to + 1) / 2.0);
            from = to;
        }
        return Arrays.stream(values)
                .map(
                        value ->
                                NORMAL.inverseCumulativeProbability(
                                        ranks.getOrDefault(value, 0.0) / (values.length + 1)))
                .toArray();
    }

    private static double correlation(double[] one, double[] other) {
        double meanOne = Arrays.stream(one).average().orElse(0);
        double meanOther = Arrays.stream(other).average().orElse(0);
        double together = 0;
        double ofOne = 0;
        double ofOther = 0;
        for (int at = 0; at < one.length; at++) {
            together += (one[at] - meanOne) * (other[at] - meanOther);
            ofOne += (one[at] - meanOne) * (one[at] - meanOne);
            ofOther += (other[at] - meanOther) * (other[at] - meanOther);
        }
        return ofOne == 0 || ofOther == 0 ? 0 : together / Math.sqrt(ofOne * ofOther);
    }

    /**
     * Ways the OEE of lines together may go.
     *
     * @param lines how likely each OEE of each line is
     * @param weights planned busy time of each
     * @param count how many
     * @return sorted; the same every time
     */
    double[] together(List<OeeDistribution> lines, double[] weights, int count) {
        double whole = Arrays.stream(weights).sum();
        var random = new SplittableRandom(SEED);
        double ofAll = Math.sqrt(correlation);
        double own = Math.sqrt(1 - correlation);
        var draws = new double[count];
        for (int draw = 0; draw < count; draw++) {
            double common = random.nextGaussian();
            for (int line = 0; line < weights.length; line++) {
                double chance =
                        NORMAL.cumulativeProbability(ofAll * common + own * random.nextGaussian());
                draws[draw] += weights[line] / whole * lines.get(line).quantile(chance);
            }
        }
        Arrays.sort(draws);
        return draws;
    }
}
