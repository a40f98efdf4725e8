package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import io.oeeanalytics.base.ui.Chart;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.OeeChange;
import io.oeeanalytics.oee.OeeChange.FactorPart;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.ShownPoints;
import io.oeeanalytics.oee.WhyWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From one OEE to the other, step by step; what rounds to nothing is no step. */
final class Bridge {
    private static final int MOST_STEPS = 10;

    private final OeeChange why;
    private final ShownPoints points;
    private final Numerals numerals;
    private final List<Map<String, Object>> steps = new ArrayList<>();

    private Bridge(OeeChange why, ShownPoints points, Numerals numerals) {
        this.why = why;
        this.points = points;
        this.numerals = numerals;
    }

    /** By losses, coloured as their factors are. */
    static Component ofLosses(OeeChange why, ShownPoints points, Numerals numerals, String title) {
        var chart = new Chart();
        var bridge = new Bridge(why, points, numerals);
        for (var factor : why.factors()) {
            for (var loss : factor.losses()) {
                bridge.step(
                        chart.getTranslation("loss." + loss.kind()), points.of(loss), kind(factor));
            }
        }
        return bridge.drawn(chart, title);
    }

    /** By lines or products; the smallest together where there are many. */
    static Component ofMembers(
            OeeChange why,
            List<MemberPart> members,
            ShownPoints points,
            Numerals numerals,
            String title) {
        var chart = new Chart();
        var bridge = new Bridge(why, points, numerals);
        int apart = members.size() <= MOST_STEPS ? members.size() : MOST_STEPS - 1;
        for (var member : members.subList(0, apart)) {
            bridge.step(WhyWords.name(member, chart::getTranslation), points.of(member), "idle");
        }
        bridge.step(
                chart.getTranslation("why.others", members.size() - apart),
                members.subList(apart, members.size()).stream().mapToDouble(points::of).sum(),
                "idle");
        return bridge.drawn(chart, title);
    }

    private void step(String label, double contribution, String kind) {
        var words = numerals.signedPoints(contribution);
        if (!words.equals(numerals.signedPoints(0))) {
            steps.add(Map.of("label", label, "value", contribution, "text", words, "kind", kind));
        }
    }

    private Component drawn(Chart chart, String title) {
        double from = why.before().oee().orElseThrow();
        chart.draw(
                "bridge",
                Map.of(
                        "from",
                        Map.of(
                                "label",
                                chart.getTranslation("why.side.before." + why.against()),
                                "value",
                                from,
                                "text",
                                numerals.percent(from) + " %"),
                        "to",
                        Map.of(
                                "label",
                                chart.getTranslation("why.side.after." + why.against()),
                                "value",
                                from + points.change(),
                                "text",
                                numerals.percent(why.after().oee()) + " %"),
                        "steps",
                        steps,
                        "words",
                        Map.of("points", chart.getTranslation("explain.points"))),
                title);
        return chart;
    }

    private static String kind(FactorPart factor) {
        return switch (factor.name()) {
            case AVAILABILITY, AVAILABILITY_EFFICIENCY, OPERATIONAL_EFFICIENCY -> "availability";
            case EFFECTIVENESS, RATE_EFFICIENCY -> "effectiveness";
            case QUALITY, QUALITY_EFFICIENCY -> "quality";
        };
    }
}
