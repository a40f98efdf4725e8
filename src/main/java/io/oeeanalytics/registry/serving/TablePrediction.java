package io.oeeanalytics.registry.serving;

import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.api.ApiProblem.Fault;
import io.oeeanalytics.registry.scoring.TabularModel;
import io.oeeanalytics.registry.scoring.Tensor;
import io.oeeanalytics.registry.scoring.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asks a model about rows, a block at a time, and gives each back with what it said. */
final class TablePrediction {
    private static final int MOST_FAULTS = 100;
    private static final int BLOCK_ROWS = 1_000;
    private static final int BLOCK_VALUES = 200_000;
    private static final String PREDICTION = "prediction";

    private final TabularModel model;
    private final UnaryOperator<List<Tensor>> ask;
    private final TableWriter out;
    private final int mostRows;
    private final int blockRows;
    private final List<SentRow> block = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Set<String> answered = new LinkedHashSet<>();
    private int rows;

    TablePrediction(
            TabularModel model, UnaryOperator<List<Tensor>> ask, TableWriter out, int mostRows) {
        this.model = model;
        this.ask = ask;
        this.out = out;
        this.mostRows = mostRows;
        int columns =
                Math.max(
                        model.inputs().stream().mapToInt(TensorSpec::columns).sum(),
                        model.outputs().stream().mapToInt(TensorSpec::columns).sum());
        blockRows = Math.max(1, Math.min(BLOCK_ROWS, BLOCK_VALUES / columns));
        model.outputs().forEach(spec -> spec.names().forEach(name -> answered.add(named(name))));
    }

    /** One value needs no further name. */
    private String named(String column) {
        boolean single = model.outputs().size() == 1 && model.outputs().getFirst().columns() == 1;
        return single ? PREDICTION : PREDICTION + "." + column;
    }

    void add(SentRow row) {
        if (++rows > mostRows) {
            throw new ApiProblem(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "At most %d rows are taken; send them in several requests."
                            .formatted(mostRows));
        }
        for (var name : answered) {
            if (row.fields().has(name)) {
                faults.add(row.fault(name, "is what the answer is called; call it otherwise"));
            }
        }
        block.add(row);
        if (block.size() == blockRows) {
            predict();
        }
    }

    void end() {
        predict();
        if (rows == 0) {
            throw new ApiProblem(HttpStatus.BAD_REQUEST, "There are no rows.");
        }
        refuseFaults();
    }

    private void predict() {
        var inputs = new ArrayList<Tensor>();
        if (!block.isEmpty()) {
            model.inputs().forEach(spec -> inputs.add(column(spec)));
        }
        if (faults.size() >= MOST_FAULTS) {
            refuseFaults();
        }
        // After a fault nothing is predicted any more, but the rest is still looked through.
        if (!block.isEmpty() && faults.isEmpty()) {
            write(ask.apply(inputs));
        }
        block.clear();
    }

    private Tensor column(TensorSpec spec) {
        int columns = spec.columns();
        var numbers = new double[spec.type().isText() ? 0 : block.size() * columns];
        var texts = new String[spec.type().isText() ? block.size() * columns : 0];
        for (int i = 0; i < block.size() * columns; i++) {
            var row = block.get(i / columns);
            var name = spec.names().get(i % columns);
            if (spec.type().isText()) {
                texts[i] = row.text(name, faults);
            } else {
                numbers[i] = row.number(name, spec.type(), faults);
            }
        }
        return spec.type().isText()
                ? new Tensor.Texts(block.size(), columns, texts)
                : new Tensor.Numbers(block.size(), columns, numbers);
    }

    private void write(List<Tensor> answers) {
        for (int i = 0; i < block.size(); i++) {
            var predictions = JsonMapper.shared().createObjectNode();
            for (int k = 0; k < answers.size(); k++) {
                put(predictions, block.get(i), i, model.outputs().get(k), answers.get(k));
            }
            out.write(block.get(i), predictions, faults);
        }
    }

    private void put(ObjectNode to, SentRow row, int at, TensorSpec spec, Tensor answer) {
        for (int column = 0; column < spec.columns(); column++) {
            var name = named(spec.names().get(column));
            switch (answer) {
                case Tensor.Texts texts -> to.put(name, texts.at(at, column));
                case Tensor.Numbers numbers -> {
                    double value = numbers.at(at, column);
                    if (!Double.isFinite(value)) {
                        faults.add(row.fault("", "the model answered %s".formatted(value)));
                    }
                    switch (spec.type()) {
                        case FP32 -> to.put(name, (float) value);
                        case INT32, INT64 -> to.put(name, (long) value);
                        case BOOL -> to.put(name, value != 0);
                        case FP64, BYTES -> to.put(name, value);
                    }
                }
            }
        }
    }

    private void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new ApiProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "Nothing was predicted. Mend what the errors name and send the rows again.",
                    faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
        }
    }
}
