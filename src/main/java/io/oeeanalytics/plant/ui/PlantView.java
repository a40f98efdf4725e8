package io.oeeanalytics.plant.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.oeeanalytics.base.api.ApiProblem;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.plant.ChangedMeanwhile;
import io.oeeanalytics.plant.PlantHistory;
import io.oeeanalytics.plant.Site;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a site is: its lines, cycles, shifts, days, statuses, targets and settings, each with its
 * past. Administrators change it, managers read it.
 */
@Route("plant")
@Menu(title = "plant.title", order = 35)
@RolesAllowed({Role.ADMIN_ROLE, Role.MANAGER_ROLE})
class PlantView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Services services;
    private final Numerals numerals;
    private final boolean mayEdit;
    private final Select<String> choice = new Select<>();
    private final Button openSite;
    private final Div notice = new Div();
    private final Div content = new Div();

    private @Nullable PlantPage page;
    private @Nullable Instant seen;

    PlantView(Services services, AuthenticationContext signedIn) {
        this.services = services;
        this.numerals = new Numerals(getLocale());
        this.mayEdit = signedIn.hasRole(Role.ADMIN_ROLE);
        addClassName("page");
        var title = new H1(getTranslation("plant.title"));
        title.addClassName("page-title");
        choice.setAriaLabel(getTranslation("plant.site"));
        choice.setId("plant-site");
        choice.addValueChangeListener(
                change -> {
                    if (change.isFromClient()) {
                        PlantPage.go(change.getValue(), currentTab(), Map.of());
                    }
                });
        openSite = new Button(getTranslation("plant.site.open"), click -> openSite());
        openSite.setId("plant-site-open");
        openSite.setVisible(mayEdit);
        var actions = new Div(openSite);
        actions.addClassName("page-actions");
        var head = new Div(title, choice, actions);
        head.addClassName("page-head");
        notice.getElement().setAttribute("role", "status");
        notice.addClassName("notice");
        content.addClassName("stack");
        add(head, notice, content);
    }

    @Override
    public String getPageTitle() {
        return page == null
                ? getTranslation("plant.title")
                : getTranslation("plant.tab." + page.tab()) + " · " + page.site().name();
    }

    private Tab currentTab() {
        return page == null ? Tab.LINES : page.tab();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        notice.removeAll();
        var parameters = new LinkedHashMap<String, String>();
        event.getLocation()
                .getQueryParameters()
                .getParameters()
                .forEach((name, values) -> parameters.put(name, values.getFirst()));
        show(parameters);
    }

    private void show(Map<String, String> asked) {
        var sites = services.plant().sites();
        choice.setItems(sites.stream().map(Site::name).toList());
        choice.setVisible(sites.size() > 1);
        content.removeAll();
        var site = site(sites, asked);
        if (site.isEmpty()) {
            page = null;
            content.add(
                    new Empty(
                            getTranslation("plant.empty.title"),
                            getTranslation(mayEdit ? "plant.empty.text" : "lines.empty.text")));
            return;
        }
        choice.setValue(site.get().name());
        var parameters = new LinkedHashMap<>(asked);
        parameters.remove("site");
        parameters.remove("tab");
        // Looked at before all that is shown, so that no change slips in between.
        var newest = services.history().newest(site.get().id());
        seen = newest.map(PlantHistory.Newest::at).orElse(null);
        var lines =
                services.plant().lines().stream()
                        .filter(line -> line.siteId() == site.get().id())
                        .toList();
        var shown =
                new PlantPage(
                        site.get(),
                        lines,
                        Tab.of(asked.getOrDefault("tab", "")),
                        parameters,
                        mayEdit,
                        services,
                        numerals,
                        this::keep);
        page = shown;
        content.add(headline(shown));
        newest.ifPresent(change -> content.add(newest(shown, change)));
        content.add(tabs(shown), section(shown));
    }

    private Optional<Site> site(List<Site> sites, Map<String, String> asked) {
        return sites.stream()
                .filter(site -> site.name().equals(asked.get("site")))
                .findFirst()
                .or(
                        () ->
                                services.plant()
                                        .line(asked.getOrDefault("line", ""))
                                        .map(line -> services.plant().site(line.siteId())))
                .or(() -> sites.stream().findFirst());
    }

    private Paragraph headline(PlantPage shown) {
        var headline =
                new Paragraph(
                        getTranslation(
                                "plant.headline",
                                shown.site().name(),
                                shown.lines().size(),
                                shown.site().zone().getId()));
        headline.addClassName("headline");
        return headline;
    }

    private Paragraph newest(PlantPage shown, PlantHistory.Newest change) {
        var note =
                new Paragraph(
                        getTranslation(
                                "plant.headline.newest",
                                RuleWords.who(change.by()),
                                new RuleWords(shown, getLocale()).when(change.at())));
        note.addClassName("headline-note");
        return note;
    }

    private Nav tabs(PlantPage shown) {
        var tabs = new Nav();
        tabs.addClassName("tabs");
        tabs.setAriaLabel(getTranslation("plant.tabs"));
        for (var tab : Tab.values()) {
            var link =
                    new Anchor(
                            "plant?"
                                    + QueryParameters.simple(
                                                    PlantPage.query(
                                                            shown.site().name(), tab, Map.of()))
                                            .getQueryString(),
                            getTranslation("plant.tab." + tab));
            link.setRouterIgnore(false);
            if (tab == shown.tab()) {
                link.getElement().setAttribute("aria-current", "page");
            }
            tabs.add(link);
        }
        return tabs;
    }

    private static Component section(PlantPage page) {
        return switch (page.tab()) {
            case LINES -> new LinesSection(page);
            case CYCLES -> new CyclesSection(page);
            case SHIFTS -> new ShiftsSection(page);
            case DAYS -> new DaysSection(page);
            case STATUSES -> new StatusesSection(page);
            case TARGETS -> new TargetsSection(page);
            case SETTINGS -> new SettingsSection(page);
            case DOCUMENT -> new DocumentSection(page);
            case HISTORY -> new HistorySection(page);
        };
    }

    private void keep(Change change, Consumer<String> refused, Runnable kept) {
        if (change.question() == null) {
            doKeep(change, refused, kept);
            return;
        }
        var ask =
                new ConfirmDialog(
                        getTranslation("plant.sure"),
                        change.question(),
                        getTranslation("plant.sure.yes"),
                        confirmed -> doKeep(change, refused, kept));
        ask.setCancelable(true);
        ask.setCancelText(getTranslation("plant.sure.no"));
        ask.open();
    }

    private void doKeep(Change change, Consumer<String> refused, Runnable kept) {
        if (attempt(change.act(), refused)) {
            kept.run();
            say(change.done(), change.undo());
            redraw();
        }
    }

    private boolean attempt(Runnable act, Consumer<String> refused) {
        try {
            if (page == null) {
                act.run();
            } else {
                services.administration().changeAsSeen(page.site().id(), seen, act);
            }
            return true;
        } catch (ChangedMeanwhile e) {
            refused.accept(stale(e));
        } catch (IllegalArgumentException e) {
            refused.accept(String.valueOf(e.getMessage()));
        } catch (ApiProblem e) {
            refused.accept(
                    e.faults().stream()
                            .map(fault -> fault.path() + " " + fault.reason())
                            .findFirst()
                            .orElse(String.valueOf(e.getMessage())));
        }
        return false;
    }

    /**
     * The form stays, so that nothing typed is lost; the page beneath can be brought up to date.
     */
    private String stale(ChangedMeanwhile changed) {
        if (page == null) {
            return getTranslation("plant.stale", changed.by(), "");
        }
        var words = new RuleWords(page, getLocale());
        var text =
                getTranslation(
                        "plant.stale", RuleWords.who(changed.by()), words.when(changed.at()));
        var reload = new Button(getTranslation("plant.stale.reload"), click -> reload());
        reload.setId("plant-reload");
        banner("warn", text, reload);
        return text;
    }

    private void reload() {
        notice.removeAll();
        content.getUI()
                .ifPresent(
                        ui ->
                                ui.getChildren()
                                        .filter(Dialog.class::isInstance)
                                        .map(Dialog.class::cast)
                                        .toList()
                                        .forEach(Dialog::close));
        redraw();
    }

    private void redraw() {
        if (page == null) {
            show(Map.of());
        } else {
            show(PlantPage.query(page.site().name(), page.tab(), page.parameters()));
        }
    }

    private void say(String words, @Nullable Runnable undo) {
        if (undo == null) {
            banner("info", words);
            return;
        }
        var back =
                new Button(
                        getTranslation("plant.undo"),
                        click -> {
                            if (attempt(undo, reason -> banner("bad", reason))) {
                                banner("info", getTranslation("plant.undone"));
                                redraw();
                            }
                        });
        back.setId("plant-undo");
        banner("info", words, back);
    }

    private void banner(String kind, String words, Component... actions) {
        var banner = new Div(Parts.text("banner-text", words));
        banner.addClassName("banner");
        banner.getElement().setAttribute("data-kind", kind);
        if (actions.length > 0) {
            var buttons = new Span(actions);
            buttons.addClassName("banner-actions");
            banner.add(buttons);
        }
        notice.removeAll();
        notice.add(banner);
    }

    private void openSite() {
        var form = new SiteForm();
        new EditDialog(
                        page == null ? bare() : page,
                        getTranslation("plant.site.open"),
                        getTranslation("plant.site.open"),
                        false,
                        () -> form.draft(services.administration()),
                        form.fields())
                .open();
    }

    /** A page without a site, for the very first one. */
    private PlantPage bare() {
        return new PlantPage(
                new Site(0, "", java.time.ZoneOffset.UTC),
                List.of(),
                Tab.LINES,
                Map.of(),
                mayEdit,
                services,
                numerals,
                this::keep);
    }
}
