package io.oeeanalytics.ops;

/**
 * How far a job is.
 *
 * @param done of all, in whatever the job counts
 */
public record JobProgress(long done, long all) {
    public JobProgress {
        if (done < 0 || all < done) {
            throw new IllegalArgumentException("%d of %d is no progress".formatted(done, all));
        }
    }
}
