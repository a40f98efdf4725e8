package io.oeeanalytics.forecast;

import io.oeeanalytics.plant.Line;
import java.util.List;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Forecasts of lines and of the plant, made when they are asked for. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class LineForecasts {
    private final LineOutlooks outlooks;
    private final FactorOutlooks factors;

    LineForecasts(LineOutlooks outlooks, FactorOutlooks factors) {
        this.outlooks = outlooks;
        this.factors = factors;
    }

    /**
     * What was recorded and what is expected.
     *
     * @param history by date, days without OEE included
     */
    public record Outlook(List<Day> history, ForecastResult result) {
        public Outlook {
            history = List.copyOf(history);
        }
    }

    /**
     * @param horizon working days ahead, 1 to 30
     */
    public Outlook line(Line line, int horizon, MethodChoice choice) {
        return outlooks.line(line, horizon, choice);
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

    /** The plant as one: ledgers of its lines added, day by day. */
    public Outlook plant(int horizon, MethodChoice choice) {
        return outlooks.plant(horizon, choice);
    }
}
