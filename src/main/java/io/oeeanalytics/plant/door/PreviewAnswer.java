package io.oeeanalytics.plant.door;

import io.oeeanalytics.plant.LineEffect;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a plant document would do to figures. Ratios are fractions of 1, absent where undefined;
 * only lines whose rules it touches and that have figures are listed, and of their days those that
 * change, most first.
 */
record PreviewAnswer(List<LineAnswer> effects) {
    record LineAnswer(
            String line,
            String first,
            String last,
            Figures before,
            Figures after,
            @Nullable Double points,
            List<DayAnswer> days) {}

    /**
     * @param definition how the site reads OEE
     */
    record Figures(
            String definition,
            @Nullable Double oee,
            @Nullable Double availability,
            @Nullable Double effectiveness,
            @Nullable Double quality,
            double plannedBusySeconds,
            @Nullable Double coverage) {}

    record DayAnswer(
            String date,
            @Nullable Double before,
            @Nullable Double after,
            @Nullable Double points) {}

    static PreviewAnswer of(List<LineEffect> effects) {
        return new PreviewAnswer(effects.stream().map(PreviewAnswer::line).toList());
    }

    private static LineAnswer line(LineEffect effect) {
        return new LineAnswer(
                effect.line().code(),
                effect.first().toString(),
                effect.last().toString(),
                figures(effect.before()),
                figures(effect.after()),
                orNull(effect.points()),
                effect.changed().stream()
                        .map(
                                day ->
                                        new DayAnswer(
                                                day.date().toString(),
                                                orNull(day.before()),
                                                orNull(day.after()),
                                                orNull(day.points())))
                        .toList());
    }

    private static Figures figures(LineEffect.Reading reading) {
        return new Figures(
                reading.definition().name(),
                orNull(reading.oee()),
                orNull(reading.availability()),
                orNull(reading.effectiveness()),
                orNull(reading.quality()),
                reading.plannedBusyMs() / 1000.0,
                orNull(reading.coverage()));
    }

    private static @Nullable Double orNull(OptionalDouble ratio) {
        return ratio.isPresent() ? ratio.getAsDouble() : null;
    }
}
