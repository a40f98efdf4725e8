package io.oeeanalytics.registry.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SiteScopes;
import io.oeeanalytics.registry.AliasMove;
import io.oeeanalytics.registry.Aliases;
import io.oeeanalytics.registry.ModelVersions;
import io.oeeanalytics.registry.RegisteredModel;
import io.oeeanalytics.registry.Seat;
import io.oeeanalytics.registry.VersionId;
import jakarta.annotation.security.RolesAllowed;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/** Models, then one of them, then one of its versions, each under an address of its own. */
@Route("models/:name?/:version?")
@Menu(title = "models.title", order = 33)
@RolesAllowed({Role.MANAGER_ROLE, Role.ADMIN_ROLE})
class ModelsView extends Div implements BeforeEnterObserver, HasDynamicTitle, ModelPage {
    private final ModelVersions versions;
    private final Aliases aliases;
    private final SiteScopes scopes;
    private final Numerals numerals;
    private final boolean administrator;
    private final H1 title = new H1();
    private final Div notice = new Div();
    private final Div content = new Div();
    private String name = "";
    private String version = "";
    private Map<String, List<String>> query = Map.of();

    ModelsView(
            ModelVersions versions,
            Aliases aliases,
            SiteScopes scopes,
            AuthenticationContext signedIn) {
        this.scopes = scopes;
        this.versions = versions;
        this.aliases = aliases;
        this.numerals = new Numerals(getLocale());
        this.administrator = signedIn.hasRole(Role.ADMIN_ROLE);
        addClassName("page");
        title.addClassName("page-title");
        notice.getElement().setAttribute("role", "status");
        content.addClassName("stack");
        add(title, notice, content);
    }

    @Override
    public String getPageTitle() {
        return title.getText();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        name = decoded(event.getRouteParameters().get("name").orElse(""));
        version = event.getRouteParameters().get("version").orElse("");
        query = event.getLocation().getQueryParameters().getParameters();
        notice.removeAll();
        notice.removeClassName("banner");
        show();
    }

    /** What the browser follows within the page comes as it stands in the address. */
    private static String decoded(String segment) {
        try {
            return UriUtils.decode(segment, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    private String asked(String parameter) {
        return query.getOrDefault(parameter, List.of("")).getFirst();
    }

    private void show() {
        content.removeAll();
        title.setText(getTranslation("models.title"));
        if (scopes.now().isLimited()) {
            content.add(
                    new Empty(
                            getTranslation("models.limited.title"),
                            getTranslation("models.limited.text")));
            return;
        }
        if (name.isEmpty()) {
            list();
            return;
        }
        var model = versions.model(name);
        if (model.isEmpty()) {
            missing("models.missing", name);
        } else if (version.isEmpty()) {
            title.setText(name);
            content.add(new ModelSection(this, model.get(), asked("line")));
        } else {
            var found =
                    version.matches("[1-9]\\d{0,8}")
                            ? versions.version(new VersionId(name, Integer.parseInt(version)))
                            : java.util.Optional.<io.oeeanalytics.registry.ModelVersion>empty();
            if (found.isEmpty()) {
                missing("models.missing.version", version);
            } else {
                title.setText(getTranslation("models.version.title", name, version));
                content.add(new VersionSection(this, found.get(), asked("line"), asked("with")));
            }
        }
    }

    private void missing(String key, String what) {
        var back =
                new com.vaadin.flow.router.RouterLink(
                        getTranslation("models.all"), ModelsView.class);
        content.add(
                new Empty(getTranslation(key, what), getTranslation("models.missing.text"), back));
    }

    private void list() {
        var models = versions.models();
        if (models.isEmpty()) {
            content.add(
                    new Empty(
                            getTranslation("models.empty.title"),
                            getTranslation("models.empty.text")));
            return;
        }
        var current = aliases.current();
        var headline =
                new Paragraph(
                        getTranslation(
                                "models.headline",
                                models.size(),
                                current.stream()
                                        .filter(move -> move.seat().alias().equals(Seat.CHAMPION))
                                        .count()));
        headline.addClassName("headline");
        var rows =
                new Rows(
                        5,
                        List.of(
                                getTranslation("models.name"),
                                getTranslation("models.alias.champion"),
                                getTranslation("models.alias.challenger"),
                                getTranslation("models.newest"),
                                getTranslation("models.changed")));
        models.forEach(
                model ->
                        rows.row(
                                ModelPage.link(model.name()),
                                bearers(model, Seat.CHAMPION, current),
                                bearers(model, Seat.CHALLENGER, current),
                                newest(model),
                                date(model.changedAt())));
        content.add(
                headline,
                new Panel(
                        getTranslation("models.list.title"),
                        getTranslation("models.list.subtitle"),
                        rows));
    }

    private Object newest(RegisteredModel model) {
        return model.newest() == 0
                ? Numerals.UNDEFINED
                : ModelPage.link(
                        String.valueOf(model.newest()),
                        new VersionId(model.name(), model.newest()),
                        Map.of());
    }

    private static Div bearers(RegisteredModel model, String alias, List<AliasMove> current) {
        var cell = new Div();
        Set<AliasMove> borne =
                current.stream()
                        .filter(move -> move.seat().model().equals(model.name()))
                        .filter(move -> move.seat().alias().equals(alias))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        for (var move : borne) {
            var number = move.version();
            if (number != null) {
                cell.add(
                        new Div(
                                ModelPage.link(
                                        "%s: %d"
                                                .formatted(
                                                        ModelPage.line(move.seat().line()), number),
                                        new VersionId(model.name(), number),
                                        Map.of("line", move.seat().line()))));
            }
        }
        if (borne.isEmpty()) {
            cell.add(Numerals.UNDEFINED);
        }
        return cell;
    }

    @Override
    public ModelVersions versions() {
        return versions;
    }

    @Override
    public Aliases aliases() {
        return aliases;
    }

    @Override
    public Numerals numerals() {
        return numerals;
    }

    @Override
    public boolean isAdministrator() {
        return administrator;
    }

    @Override
    public void said(String kind, String words) {
        show();
        var text = new Span(words);
        text.addClassName("banner-text");
        notice.removeAll();
        notice.add(text);
        notice.addClassName("banner");
        notice.getElement().setAttribute("data-kind", kind);
    }
}
