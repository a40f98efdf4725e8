package io.oeeanalytics.registry.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.oeeanalytics.registry.scoring.ScoringProblem.Failed;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/** Collects one output over the runs that answer it. */
final class OnnxOutput {
    private final TensorSpec spec;
    private final int rows;
    private final double[] numbers;
    private final String[] texts;

    OnnxOutput(TensorSpec spec, int rows, ScoringLimits limits) {
        this.spec = spec;
        this.rows = rows;
        long cells = (long) rows * spec.columns();
        if (cells > limits.cells()) {
            throw new ScoringProblem.InputRefused(
                    "%d rows of %d columns come out, at most %d values may; ask for fewer rows."
                            .formatted(rows, spec.columns(), limits.cells()));
        }
        numbers = new double[spec.type().isText() ? 0 : (int) cells];
        texts = new String[spec.type().isText() ? (int) cells : 0];
    }

    String name() {
        return spec.name();
    }

    void take(OnnxTensor tensor, int from, int count) throws OrtException {
        long values = tensor.getInfo().getNumElements();
        if (values != (long) count * spec.columns()) {
            throw new Failed(
                    "The model answered %d values of %s for %d rows of %d."
                            .formatted(values, spec.name(), count, spec.columns()));
        }
        int at = from * spec.columns();
        switch (spec.type()) {
            case FP32 -> {
                FloatBuffer buffer = tensor.getFloatBuffer();
                while (buffer.hasRemaining()) {
                    numbers[at++] = buffer.get();
                }
            }
            case FP64 -> {
                DoubleBuffer buffer = tensor.getDoubleBuffer();
                while (buffer.hasRemaining()) {
                    numbers[at++] = buffer.get();
                }
            }
            case INT32 -> {
                IntBuffer buffer = tensor.getIntBuffer();
                while (buffer.hasRemaining()) {
                    numbers[at++] = buffer.get();
                }
            }
            case INT64 -> {
                LongBuffer buffer = tensor.getLongBuffer();
                while (buffer.hasRemaining()) {
                    numbers[at++] = buffer.get();
                }
            }
            case BOOL -> {
                ByteBuffer buffer = tensor.getByteBuffer();
                while (buffer.hasRemaining()) {
                    numbers[at++] = buffer.get();
                }
            }
            case BYTES -> {
                if (tensor.getValue() instanceof String[] flat) {
                    System.arraycopy(flat, 0, texts, at, flat.length);
                } else if (tensor.getValue() instanceof String[][] table) {
                    for (var row : table) {
                        System.arraycopy(row, 0, texts, at, row.length);
                        at += row.length;
                    }
                }
            }
        }
    }

    Tensor tensor() {
        return spec.type().isText()
                ? new Tensor.Texts(rows, spec.columns(), texts)
                : new Tensor.Numbers(rows, spec.columns(), numbers);
    }
}
