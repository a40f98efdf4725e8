package io.oeeanalytics.ops;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets how jobs ended after two weeks. */
@Component
class JobHistory implements RecurringJob {
    private static final Duration KEPT = Duration.ofDays(14);

    private final JooqJobs jobs;
    private final Clock clock;

    JobHistory(JooqJobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "job-history";
    }

    @Override
    public Recurrence recurrence() {
        return new Recurrence.After(Duration.ofHours(6));
    }

    @Override
    public void run() {
        jobs.removeEndsBefore(clock.instant().minus(KEPT));
    }
}
