package io.oeeanalytics.registry.scoring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.rtree.CARTRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;
import org.tribuo.regression.sgd.linear.LinearSGDTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.regression.slm.LARSTrainer;

/** Models of Tribuo trained on y = 2·load + 3·speed + 1, without noise, over a grid of 10 by 10. */
public final class TribuoFixtures {
    private TribuoFixtures() {}

    /** By least angles, which hits such data exactly. */
    public static byte[] linear() {
        return bytes(train(new LARSTrainer(2)));
    }

    /** A tree without limits, so that each point of the grid has its own leaf. */
    static byte[] tree() {
        return bytes(
                train(new CARTRegressionTrainer(20, 1, 0, 1, false, new MeanSquaredError(), 1)));
    }

    static byte[] forest() {
        return bytes(
                train(
                        new RandomForestTrainer<>(
                                new CARTRegressionTrainer(
                                        8, 1, 0, 0.7f, false, new MeanSquaredError(), 1),
                                new AveragingCombiner(),
                                5)));
    }

    static byte[] gradient() {
        return bytes(train(new LinearSGDTrainer(new SquaredLoss(), new AdaGrad(0.1), 5, 1)));
    }

    static Model<Regressor> train(Trainer<Regressor> trainer) {
        var factory = new RegressionFactory();
        var data = new MutableDataset<>(new SimpleDataSourceProvenance("grid", factory), factory);
        for (int load = 0; load < 10; load++) {
            for (int speed = 0; speed < 10; speed++) {
                data.add(
                        new ArrayExample<>(
                                new Regressor("oee", 2 * load + 3 * speed + 1),
                                new String[] {"load", "speed"},
                                new double[] {load, speed}));
            }
        }
        return trainer.train(data);
    }

    static byte[] bytes(Model<?> model) {
        try (var bytes = new ByteArrayOutputStream()) {
            model.serializeToStream(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
