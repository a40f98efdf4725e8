package io.oeeanalytics.oee;

import io.oeeanalytics.ops.SelfCheck;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Whether kept figures are what the facts say, on a sample of days of all lines. */
@Component
class FiguresSelfCheck implements SelfCheck {
    private final FiguresChecks checks;
    private final Clock clock;

    FiguresSelfCheck(FiguresChecks checks, Clock clock) {
        this.checks = checks;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "figures";
    }

    @Override
    public Outcome check() {
        var check = checks.run(clock.instant());
        return check.differences().isEmpty()
                ? Outcome.right("%d days of lines counted again, all equal".formatted(check.days()))
                : Outcome.wrong(
                        "%d of %d days of lines counted again differ; they are accounted anew once the server runs, and stand in its log"
                                .formatted(check.differences().size(), check.days()));
    }
}
