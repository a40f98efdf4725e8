package io.oeeanalytics.oee.ui;

import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.oee.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From the time OEE is measured by down to the ideal time of the good pieces. */
final class Waterfall {
    private Waterfall() {}

    /**
     * @param losses add up to {@code baseMs}
     * @param base what that time is called
     */
    static Chart of(long baseMs, List<Loss> losses, String base, String title) {
        var chart = new Chart();
        var steps = new ArrayList<Map<String, Object>>();
        steps.add(Map.of("label", base, "minutes", baseMs / 60_000.0, "kind", "total"));
        for (var loss : losses) {
            if (loss.millis() != 0 || loss.kind() == Loss.Kind.FULLY_PRODUCTIVE) {
                steps.add(
                        Map.of(
                                "label", chart.getTranslation("loss." + loss.kind()),
                                "minutes", loss.millis() / 60_000.0,
                                "kind", factor(loss.kind())));
            }
        }
        chart.draw(
                "waterfall",
                Map.of(
                        "steps",
                        steps,
                        "words",
                        Map.of("share", chart.getTranslation("line.waterfall.share"))),
                title);
        return chart;
    }

    /** The factor of OEE a loss shows under. */
    private static String factor(Loss.Kind kind) {
        return switch (kind) {
            case WAITING, DELAY, SET_UP -> "availability";
            case MICRO_STOPS, REDUCED_SPEED -> "effectiveness";
            case QUALITY, START_UP_REJECTS, PRODUCTION_REJECTS -> "quality";
            case PLANNED_STOPS, NOT_PLANNED, UNKNOWN, UNRATED_PRODUCTION -> "idle";
            case FULLY_PRODUCTIVE -> "good";
        };
    }
}
