package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What a line did between two instants, as {@code frontend/charts/timeline.js} draws it. */
@Tag("oee-timeline")
@JsModule("context://charts/timeline.js")
public final class Timeline extends Component {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * One bar.
     *
     * @param from epoch milliseconds
     * @param to epoch milliseconds
     * @param kind a state of {@code states.css}
     * @param label what it was
     */
    public record Bar(long from, long to, String kind, String label) {}

    /**
     * @param label what a screen reader says of the whole
     */
    public Timeline(List<Bar> bars, Instant from, Instant to, ZoneId zone, String label) {
        getElement()
                .setAttribute("segments", JSON.writeValueAsString(bars))
                .setAttribute("from", String.valueOf(from.toEpochMilli()))
                .setAttribute("to", String.valueOf(to.toEpochMilli()))
                .setAttribute("time-zone", zone.getId())
                .setAttribute("label", label);
    }
}
