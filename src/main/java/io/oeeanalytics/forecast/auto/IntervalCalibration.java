package io.oeeanalytics.forecast.auto;

import java.util.Arrays;

/**
 * What to add to a point forecast for its intervals, from the errors really made at past origins:
 * split conformal prediction with signed errors (Lei, G'Sell, Rinaldo, Tibshirani and Wasserman,
 * JASA 113, 2018), with three changes. The errors of all horizons count together, each in units of
 * the spread of its own horizon, as a hundred errors say little of a 95 % limit. Recent errors
 * weigh more, after Barber, Candès, Ramdas and Tibshirani, Conformal prediction beyond
 * exchangeability, Annals of Statistics 51 (2023). And the 95 % limit is the mean of three: the
 * weighted quantile of the errors, the 80 % limit carried outwards as a normal tail, and the normal
 * limit by the spread of its own side. The spread never shrinks with the horizon.
 */
public final class IntervalCalibration {
    private static final double[] CHANCES = {0.1, 0.9, 0.025, 0.975, 0.25, 0.75};
    private static final double NORMAL_50 = 0.6744897501960817;
    private static final double NORMAL_80 = 1.2815515655446004;
    private static final double NORMAL_95 = 1.959963984540054;
    private static final double HALF_LIFE_80 = 60;
    private static final double HALF_LIFE_95 = 100;
    private static final int REACH = 2;

    /** Fewer origins than this tell of a spread, but not of two sides. */
    private static final int FEW = 8;

    private final double[][] offsets;

    private final int[] counts;

    private IntervalCalibration(double[][] offsets, int[] counts) {
        this.offsets = offsets;
        this.counts = counts;
    }

    /** How many errors of forecasts so far ahead it rests on. */
    public int count(int step) {
        return counts[step];
    }

    /**
     * @param errors by horizon the signed errors, actual minus forecast, oldest first
     * @param ages of each of them: origins since, from 0
     */
    static IntervalCalibration of(double[][] errors, double[][] ages) {
        int horizon = errors.length;
        var spreads = spreads(errors);
        int count = 0;
        int origins = 0;
        for (int ahead = 0; ahead < horizon; ahead++) {
            origins = Math.max(origins, errors[ahead].length);
            count += spreads[ahead] > 0 ? errors[ahead].length : 0;
        }
        var offsets = new double[horizon][CHANCES.length];
        if (count > 0) {
            var pool = Pool.of(errors, ages, spreads, count);
            var limits = pool.limits(origins);
            for (int ahead = 0; ahead < horizon; ahead++) {
                for (int at = 0; at < CHANCES.length; at++) {
                    offsets[ahead][at] = spreads[ahead] * limits[at];
                }
            }
        }
        return new IntervalCalibration(
                offsets, Arrays.stream(errors).mapToInt(own -> own.length).toArray());
    }

    public double lower50(int step) {
        return offsets[step][4];
    }

    public double upper50(int step) {
        return offsets[step][5];
    }

    public double lower80(int step) {
        return offsets[step][0];
    }

    public double upper80(int step) {
        return offsets[step][1];
    }

    public double lower95(int step) {
        return offsets[step][2];
    }

    public double upper95(int step) {
        return offsets[step][3];
    }

    /** Root mean square errors, averaged over neighbours, rising with the horizon. */
    private static double[] spreads(double[][] errors) {
        int horizon = errors.length;
        var own = new double[horizon];
        var weights = new double[horizon];
        int known = 0;
        for (int ahead = 0; ahead < horizon; ahead++) {
            if (errors[ahead].length > 0) {
                known = ahead + 1;
            }
            double size = 0;
            for (double error : errors[ahead]) {
                size = Math.max(size, Math.abs(error));
            }
            double squares = 0;
            for (double error : errors[ahead]) {
                squares += size > 0 ? error / size * (error / size) : 0;
            }
            weights[ahead] = errors[ahead].length;
            own[ahead] = weights[ahead] > 0 ? size * Math.sqrt(squares / weights[ahead]) : 0;
        }
        var smooth = new double[horizon];
        var counts = new double[horizon];
        for (int ahead = 0; ahead < known; ahead++) {
            double sum = 0;
            for (int near = Math.max(0, ahead - REACH);
                    near <= Math.min(known - 1, ahead + REACH);
                    near++) {
                sum += weights[near] * own[near];
                counts[ahead] += weights[near];
            }
            smooth[ahead] = counts[ahead] > 0 ? sum / counts[ahead] : 0;
        }
        raise(smooth, counts, known);
        // Beyond what was ever tried, errors may grow as those of a walk.
        for (int ahead = known; ahead < horizon && known > 0; ahead++) {
            smooth[ahead] = smooth[known - 1] * Math.sqrt((ahead + 1.0) / known);
        }
        return smooth;
    }

