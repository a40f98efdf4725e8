package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A small line without axes; gaps are hatched. */
@Tag("oee-sparkline")
@JsModule("context://charts/sparkline.js")
public final class Sparkline extends Component {
    public Sparkline(List<OptionalDouble> values, OptionalDouble target, double max, String label) {
        getElement()
                .setAttribute(
                        "values",
                        values.stream()
                                .map(value -> value.isPresent() ? value.getAsDouble() + "" : "null")
                                .collect(Collectors.joining(",", "[", "]")));
        target.ifPresent(oee -> getElement().setAttribute("target", String.valueOf(oee)));
        getElement().setAttribute("min", "0");
        getElement().setAttribute("max", String.valueOf(max));
        getElement().setAttribute("label", label);
    }
}
