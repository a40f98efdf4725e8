package io.oeeanalytics.ops;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * How executions of jobs ended: kept for {@link Jobs}, timed in {@code oee_job_seconds} by job and
 * outcome.
 */
@Component
class JobEnds {
    private static final Logger LOG = LoggerFactory.getLogger(JobEnds.class);
    private static final int LONGEST_FAULT = 500;

    private final JooqJobs jobs;
    private final Clock clock;
    private final ObjectProvider<MeterRegistry> meters;

    JobEnds(JooqJobs jobs, Clock clock, ObjectProvider<MeterRegistry> meters) {
        this.jobs = jobs;
        this.clock = clock;
        this.meters = meters;
    }

    void write(String job, String item, Instant began, String instance, Optional<Throwable> fault) {
        var now = clock.instant();
        meters.ifAvailable(
                registry ->
                        registry.timer(
                                        "oee.job",
                                        "job",
                                        job,
                                        "outcome",
                                        fault.isPresent() ? "failed" : "done")
                                .record(Duration.between(began, now)));
        fault.ifPresent(e -> LOG.error("Job {} failed on '{}'", job, item, e));
        try {
            jobs.ended(job, item, began, now, instance, fault.map(JobEnds::words));
        } catch (DataAccessException e) {
            // What the job did stands; only this note of it is missing.
            LOG.warn("How job {} ended could not be noted", job, e);
        }
    }

    private static String words(Throwable e) {
        var cause = NestedExceptionUtils.getMostSpecificCause(e);
        var text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return text.substring(0, Math.min(LONGEST_FAULT, text.length()));
    }
}