    /** Least-squares fit that never falls: Barlow, Bartholomew, Bremner and Brunk (1972). */
    private static void raise(double[] values, double[] weights, int count) {
        var means = new double[count];
        var sums = new double[count];
        var sizes = new int[count];
        int blocks = 0;
        for (int at = 0; at < count; at++) {
            means[blocks] = values[at];
            sums[blocks] = weights[at];
            sizes[blocks] = 1;
            while (blocks > 0 && means[blocks - 1] > means[blocks]) {
                double sum = sums[blocks - 1] + sums[blocks];
                if (sum > 0) {
                    means[blocks - 1] += (means[blocks] - means[blocks - 1]) * (sums[blocks] / sum);
                }
                sums[blocks - 1] = sum;
                sizes[blocks - 1] += sizes[blocks];
                blocks--;
            }
            blocks++;
        }
        int at = 0;
        for (int block = 0; block < blocks; block++) {
            Arrays.fill(values, at, at + sizes[block], means[block]);
            at += sizes[block];
        }
    }

    /** Errors in units of their spread, sorted, with their ages. */
    private static final class Pool {
        private final double[] errors;
        private final double[] ages;

        private Pool(double[] errors, double[] ages) {
            this.errors = errors;
            this.ages = ages;
        }

        static Pool of(double[][] errors, double[][] ages, double[] spreads, int count) {
            var values = new double[count];
            var since = new double[count];
            int filled = 0;
            for (int ahead = 0; ahead < errors.length; ahead++) {
                for (int at = 0; at < errors[ahead].length && spreads[ahead] > 0; at++) {
                    values[filled] = errors[ahead][at] / spreads[ahead];
                    since[filled] = ages[ahead][at];
                    filled++;
                }
            }
            return sorted(values, since);
        }

        private static Pool sorted(double[] values, double[] since) {
            var order = new long[values.length];
            var ranked = values.clone();
            Arrays.sort(ranked);
            // Equal errors share a rank, then stand by their place: the sort must not depend on it.
            for (int at = 0; at < order.length; at++) {
                long rank = Arrays.binarySearch(ranked, values[at]);
                order[at] = rank << 32 | at;
            }
            Arrays.sort(order);
            var errors = new double[values.length];
            var ages = new double[values.length];
            for (int at = 0; at < order.length; at++) {
                errors[at] = values[(int) order[at]];
                ages[at] = since[(int) order[at]];
            }
            return new Pool(errors, ages);
        }

        /** The six limits, wider where few origins speak. */
        double[] limits(int origins) {
            if (origins < FEW) {
                double share = 1.0 / origins;
                double inner = NORMAL_80 * (1 + share);
                double outer = NORMAL_95 * (1 + 1.75 * share);
                double half = NORMAL_50 * (1 + share);
                return new double[] {-inner, inner, -outer, outer, -half, half};
            }
            var young = weights(HALF_LIFE_80);
            var old = weights(HALF_LIFE_95);
            var limits = new double[CHANCES.length];
            double few = 1.0 / origins;
            for (int side = 0; side < 2; side++) {
                double sign = side == 0 ? -1 : 1;
                double inner = quantile(young, sure(CHANCES[side], young, origins));
                double half = quantile(young, CHANCES[side + 4]);
                double tail = quantile(old, CHANCES[side]) * NORMAL_95 / NORMAL_80;
                double outer = quantile(old, CHANCES[side + 2]);
                double spread = sign * NORMAL_95 * spread(old, sign);
                limits[side] = sign * Math.max(0, sign * inner) * (1 + few);
                limits[side + 4] = sign * Math.max(0, sign * half) * (1 + few);
                limits[side + 2] =
                        sign * Math.max(0, sign * (outer + tail + spread) / 3) * (1 + 1.5 * few);
            }
            return limits;
        }

        private double[] weights(double halfLife) {
            var weights = new double[ages.length];
            for (int at = 0; at < weights.length; at++) {
                weights[at] = Math.exp(-Math.log(2) / halfLife * ages[at]);
            }
            return weights;
        }

        /** The finite-sample correction, for as many origins as the weights leave. */
        private static double sure(double chance, double[] weights, int origins) {
            double sum = 0;
            double most = 0;
            for (double weight : weights) {
                sum += weight;
                most = Math.max(most, weight);
            }
            double effective = Math.max(1, origins * sum / most / weights.length);
            return chance > 0.5
                    ? Math.min(0.995, chance + 0.25 / effective)
                    : Math.max(0.005, chance - 0.25 / effective);
        }

        private double quantile(double[] weights, double chance) {
            double whole = 0;
            for (double weight : weights) {
                whole += weight;
            }
            double below = 0;
            for (int at = 0; at < errors.length; at++) {
                below += weights[at];
                if (below - weights[at] / 2 >= chance * whole) {
                    return errors[at];
                }
            }
            return errors[errors.length - 1];
        }

        /** The root mean square of the errors on one side. */
        private double spread(double[] weights, double sign) {
            double squares = 0;
            double whole = 0;
            for (int at = 0; at < errors.length; at++) {
                if (errors[at] * sign > 0) {
                    squares += weights[at] * errors[at] * errors[at];
                    whole += weights[at];
                }
            }
            return whole > 0 ? Math.sqrt(squares / whole) : 0;
        }
    }
}
