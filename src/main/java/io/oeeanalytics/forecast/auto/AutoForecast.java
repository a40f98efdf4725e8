package io.oeeanalytics.forecast.auto;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Chooses what suits the character of a series, anew at every origin. */
final class AutoForecast implements MethodCatalogue.Shared {
    private final double[] values;
    private final int horizon;
    private final int season;
    private final ValueBounds bounds;
    private final LevelBlend level;
    private final Map<List<Integer>, TestedPool> pools = new HashMap<>();

    AutoForecast(double[] values, int horizon, int season, ValueBounds bounds) {
        this.values = values;
        this.horizon = horizon;
        this.season = season;
        this.bounds = bounds;
        level = new LevelBlend(values, horizon, bounds);
    }

    @Override
    public CalibratedMethod at(int known) {
        if (known < LevelBlend.FEW) {
            return level;
        }
        var character =
                SeriesCharacter.of(
                        Arrays.copyOfRange(values, Math.max(0, known - LevelBlend.LONGEST), known),
                        season,
                        bounds);
        return character.level()
                ? level
                : pools.computeIfAbsent(character.periods(), periods -> pool(character));
    }

    private TestedPool pool(SeriesCharacter character) {
        return new TestedPool(values, horizon, bounds, character, season > 1);
    }
}
