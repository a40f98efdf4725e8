package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.FoundDrift;
import io.oeeanalytics.forecast.drift.Drift;
import io.oeeanalytics.forecast.drift.DriftKind;
import java.util.List;

/** What became different about a line, one sentence each. */
final class DriftNote extends Div {
    DriftNote(List<FoundDrift> found, Numerals numerals) {
        addClassName("stack");
        setId("forecast-drift");
        found.forEach(one -> add(new Paragraph(words(one.drift(), numerals))));
    }

    private String words(Drift drift, Numerals numerals) {
        boolean ofErrors = drift.kind() == DriftKind.ERROR;
        return getTranslation(
                "forecast.drift." + drift.kind(),
                numerals.date(drift.since()),
                drift.days(),
                ofErrors ? numerals.points(drift.recent()) : numerals.percent(drift.recent()),
                ofErrors ? numerals.points(drift.before()) : numerals.percent(drift.before()));
    }
}
