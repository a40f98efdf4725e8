package io.oeeanalytics.forecast.learned;

import java.util.Arrays;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.MutableDataset;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.slm.ElasticNetCDTrainer;

/**
 * A linear model with absolute and squared penalties, fitted by coordinate descent: Zou and Hastie,
 * Journal of the Royal Statistical Society B 67 (2005); Friedman, Hastie and Tibshirani, Journal of
 * Statistical Software 33 (2010). The penalty is the largest of those that forecast the last fifth
 * of the rows about best from those before.
 */
final class ElasticNet implements Learner {
    private static final double[] PENALTIES = {1, 0.3, 0.1, 0.03, 0.01};

    /** Errors closer than this tell nothing apart; then the simpler model is taken. */
    private static final double TIE = 0.01;

    private static final double ABSOLUTE_SHARE = 0.5;
    private static final double TOLERANCE = 1e-5;
    private static final int MOST_ROUNDS = 500;

    /** Held, as a level set on a logger nobody holds is forgotten; each round would be told. */
    private static final Logger TALK = Logger.getLogger(ElasticNetCDTrainer.class.getName());

    static {
        TALK.setLevel(Level.WARNING);
    }

    @Override
    public LearnedFunction learn(double[][] rows, double[] targets, long seed) {
        int first = rows.length - rows.length / 5;
        var train =
                TribuoFunction.dataset(Arrays.copyOf(rows, first), Arrays.copyOf(targets, first));
        var rest = Arrays.copyOfRange(rows, first, rows.length);
        var restTargets = Arrays.copyOfRange(targets, first, targets.length);
        var errors = new double[PENALTIES.length];
        for (int at = 0; at < errors.length; at++) {
            errors[at] = error(fit(train, PENALTIES[at], seed), rest, restTargets);
        }
        double enough = (1 + TIE) * Arrays.stream(errors).min().orElseThrow();
        int best = 0;
        while (errors[best] > enough) {
            best++;
        }
        return fit(TribuoFunction.dataset(rows, targets), PENALTIES[best], seed);
    }

    @Override
    public LearnedFunction read(byte[] bytes) throws UnreadableModel {
        return TribuoFunction.read(bytes);
    }

    private static LearnedFunction fit(MutableDataset<Regressor> rows, double penalty, long seed) {
        var trainer =
                new ElasticNetCDTrainer(
                        penalty, ABSOLUTE_SHARE, TOLERANCE, MOST_ROUNDS, false, seed);
        return new TribuoFunction(trainer.train(rows));
    }

    private static double error(LearnedFunction function, double[][] rows, double[] targets) {
        var answers = function.answers(rows);
        double squares = 0;
        for (int at = 0; at < answers.length; at++) {
            squares += (answers[at] - targets[at]) * (answers[at] - targets[at]);
        }
        return squares;
    }
}
