package io.oeeanalytics.registry;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Forecasts of one horizon from one origin after the other, oldest first; all with the same
 * baselines.
 *
 * @param line code of the line, empty for the whole plant
 * @param horizon steps ahead
 */
public record Backtest(String line, int horizon, List<BacktestDay> days) {
    private static final int MOST_DAYS = 5_000;

    public Backtest {
        Names.checkLine(line);
        if (horizon < 1 || days.isEmpty() || days.size() > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "a backtest looks 1 or more ahead on 1 to %d days, not %d ahead on %d"
                            .formatted(MOST_DAYS, horizon, days.size()));
        }
        days = days.stream().sorted(Comparator.comparing(BacktestDay::origin)).toList();
        if (days.stream().map(BacktestDay::origin).distinct().count() < days.size()) {
            throw new IllegalArgumentException("an origin has one forecast of a horizon");
        }
        var names = days.getFirst().baselines().keySet();
        if (days.stream().anyMatch(day -> !day.baselines().keySet().equals(names))) {
            throw new IllegalArgumentException("all days of a backtest have the same baselines");
        }
    }

    public Set<String> baselines() {
        return new TreeSet<>(days.getFirst().baselines().keySet());
    }

    Set<LocalDate> origins() {
        return days.stream().map(BacktestDay::origin).collect(Collectors.toSet());
    }
}
