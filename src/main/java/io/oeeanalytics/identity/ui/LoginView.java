package io.oeeanalytics.identity.ui;

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

@Route(value = "login", autoLayout = false)
@AnonymousAllowed
class LoginView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final LoginForm form = new LoginForm();

    LoginView() {
        addClassName("login-page");
        var intro = new Paragraph(getTranslation("login.intro"));
        intro.addClassName("login-intro");
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        form.setI18n(words());
        var card = new Div(brand(), intro, form);
        card.addClassName("login-card");
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
        form.setError(
                event.getLocation().getQueryParameters().getParameters().containsKey("error"));
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
