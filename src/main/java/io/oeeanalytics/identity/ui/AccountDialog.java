package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.base.ui.Drafts;
import io.oeeanalytics.identity.Account;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SiteScope;

/** What an account is: its role and the sites it reaches. */
class AccountDialog extends Dialog {
    private static final long serialVersionUID = 1;

    /** Keeps what was chosen. */
    interface Change {
        /**
         * @throws IllegalArgumentException where it is refused, with the reason
         */
        void keep(Role role, SiteScope sites);
    }

    private final ComboBox<Role> role = new ComboBox<>();
    private final Paragraph refusal = new Paragraph();

    AccountDialog(Account account, SiteChoice sites, Change change) {
        setHeaderTitle(getTranslation("accounts.change.title", account.displayName()));
        setWidth("440px");
        setMaxWidth("96vw");
        role.setId("account-role");
        role.setLabel(getTranslation("accounts.role"));
        role.setItems(Role.values());
        role.setItemLabelGenerator(one -> getTranslation("role." + one));
        role.setAllowCustomValue(false);
        role.setValue(account.role());
        if (account.fromProvider()) {
            role.setReadOnly(true);
            role.setHelperText(getTranslation("accounts.change.providersRole"));
        }
        sites.setId("account-sites");
        sites.show(account.reach());
        sites.setEnabled(account.role() != Role.ADMIN);
        role.addValueChangeListener(
                changed -> {
                    boolean everywhere = changed.getValue() == Role.ADMIN;
                    if (everywhere) {
                        sites.clear();
                    }
                    sites.setEnabled(!everywhere);
                });
        role.setWidthFull();
        sites.setWidthFull();
        refusal.addClassName("refusal");
        refusal.getElement().setAttribute("role", "alert");
        refusal.setVisible(false);
        var drafts = Drafts.in(this, "account/" + account.name());
        drafts.keep("role", role);
        drafts.keep("sites", sites);
        add(
                new Div(role),
                new Div(sites),
                new Paragraph(getTranslation("accounts.change.hint")),
                refusal);
        var save = new Button(getTranslation("accounts.change.save"), click -> save(sites, change));
        save.addThemeName("primary");
        save.setId("account-save");
        getFooter()
                .add(new Button(getTranslation("accounts.change.cancel"), click -> close()), save);
    }

    private void save(SiteChoice sites, Change change) {
        try {
            var chosen = role.getValue();
            if (chosen == null) {
                throw new IllegalArgumentException(getTranslation("accounts.change.noRole"));
            }
            change.keep(chosen, sites.scope());
            close();
        } catch (IllegalArgumentException refused) {
            refusal.setText(String.valueOf(refused.getMessage()));
            refusal.setVisible(true);
        }
    }
}
