package io.oeeanalytics.forecast.learned;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** A model of Tribuo's, kept as its protobuf message. */
final class TribuoFunction implements LearnedFunction {
    private static final String TARGET = "target";
    private static final RegressionFactory FACTORY = new RegressionFactory();

    private final Model<Regressor> model;

    TribuoFunction(Model<Regressor> model) {
        this.model = model;
    }

    static TribuoFunction read(byte[] bytes) throws UnreadableModel {
        try {
            var model = Model.deserialize(ModelProto.parseFrom(bytes));
            return new TribuoFunction(model.castModel(Regressor.class));
        } catch (InvalidProtocolBufferException
                | IllegalArgumentException
                | IllegalStateException
                | ClassCastException e) {
            throw new UnreadableModel("Tribuo does not read it", e);
        }
    }

    static MutableDataset<Regressor> dataset(double[][] rows, double[] targets) {
        // A constant time, as models of the same rows are the same models.
        var origin =
                new SimpleDataSourceProvenance(
                        "rows of a panel",
                        OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                        FACTORY);
        var dataset = new MutableDataset<>(origin, FACTORY);
        var names = rows.length == 0 ? new String[0] : names(rows[0].length);
        for (int at = 0; at < rows.length; at++) {
            dataset.add(new ArrayExample<>(new Regressor(TARGET, targets[at]), names, rows[at]));
        }
        return dataset;
    }

    @Override
    public double[] answers(double[][] rows) {
        if (rows.length == 0) {
            return new double[0];
        }
        var names = names(rows[0].length);
        var unknown = new Regressor(TARGET, Double.NaN);
        List<Example<Regressor>> examples = new ArrayList<>(rows.length);
        for (var row : rows) {
            examples.add(new ArrayExample<>(unknown, names, row));
        }
        return model.predict(examples).stream()
                .mapToDouble(answer -> answer.getOutput().getValues()[0])
                .toArray();
    }

    @Override
    public byte[] bytes() {
        return model.serialize().toByteArray();
    }

    /** Tribuo orders columns by name. */
    private static String[] names(int count) {
        var names = new String[count];
        Arrays.setAll(names, column -> "c" + (1000 + column));
        return names;
    }
}
