package io.oeeanalytics.production.ingest;

import io.oeeanalytics.ops.RecurringJob;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Files that were refused wait for a day for somebody to load them without their bad rows. */
@Component
class ForgottenUploads implements RecurringJob {
    private static final Duration KEPT = Duration.ofDays(1);

    private final JooqAskedImports asked;
    private final Clock clock;

    ForgottenUploads(JooqAskedImports asked, Clock clock) {
        this.asked = asked;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "import-clearing";
    }

    @Override
    public Recurrence recurrence() {
        return new Recurrence.After(Duration.ofHours(1));
    }

    @Override
    public void run() {
        asked.forgetEndedBefore(clock.instant().minus(KEPT));
    }
}
