package io.oeeanalytics.forecast.learned;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer;
import org.tribuo.regression.xgboost.XGBoostRegressionTrainer.RegressionType;

/**
 * Regression trees over histograms of the columns, grown by XGBoost: Chen and Guestrin, XGBoost: a
 * scalable tree boosting system, KDD (2016). On one thread, so that sums are always added in the
 * same order.
 */
final class Trees implements Learner {
    /** Trees one after the other, each on what those before left over: Friedman (2001). */
    static final Trees BOOSTED =
            new Trees(
                    200,
                    Map.of(
                            "eta",
                            0.04,
                            "max_depth",
                            4,
                            "min_child_weight",
                            30,
                            "subsample",
                            0.7,
                            "colsample_bytree",
                            0.7,
                            "lambda",
                            5));

    /** Trees side by side, each on its own sample of rows and columns: Breiman (2001). */
    static final Trees FOREST =
            new Trees(
                    1,
                    Map.of(
                            "num_parallel_tree", 200,
                            "eta", 1,
                            "max_depth", 8,
                            "min_child_weight", 20,
                            "subsample", 0.632,
                            "colsample_bynode", 0.33,
                            "lambda", 1));

    private final int rounds;
    private final Map<String, Object> options;

    private Trees(int rounds, Map<String, Object> options) {
        this.rounds = rounds;
        this.options = options;
    }

    @Override
    public void ready() {
        learn(new double[][] {{0}, {1}}, new double[] {0, 1}, 0);
    }

    @Override
    public LearnedFunction learn(double[][] rows, double[] targets, long seed) {
        var all = new LinkedHashMap<>(options);
        all.put("objective", "reg:squarederror");
        all.put("base_score", 0);
        all.put("tree_method", "hist");
        all.put("nthread", 1);
        all.put("verbosity", 0);
        // XGBoost keeps its seed in 32 bits.
        all.put("seed", (int) (seed ^ (seed >>> 32)) & Integer.MAX_VALUE);
        try {
            var trainer = new XGBoostRegressionTrainer(RegressionType.LINEAR, rounds, all);
            return new TribuoFunction(trainer.train(TribuoFunction.dataset(rows, targets)));
        } catch (LinkageError e) {
            throw new IllegalStateException(NOT_HERE, e);
        }
    }

    @Override
    public LearnedFunction read(byte[] bytes) throws UnreadableModel {
        try {
            return TribuoFunction.read(bytes);
        } catch (LinkageError e) {
            throw new IllegalStateException(NOT_HERE, e);
        }
    }

    private static final String NOT_HERE =
            "XGBoost's native library does not load on this machine; it needs an x86-64 processor,"
                    + " and libgomp on Linux. global-elastic-net and global-network run anywhere";
}
