package io.oeeanalytics.advisor.search;

import org.apache.lucene.util.VectorUtil;

/** Sums of the vectors of an embedding model. */
final class Vectors {
    private Vectors() {}

    /** As the index compares them; not every model makes such. */
    static float[] ofLengthOne(float[] vector) {
        return VectorUtil.l2normalize(vector.clone(), false);
    }

    /**
     * One vector and so much of another, of length one again.
     *
     * @param other of the same length; both are left as they are
     */
    static float[] sum(float[] one, double share, float[] other) {
        float[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) (share * other[i]);
        }
        return VectorUtil.l2normalize(sum, false);
    }
}
