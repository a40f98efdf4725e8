package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedHttpSession;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.PasswordRefused;
import io.oeeanalytics.identity.RememberedSignIns;
import io.oeeanalytics.identity.SecondFactorPolicy;
import io.oeeanalytics.identity.SecondFactors;
import jakarta.annotation.security.PermitAll;

/**
 * Where everyone changes the own password, and must when it was given by somebody else; and sets up
 * the own second factor.
 */
@Route("password")
@Menu(title = "password.title", order = 99)
@PermitAll
class PasswordView extends Div implements HasDynamicTitle {
    private final AccountService accounts;
    private final RememberedSignIns remembered;
    private final SecondFactors factors;
    private final SecondFactorPolicy policy;
    private final String name;
    private final PasswordField present = new PasswordField();
    private final PasswordField next = new PasswordField();
    private final PasswordField again = new PasswordField();
    private final Paragraph notice = new Paragraph();

    /** The password is one that somebody else knows; first things first. */
    private boolean given;

    PasswordView(
            AccountService accounts,
            SecondFactors factors,
            SecondFactorPolicy policy,
            RememberedSignIns remembered,
            AuthenticationContext signedIn) {
        this.accounts = accounts;
        this.factors = factors;
        this.policy = policy;
        this.remembered = remembered;
        this.name = signedIn.getPrincipalName().orElseThrow();
        addClassName("page");
        var title = new H1(getTranslation("password.title"));
        title.addClassName("page-title");
        var headline =
                new Paragraph(
                        getTranslation("password.headline", AccountService.SHORTEST_PASSWORD));
        headline.addClassName("headline");
        notice.getElement().setAttribute("role", "status");
        var own = accounts.own(name);
        if (own.fromProvider()) {
            add(title, new Paragraph(getTranslation("password.provider")));
            return;
        }
        given = own.mustChangePassword();
        if (given) {
            notice.setText(getTranslation("password.mustChange"));
        }
        present.setLabel(getTranslation("password.present"));
        next.setLabel(getTranslation("password.next"));
        again.setLabel(getTranslation("password.again"));
        var submit = new Button(getTranslation("password.submit"), event -> change());
        submit.addThemeName("primary");
        var form = new Div(present, next, again, submit);
        form.addClassNames("stack", "narrow");
        add(title, headline, notice, form);
        if (!given) {
            add(new SecondFactorPanel(accounts, factors, policy, name));
        }
    }

    @Override
    public String getPageTitle() {
        return getTranslation("password.title");
    }

    private void change() {
        if (!next.getValue().equals(again.getValue())) {
            notice.setText(getTranslation("password.different"));
            return;
        }
        try {
            accounts.changeOwnPassword(name, present.getValue(), next.getValue());
            // Elsewhere the sign-in has ended; here the person just proved to be it.
            if (VaadinSession.getCurrent().getSession() instanceof WrappedHttpSession session) {
                remembered.keep(session.getHttpSession(), name);
            }
            notice.setText(getTranslation("password.changed"));
            if (given) {
                given = false;
                add(new SecondFactorPanel(accounts, factors, policy, name));
            }
            present.clear();
            next.clear();
            again.clear();
        } catch (PasswordRefused refused) {
            notice.setText(
                    getTranslation("password.refused." + refused.reason(), refused.number()));
        }
    }
}
