package io.oeeanalytics.registry.scoring;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Tables into and out of the runtime's memory. */
final class OnnxTensors {
    private OnnxTensors() {}

    static Optional<DataType> type(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> Optional.of(DataType.FP32);
            case DOUBLE -> Optional.of(DataType.FP64);
            case INT32 -> Optional.of(DataType.INT32);
            case INT64 -> Optional.of(DataType.INT64);
            case BOOL -> Optional.of(DataType.BOOL);
            case STRING -> Optional.of(DataType.BYTES);
            case INT8, INT16, UINT8, FLOAT16, BFLOAT16, UNKNOWN -> Optional.empty();
        };
    }

    /** Some rows of an input. */
    static OnnxTensor write(
            OrtEnvironment environment, TensorSpec spec, Tensor tensor, int from, int rows)
            throws OrtException {
        long[] shape = spec.flat() ? new long[] {rows} : new long[] {rows, spec.columns()};
        return switch (tensor) {
            case Tensor.Texts texts ->
                    OnnxTensor.createTensor(environment, texts(texts, from, rows), shape);
            case Tensor.Numbers numbers -> write(environment, spec, numbers, from, rows, shape);
        };
    }

    private static String[] texts(Tensor.Texts texts, int from, int rows) {
        var values = new String[rows * texts.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = texts.at(from + i / texts.columns(), i % texts.columns());
        }
        return values;
    }

    private static OnnxTensor write(
            OrtEnvironment environment,
            TensorSpec spec,
            Tensor.Numbers numbers,
            int from,
            int rows,
            long[] shape)
            throws OrtException {
        int count = rows * spec.columns();
        var bytes =
                ByteBuffer.allocateDirect(count * width(spec.type()))
                        .order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            double value = numbers.at(from + i / spec.columns(), i % spec.columns());
            switch (spec.type()) {
                case FP32 -> bytes.putFloat((float) value);
                case FP64 -> bytes.putDouble(value);
                case INT32 -> bytes.putInt((int) value);
                case INT64 -> bytes.putLong((long) value);
                case BOOL -> bytes.put((byte) value);
                case BYTES -> throw new IllegalArgumentException("numbers are no texts");
            }
        }
        bytes.flip();
        return switch (spec.type()) {
            case FP32 -> OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), shape);
            case FP64 -> OnnxTensor.createTensor(environment, bytes.asDoubleBuffer(), shape);
            case INT32 -> OnnxTensor.createTensor(environment, bytes.asIntBuffer(), shape);
            case INT64 -> OnnxTensor.createTensor(environment, bytes.asLongBuffer(), shape);
            case BOOL -> OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.BOOL);
            case BYTES -> throw new IllegalArgumentException("numbers are no texts");
        };
    }

    private static int width(DataType type) {
        return switch (type) {
            case FP64, INT64 -> 8;
            case FP32, INT32 -> 4;
            case BOOL, BYTES -> 1;
        };
    }
}
