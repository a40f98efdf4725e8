package io.oeeanalytics.oee;

import io.oeeanalytics.ops.RecurringJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Asks often, since the check decides by itself when it is night at the plant. */
@Component
class FiguresCheckJob implements RecurringJob {
    private final FiguresChecks checks;

    FiguresCheckJob(FiguresChecks checks) {
        this.checks = checks;
    }

    @Override
    public String name() {
        return "figures-check";
    }

    @Override
    public Recurrence recurrence() {
        return new Recurrence.After(Duration.ofMinutes(30));
    }

    @Override
    public void run() {
        checks.runIfDue();
    }
}
