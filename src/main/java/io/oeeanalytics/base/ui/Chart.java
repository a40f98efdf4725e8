package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** One of the charts of {@code frontend/charts/presets.js}, drawn from plain data. */
@Tag("oee-apex-chart")
@JsModule("context://charts/apex-chart.js")
public final class Chart extends Component {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * @param preset name in presets.js
     * @param words what a screen reader says instead of the picture
     */
    public void draw(String preset, Map<String, Object> data, String words) {
        var options = new HashMap<String, Object>();
        options.put("preset", preset);
        options.put("data", data);
        options.put("ariaLabel", words);
        options.put("timeZone", "UTC");
        options.put("locale", getLocale().toLanguageTag());
        getElement()
                .executeJs(
                        "customElements.whenDefined('oee-apex-chart').then(() =>"
                                + " this.setOptions($0))",
                        JSON.writeValueAsString(options));
    }

    /** Tells the x of a clicked point, as the chart's axis has it. */
    public void onPoint(Consumer<String> listener) {
        getElement()
                .addEventListener(
                        "point-click",
                        event ->
                                listener.accept(
                                        event.getEventData().get("event.detail.x").asString()))
                .addEventData("event.detail.x");
    }
}
