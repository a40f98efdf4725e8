package io.oeeanalytics.production;

import io.oeeanalytics.ops.RecurringJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Gives up old facts a step at a time. */
@Component
class FactRetentionJob implements RecurringJob {
    private final FactRetention retention;

    FactRetentionJob(FactRetention retention) {
        this.retention = retention;
    }

    @Override
    public String name() {
        return "fact-retention";
    }

    @Override
    public Recurrence recurrence() {
        return new Recurrence.After(Duration.ofHours(6));
    }

    @Override
    public void run() {
        retention.enforce();
    }
}
