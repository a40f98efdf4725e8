package io.oeeanalytics.registry.scoring;

/** Rows and columns of values, row by row. */
public sealed interface Tensor {
    /** Beyond it a double leaves out whole numbers. */
    double LARGEST_INTEGER = 9_007_199_254_740_992.0;

    int rows();

    int columns();

    /** Booleans are 0 and 1. */
    final class Numbers implements Tensor {
        private final int rows;
        private final int columns;
        private final double[] values;

        /**
         * @param values not copied; nobody writes to them any more
         */
        public Numbers(int rows, int columns, double[] values) {
            check(rows, columns, values.length);
            this.rows = rows;
            this.columns = columns;
            this.values = values;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return columns;
        }

        public double at(int row, int column) {
            return values[row * columns + column];
        }
    }

    /** Only where a model reads texts itself. */
    final class Texts implements Tensor {
        private final int rows;
        private final int columns;
        private final String[] values;

        /**
         * @param values not copied; nobody writes to them any more
         */
        public Texts(int rows, int columns, String[] values) {
            check(rows, columns, values.length);
            this.rows = rows;
            this.columns = columns;
            this.values = values;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return columns;
        }

        public String at(int row, int column) {
            return values[row * columns + column];
        }
    }

    private static void check(int rows, int columns, int values) {
        if (rows < 0 || columns < 1 || (long) rows * columns != values) {
            throw new IllegalArgumentException(
                    "%d values are not %d rows of %d".formatted(values, rows, columns));
        }
    }
}
