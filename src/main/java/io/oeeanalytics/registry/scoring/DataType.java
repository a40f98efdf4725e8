package io.oeeanalytics.registry.scoring;

/** Of the values of a tensor, by the names of the Open Inference Protocol. */
public enum DataType {
    BOOL,
    INT32,
    INT64,
    FP32,
    FP64,
    /** Texts in UTF-8. */
    BYTES;

    public boolean isText() {
        return this == BYTES;
    }

    /** Whether a number goes into it as it is; floats take what is nearest. */
    public boolean holds(double value) {
        return switch (this) {
            case BOOL -> value == 0 || value == 1;
            case INT32 -> value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE;
            case INT64 -> value == Math.rint(value) && Math.abs(value) <= Tensor.LARGEST_INTEGER;
            case FP32 -> Double.isFinite(value) && Math.abs(value) <= Float.MAX_VALUE;
            case FP64 -> Double.isFinite(value);
            case BYTES -> false;
        };
    }
}
