package io.oeeanalytics.demo;

import java.util.SplittableRandom;

/**
 * Random draws that depend only on what they are for: a seed, a line, a day and a purpose.
 * StrictMath, because Math may round differently from one machine to the next and the history must
 * not.
 */
final class Chance {
    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Chance of(long seed, String line, long day, int purpose) {
        long mixed = mix(seed + 0x9E3779B97F4A7C15L * line.hashCode());
        return new Chance(mix(mix(mixed + day) + purpose));
    }

    double uniform() {
        return random.nextDouble();
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    boolean hits(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    double normal() {
        return random.nextGaussian();
    }

    double lognormal(double median, double sigma) {
        return median * StrictMath.exp(sigma * random.nextGaussian());
    }

    /** Knuth's method; the means here are small. */
    int poisson(double mean) {
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble();
                product > limit;
                product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /**
     * The finaliser of MurmurHash3, variant 13 of Stafford: neighbouring days give unrelated
     * streams.
     */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
