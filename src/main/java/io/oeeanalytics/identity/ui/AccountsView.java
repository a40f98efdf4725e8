package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
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
import io.oeeanalytics.identity.Account;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SecondFactors;
import io.oeeanalytics.identity.SiteNames;
import io.oeeanalytics.identity.SiteScope;
import jakarta.annotation.security.RolesAllowed;

/** The administrator's list of who may sign in. */
@Route("accounts")
@Menu(title = "accounts.title", order = 30)
@RolesAllowed(Role.ADMIN_ROLE)
class AccountsView extends Div implements HasDynamicTitle {
    private final AccountService accounts;
    private final SiteNames siteNames;
    private final SiteChoice sites;
    private final SecondFactors factors;
    private final Paragraph headline = new Paragraph();
    private final Div notice = new Div();
    private final Grid<Account> grid = new Grid<>();
    private final TextField name = new TextField();
    private final TextField displayName = new TextField();
    private final ComboBox<Role> role = new ComboBox<>();
    private final Drafts drafts = new Drafts("account");

    AccountsView(AccountService accounts, SecondFactors factors, SiteNames siteNames) {
        this.accounts = accounts;
        this.factors = factors;
        this.siteNames = siteNames;
        this.sites = new SiteChoice(siteNames.all());
        addClassName("page");
        headline.addClassName("headline");
        var title = new H1(getTranslation("accounts.title"));
        title.addClassName("page-title");
        notice.getElement().setAttribute("role", "status");

        grid.addColumn(Account::name).setHeader(getTranslation("accounts.name"));
        grid.addColumn(Account::displayName).setHeader(getTranslation("accounts.displayName"));
        grid.addColumn(account -> getTranslation("role." + account.role()))
                .setHeader(getTranslation("accounts.role"));
        if (sites.isVisible()) {
            grid.addColumn(account -> sites.words(account.reach()))
                    .setHeader(getTranslation("sites.label"));
        }
        grid.addColumn(this::state).setHeader(getTranslation("accounts.state"));
        grid.addColumn(account -> getTranslation("accounts.factor." + factor(account)))
                .setHeader(getTranslation("factor.title"));
        grid.addComponentColumn(this::actions).setWidth("min(24rem, 38vw)").setFlexGrow(0);
        grid.setAllRowsVisible(true);

        name.setLabel(getTranslation("accounts.name"));
        displayName.setLabel(getTranslation("accounts.displayName"));
        role.setLabel(getTranslation("accounts.role"));
        role.setItems(Role.values());
        role.setItemLabelGenerator(one -> getTranslation("role." + one));
        role.setValue(Role.OPERATOR);
        role.addValueChangeListener(
                changed -> {
                    if (changed.getValue() == Role.ADMIN) {
                        sites.clear();
                    }
                    sites.setEnabled(changed.getValue() != Role.ADMIN);
                });
        var open = new Button(getTranslation("accounts.open"), event -> open());
        open.addThemeName("primary");
        var form = new Div(name, displayName, role, sites, open);
        form.addClassName("toolbar");
        drafts.keep("name", name);
        drafts.keep("displayName", displayName);
        drafts.keep("role", role);
        drafts.keep("sites", sites);
        add(title, headline, notice, grid, drafts, form);
        refresh();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("accounts.title");
    }

    private String state(Account account) {
        if (!account.enabled()) {
            return getTranslation("accounts.state.disabled");
        }
        return getTranslation(
                account.mustChangePassword()
                        ? "accounts.state.mustChange"
                        : "accounts.state.enabled");
    }

    private static String factor(Account account) {
        if (account.fromProvider()) {
            return "provider";
        }
        return account.secondFactor() ? "on" : "off";
    }

    private Div actions(Account account) {
        var reset =
                new Button(
                        getTranslation("accounts.reset"),
                        event ->
                                attempt(
                                        () ->
                                                showPassword(
                                                        account.name(),
                                                        accounts.resetPassword(account.name()))));
        var toggle =
                new Button(
                        getTranslation(account.enabled() ? "accounts.disable" : "accounts.enable"),
                        event -> attempt(() -> enable(account, !account.enabled())));
        reset.setVisible(!account.fromProvider());
        var change =
                new Button(
                        getTranslation("accounts.change"),
                        event ->
                                new AccountDialog(
                                                account,
                                                new SiteChoice(siteNames.all()),
                                                (to, reached) -> change(account, to, reached))
                                        .open());
        var actions = new Div(change, reset, toggle);
        actions.addClassName("row-actions");
        if (account.secondFactor()) {
            actions.add(
                    new Button(
                            getTranslation("accounts.factor.reset"),
                            event -> attempt(() -> resetFactor(account))));
        }
        return actions;
    }

    private void resetFactor(Account account) {
        factors.reset(account.name());
        say(getTranslation("accounts.factor.wasReset", account.displayName()), null);
        refresh();
    }

    private void open() {
        attempt(
                () -> {
                    var password =
                            accounts.open(
                                    name.getValue(),
                                    displayName.getValue(),
                                    role.getValue(),
                                    sites.scope());
                    showPassword(name.getValue(), password);
                    name.clear();
                    displayName.clear();
                    sites.clear();
                    drafts.forget();
                });
    }

    private void change(Account account, Role to, SiteScope reached) {
        accounts.change(account.name(), to, reached);
        say(
                getTranslation(
                        "accounts.changed",
                        account.displayName(),
                        getTranslation("role." + to),
                        sites.words(reached)),
                null);
        notice.add(
                new Button(
                        getTranslation("accounts.undo"),
                        event ->
                                attempt(
                                        () -> {
                                            accounts.change(
                                                    account.name(),
                                                    account.role(),
                                                    account.sites());
                                            notice.removeAll();
                                            refresh();
                                        })));
        refresh();
    }

    private void enable(Account account, boolean enabled) {
        accounts.enable(account.name(), enabled);
        notice.removeAll();
        if (!enabled) {
            var undo =
                    new Button(
                            getTranslation("accounts.undo"),
                            event -> attempt(() -> enable(account, true)));
            say(getTranslation("accounts.stopped", account.displayName()), null);
            notice.add(undo);
        }
        refresh();
    }

    private void showPassword(String account, String password) {
        say(
                getTranslation("accounts.firstPassword", account, password)
                        + " "
                        + getTranslation("accounts.firstPassword.hint"),
                "warn");
        refresh();
    }

    private void attempt(Runnable change) {
        try {
            change.run();
        } catch (IllegalArgumentException refused) {
            say(String.valueOf(refused.getMessage()), "bad");
        }
    }

    private void say(String text, @org.jspecify.annotations.Nullable String kind) {
        notice.removeAll();
        var words = new Span(text);
        words.addClassName("banner-text");
        notice.add(words);
        notice.addClassName("banner");
        if (kind == null) {
            notice.getElement().removeAttribute("data-kind");
        } else {
            notice.getElement().setAttribute("data-kind", kind);
        }
    }

    private void refresh() {
        var all = accounts.all();
        grid.setItems(all);
        headline.setText(
                getTranslation(
                        "accounts.headline",
                        all.size(),
                        all.stream().filter(Account::enabled).count()));
    }
}
