package io.oeeanalytics.forecast;

import io.oeeanalytics.oee.Changeovers;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.LineId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Forecasts of lines, made when they are asked for, and of lines together. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class LineForecasts {
    /** As far as lines are published. */
    public static final int MOST_GROUP_DAYS = ForecastRuns.HORIZON;

    /** Pieces of so many days are read while somebody waits, and not more of them than these. */
    private static final int CHANGEOVER_DAYS = 28;

    private static final long CHANGEOVER_PIECES = 200_000;

    private final LineOutlooks outlooks;
    private final FactorOutlooks factors;
    private final GroupOutlooks groups;
    private final Changeovers changeovers;
    private final DailyModel model;

    LineForecasts(
            LineOutlooks outlooks,
            FactorOutlooks factors,
            GroupOutlooks groups,
            Changeovers changeovers,
            DailyModel model) {
        this.changeovers = changeovers;
        this.outlooks = outlooks;
        this.factors = factors;
        this.groups = groups;
        this.model = model;
    }

    /**
     * What was recorded and what is expected.
     *
     * @param history by date, days without OEE included
     * @param leftOut of lines together, those whose facts ended long before the others'
     */
    public record Outlook(List<Day> history, ForecastResult result, List<LineId> leftOut) {
        public Outlook {
            history = List.copyOf(history);
            leftOut = List.copyOf(leftOut);
        }

        /** Of one line. */
        Outlook(List<Day> history, ForecastResult result) {
            this(history, result, List.of());
        }
    }

    /**
     * @param horizon working days ahead, 1 to 30
     * @param choice {@link MethodChoice#AUTO} for whatever speaks for the line
     */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Outlook line(Line line, int horizon, MethodChoice choice) {
        return choice == MethodChoice.AUTO
                ? outlooks.spoken(line, horizon, model.champion(line)).outlook()
                : outlooks.line(line, horizon, choice);
    }

    /**
     * The forecast of a line taken apart; empty where too few of its days tell of all three
     * factors.
     */
    public Optional<FactorOutlook> factors(Line line, Outlook outlook) {
        return outlook.result() instanceof Forecast forecast
                ? factors.of(line, outlook, forecast)
                : Optional.empty();
    }

    /** What changing between products takes on a line, over the last weeks of its history. */
    public OrderSequence sequences(Line line, Outlook outlook) {
        var history = outlook.history();
        var last = history.getLast().day();
        int days = 1;
        long pieces = history.getLast().output().orElse(0);
        for (var day : history.subList(0, history.size() - 1).reversed()) {
            pieces += day.output().orElse(0);
            int back = (int) ChronoUnit.DAYS.between(day.day(), last) + 1;
            if (back > CHANGEOVER_DAYS || pieces > CHANGEOVER_PIECES) {
                break;
            }
            days = back;
        }
        return new OrderSequence(changeovers.of(line, Period.lastDays(last, days)));
    }

    /**
     * Several lines as one, added up from what was published of each; up to {@value
     * #MOST_GROUP_DAYS} working days.
     */
    public Outlook group(Collection<Line> lines, int horizon) {
        return groups.of(lines, horizon);
    }

    /** The same without what was recorded. */
    public Outlook groupAhead(Collection<Line> lines, int horizon) {
        return groups.ahead(lines, horizon);
    }
}
