package io.oeeanalytics.registry.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.ModelVersions;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;

/** What the parts of the view share. */
interface ModelPage {
    ModelVersions versions();

    Aliases aliases();

    Numerals numerals();

    boolean isAdministrator();

    /** Shows what came of something, and everything anew. */
    void said(String kind, String words);

    static String translate(String key, Object... parameters) {
        return Objects.requireNonNull(UI.getCurrent()).getTranslation(key, parameters);
    }

    static String line(String line) {
        return line.isEmpty() ? translate("models.plant") : line;
    }

    static String seat(Seat seat) {
        return seat.isGated() ? translate("models.alias." + seat.alias()) : seat.alias();
    }

    static String who(String name) {
        return name.isEmpty() ? translate("models.system") : name;
    }

    default String date(Instant at) {
        return numerals().date(at.atZone(ZoneId.systemDefault()).toLocalDate());
    }

    static RouterLink link(String model) {
        return new RouterLink(
                model, ModelsView.class, new RouteParameters(new RouteParam("name", model)));
    }

    static RouterLink link(String words, VersionId id, Map<String, String> query) {
        var link =
                new RouterLink(
                        words,
                        ModelsView.class,
                        new RouteParameters(
                                new RouteParam("name", id.model()),
                                new RouteParam("version", String.valueOf(id.number()))));
        link.setQueryParameters(QueryParameters.simple(query));
        return link;
    }

    static Span quiet(String words) {
        var span = new Span(words);
        span.addClassName("cell-note");
        return span;
    }
}
