package io.oeeanalytics.forecast.auto;

/** Chooses what suits the character of a series, anew at every origin. */
final class AutoForecast implements MethodCatalogue.Shared {
    private final LevelBlend level;

    AutoForecast(double[] values, int horizon, int season, ValueBounds bounds) {
        level = new LevelBlend(values, horizon, bounds);
    }

    @Override
    public CalibratedMethod at(int known) {
        return level;
    }
}
