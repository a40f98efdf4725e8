package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.NativeLabel;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedHttpSession;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.oeeanalytics.identity.CodeSignIn;

/** Asks for the code of whoever typed the right password just now. */
@Route(value = CodeView.PATH, autoLayout = false)
@AnonymousAllowed
class CodeView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    static final String PATH = "login/code";

    /** What the form calls it. */
    static final String CODE = "code";

    private final CodeSignIn codes;
    private final Paragraph wrong = new Paragraph(getTranslation("code.wrong"));

    CodeView(CodeSignIn codes) {
        this.codes = codes;
        addClassName("login-page");
        var title = new H1(getTranslation("code.title"));
        title.addClassName("page-title");
        var intro = new Paragraph(getTranslation("code.intro"));
        intro.addClassName("login-intro");
        wrong.addClassNames("banner");
        wrong.getElement().setAttribute("data-kind", "bad").setAttribute("role", "alert");
        var again = new Anchor("login", getTranslation("code.again"));
        // Another page, so that it comes with a form of its own.
        again.getElement().setAttribute("router-ignore", true);
        var card = new Div(LoginView.brand(), title, intro, wrong, form(), again);
        card.addClassName("login-card");
        add(card);
    }

    private HtmlContainer form() {
        var code = new Input();
        code.setId(CODE);
        code.getElement()
                .setAttribute("name", CODE)
                .setAttribute("autocomplete", "one-time-code")
                .setAttribute("autocapitalize", "none")
                .setAttribute("spellcheck", "false")
                .setAttribute("maxlength", "40")
                .setAttribute("required", true)
                .setAttribute("autofocus", true);
        var label = new NativeLabel(getTranslation("code.label"));
        label.setFor(code);
        var field = new Div(label, code);
        field.addClassName("field");
        var submit = new NativeButton(getTranslation("login.submit"));
        submit.addClassName("button");
        submit.getElement().setAttribute("type", "submit");
        var form = new HtmlContainer("form");
        form.addClassName("stack");
        form.getElement().setAttribute("method", "post").setAttribute("action", PATH);
        form.add(field, submit);
        form.getElement()
                .executeJs(
                        """
                        const token = document.createElement('input');
                        token.type = 'hidden';
                        token.name = '_csrf';
                        token.value = document.querySelector('meta[name="_csrf"]')?.content ?? '';
                        this.append(token);
                        this.querySelector('input').focus();
                        """);
        return form;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        boolean awaited =
                VaadinSession.getCurrent().getSession() instanceof WrappedHttpSession session
                        && codes.isAwaited(session.getHttpSession());
        if (!awaited) {
            event.forwardTo(LoginView.class);
        }
        wrong.setVisible(
                event.getLocation().getQueryParameters().getParameters().containsKey("error"));
    }

    @Override
    public String getPageTitle() {
        return getTranslation("code.title");
    }
}
