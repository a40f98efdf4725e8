package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.identity.ApiKey;
import io.oeeanalytics.identity.ApiKeys;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SiteNames;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneId;
import java.util.Set;
import java.util.stream.Collectors;

/** Which other systems may come in, and as what; a key is shown once, when it is opened. */
@Route("api-keys")
@Menu(title = "keys.title", order = 32)
@RolesAllowed(Role.ADMIN_ROLE)
class ApiKeysView extends Div implements HasDynamicTitle {
    private final ApiKeys keys;
    private final Numerals numerals;
    private final Div notice = new Div();
    private final Grid<ApiKey> grid = new Grid<>();
    private final Empty empty =
            new Empty(getTranslation("keys.empty.title"), getTranslation("keys.empty.text"));
    private final TextField name = new TextField();
    private final SiteChoice sites;
    private final CheckboxGroup<ApiKey.Scope> scopes = new CheckboxGroup<>();
    private final Drafts drafts = new Drafts("api-key");

    ApiKeysView(ApiKeys keys, SiteNames siteNames) {
        this.keys = keys;
        this.sites = new SiteChoice(siteNames.all());
        this.numerals = new Numerals(getLocale());
        addClassName("page");
        var title = new H1(getTranslation("keys.title"));
        title.addClassName("page-title");
        var headline = new Paragraph(getTranslation("keys.headline"));
        headline.addClassName("headline");
        notice.getElement().setAttribute("role", "status");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addColumn(ApiKey::name).setHeader(getTranslation("keys.name"));
        grid.addColumn(this::scopes).setHeader(getTranslation("keys.scopes")).setFlexGrow(2);
        if (sites.isVisible()) {
            grid.addColumn(key -> sites.words(key.sites()))
                    .setHeader(getTranslation("sites.label"));
        }
        grid.addColumn(
                        key ->
                                numerals.date(
                                        key.createdAt()
                                                .atZone(ZoneId.systemDefault())
                                                .toLocalDate()))
                .setHeader(getTranslation("keys.created"));
        grid.addColumn(ApiKey::createdBy).setHeader(getTranslation("keys.by"));
        grid.addComponentColumn(
                        key ->
                                new Button(
                                        getTranslation("keys.revoke"),
                                        click -> {
                                            keys.revoke(key.id());
                                            say("info", getTranslation("keys.revoked", key.name()));
                                            refresh();
                                        }))
                .setAutoWidth(true)
                .setFlexGrow(0);
        grid.setAllRowsVisible(true);
        name.setLabel(getTranslation("keys.name"));
        name.setId("key-name");
        scopes.setLabel(getTranslation("keys.scopes"));
        scopes.setItems(ApiKey.Scope.values());
        scopes.setItemLabelGenerator(scope -> getTranslation("scope." + scope));
        scopes.setValue(Set.of(ApiKey.Scope.INGEST));
        var open = new Button(getTranslation("keys.open"), click -> open());
        open.addThemeName("primary");
        open.setId("key-open");
        var form = new Div(name, scopes, sites, open);
        form.addClassName("toolbar");
        drafts.keep("name", name);
        drafts.keep("scopes", scopes);
        drafts.keep("sites", sites);
        add(title, headline, notice, empty, grid, drafts, form);
        refresh();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("keys.title");
    }

    private String scopes(ApiKey key) {
        return key.scopes().stream()
                .sorted()
                .map(scope -> getTranslation("scope." + scope))
                .collect(Collectors.joining(", "));
    }

    private void open() {
        try {
            var token = keys.open(name.getValue(), scopes.getValue(), sites.scope());
            say("warn", getTranslation("keys.opened", name.getValue().strip(), token));
            name.clear();
            sites.clear();
            drafts.forget();
            refresh();
        } catch (IllegalArgumentException refused) {
            say("bad", String.valueOf(refused.getMessage()));
        }
    }

    private void say(String kind, String words) {
        var text = new Span(words);
        text.addClassName("banner-text");
        notice.removeAll();
        notice.add(text);
        notice.addClassName("banner");
        notice.getElement().setAttribute("data-kind", kind);
    }

    private void refresh() {
        var all = keys.all();
        grid.setItems(all);
        grid.setVisible(!all.isEmpty());
        empty.setVisible(all.isEmpty());
    }
}
