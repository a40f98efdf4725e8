package io.oeeanalytics.demo;

import java.util.Arrays;

/**
 * The pieces of one line and day as columns, in order of finish. Instants are epoch milliseconds.
 */
public final class PieceColumns {
    private final long[] startedAt;
    private final long[] finishedAt;
    private final byte[] product;
    private final boolean[] scrap;
    private final int count;

    private PieceColumns(
            long[] startedAt, long[] finishedAt, byte[] product, boolean[] scrap, int count) {
        this.startedAt = startedAt;
        this.finishedAt = finishedAt;
        this.product = product;
        this.scrap = scrap;
        this.count = count;
    }

    static PieceColumns none() {
        return new Builder(0).build();
    }

    public int count() {
        return count;
    }

    public long startedAt(int index) {
        return startedAt[inside(index)];
    }

    public long finishedAt(int index) {
        return finishedAt[inside(index)];
    }

    /** Position in the products of the line. */
    public int productIndex(int index) {
        return product[inside(index)];
    }

    public boolean good(int index) {
        return !scrap[inside(index)];
    }

    /**
     * How many pieces were finished before that instant; also the index of the first one at or
     * after it.
     */
    public int finishedBefore(long epochMillis) {
        int position = Arrays.binarySearch(finishedAt, 0, count, epochMillis);
        return position >= 0 ? position : -position - 1;
    }

    /** The first {@code count} pieces; shares the columns. */
    PieceColumns first(int count) {
        return new PieceColumns(startedAt, finishedAt, product, scrap, Math.min(count, this.count));
    }

    private int inside(int index) {
        if (index >= count) {
            throw new IndexOutOfBoundsException("piece %d of %d".formatted(index, count));
        }
        return index;
    }

    static final class Builder {
        private long[] startedAt;
        private long[] finishedAt;
        private byte[] product;
        private boolean[] scrap;
        private int count;

        Builder(int expected) {
            startedAt = new long[expected];
            finishedAt = new long[expected];
            product = new byte[expected];
            scrap = new boolean[expected];
        }

        void add(long started, long finished, int productIndex, boolean good) {
            if (count == startedAt.length) {
                int larger = Math.max(64, count + count / 2);
                startedAt = Arrays.copyOf(startedAt, larger);
                finishedAt = Arrays.copyOf(finishedAt, larger);
                product = Arrays.copyOf(product, larger);
                scrap = Arrays.copyOf(scrap, larger);
            }
            startedAt[count] = started;
            finishedAt[count] = finished;
            product[count] = (byte) productIndex;
            scrap[count] = !good;
            count++;
        }

        PieceColumns build() {
            return new PieceColumns(startedAt, finishedAt, product, scrap, count);
        }
    }
}
