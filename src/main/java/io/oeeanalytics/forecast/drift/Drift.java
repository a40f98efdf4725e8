package io.oeeanalytics.forecast.drift;

import java.time.LocalDate;

/**
 * A difference between the last days and those before that chance does not explain.
 *
 * @param since the day from which on it shows most
 * @param days recent ones that were compared
 * @param before mean of the days before, a fraction of 1; of {@link DriftKind#ERROR} that of the
 *     absolute errors
 * @param recent the same of the recent days
 * @param chance how likely it would be if nothing had changed
 */
public record Drift(
        DriftKind kind, LocalDate since, int days, double before, double recent, double chance) {}
