package io.oeeanalytics.forecast;

import io.oeeanalytics.plant.Line;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Forecasts of lines and of the plant, made when they are asked for. */
@Service
@Transactional(readOnly = true)
@PreAuthorize("hasAnyRole('MANAGER', 'ADMIN')")
public class LineForecasts {
    private final LineOutlooks outlooks;

    LineForecasts(LineOutlooks outlooks) {
        this.outlooks = outlooks;
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

    /** The plant as one: ledgers of its lines added, day by day. */
    public Outlook plant(int horizon, MethodChoice choice) {
        return outlooks.plant(horizon, choice);
    }
}
