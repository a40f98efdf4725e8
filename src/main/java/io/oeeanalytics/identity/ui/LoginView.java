package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.oeeanalytics.identity.OidcSettings;
import java.util.Set;

@Route(value = "login", autoLayout = false)
@AnonymousAllowed
class LoginView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private static final Set<String> REASONS = Set.of("role", "stopped", "failed");

    private final LoginForm form = new LoginForm();
    private final Paragraph refused = new Paragraph();

    LoginView(OidcSettings provider) {
        addClassName("login-page");
        var intro = new Paragraph(getTranslation("login.intro"));
        intro.addClassName("login-intro");
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(words());
        refused.addClassName("banner");
        refused.getElement().setAttribute("data-kind", "bad").setAttribute("role", "alert");
        var card = new Div(brand(), intro, refused, form);
        card.addClassName("login-card");
        if (provider.isActive()) {
            var there =
                    new Anchor(
                            ProviderStep.START,
                            provider.name().isEmpty()
                                    ? getTranslation("login.provider")
                                    : provider.name());
            there.addClassName("button");
            // A page of its own, not a view.
            there.getElement().setAttribute("router-ignore", true);
            card.add(there);
        }
        add(card);
    }

    static Div brand() {
        var mark = new Image("icons/favicon.svg", "");
        mark.addClassName("app-mark");
        var brand = new Div(mark, new Span("OEE Analytics"));
        brand.addClassName("app-brand");
        return brand;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameters = event.getLocation().getQueryParameters();
        form.setError(parameters.getParameters().containsKey("error"));
        var reason = parameters.getSingleParameter(ProviderStep.REFUSED).filter(REASONS::contains);
        reason.ifPresent(one -> refused.setText(getTranslation("login.refused." + one)));
        refused.setVisible(reason.isPresent());
    }

    @Override
    public String getPageTitle() {
        return getTranslation("login.title");
    }

    private LoginI18n words() {
        var words = LoginI18n.createDefault();
        words.getForm().setTitle(getTranslation("login.title"));
        words.getForm().setUsername(getTranslation("login.name"));
        words.getForm().setPassword(getTranslation("login.password"));
        words.getForm().setSubmit(getTranslation("login.submit"));
        words.getErrorMessage().setTitle(getTranslation("login.error.title"));
        words.getErrorMessage().setMessage(getTranslation("login.error.message"));
        return words;
    }
}
