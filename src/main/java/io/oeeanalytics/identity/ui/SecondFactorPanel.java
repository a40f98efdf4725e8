package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.oeeanalytics.identity.Account;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.PasswordRefused;
import io.oeeanalytics.identity.SecondFactorPolicy;
import io.oeeanalytics.identity.SecondFactors;
import java.util.List;

/** Where somebody sets up the own second factor, and turns it off. */
final class SecondFactorPanel extends Div {
    private final AccountService accounts;
    private final SecondFactors factors;
    private final SecondFactorPolicy policy;
    private final String name;
    private final Paragraph notice = new Paragraph();
    private final Div content = new Div();

    SecondFactorPanel(
            AccountService accounts,
            SecondFactors factors,
            SecondFactorPolicy policy,
            String name) {
        this.accounts = accounts;
        this.factors = factors;
        this.policy = policy;
        this.name = name;
        setId("second-factor");
        addClassName("stack");
        content.addClassNames("stack", "narrow");
        notice.getElement().setAttribute("role", "status");
        var title = new H2(getTranslation("factor.title"));
        title.addClassName("section-title");
        add(title, notice, content);
        show(accounts.own(name));
    }

    private void show(Account account) {
        content.removeAll();
        if (account.secondFactor()) {
            showTurningOff();
        } else {
            content.add(new Paragraph(getTranslation("factor.none")));
            if (policy.lacksOne(account)) {
                notice.setText(getTranslation("factor.needed"));
            }
            var start = new Button(getTranslation("factor.start"), click -> offer());
            start.addThemeName("primary");
            start.setId("factor-start");
            content.add(start);
        }
    }

    private void offer() {
        var offer = factors.offer(name);
        var picture = new Image(QrCode.address(offer.address()), getTranslation("factor.qr"));
        picture.setWidth("220px");
        var words = new Pre(offer.words());
        words.setId("factor-secret");
        var code = new TextField(getTranslation("factor.code"));
        code.setId("factor-code");
        code.getElement().setAttribute("autocomplete", "one-time-code");
        var confirm =
                new Button(
                        getTranslation("factor.confirm"),
                        click ->
                                attempt(
                                        () ->
                                                showRecoveryCodes(
                                                        factors.setUp(
                                                                name, offer, code.getValue()))));
        confirm.addThemeName("primary");
        confirm.setId("factor-confirm");
        content.removeAll();
        content.add(
                new Paragraph(getTranslation("factor.scan")),
                picture,
                new Paragraph(getTranslation("factor.type")),
                words,
                code,
                confirm);
    }

    private void showRecoveryCodes(List<String> codes) {
        notice.setText(getTranslation("factor.done"));
        var text = String.join("\n", codes);
        var words = new Pre(text);
        words.setId("factor-recovery");
        var copy =
                new Button(
                        getTranslation("factor.copy"),
                        click -> {
                            // Browsers let pages write there only over TLS; else they are marked.
                            words.getElement()
                                    .executeJs(
                                            """
                                            getSelection().selectAllChildren(this);
                                            navigator.clipboard?.writeText(this.textContent);
                                            """);
                            notice.setText(getTranslation("factor.copied"));
                        });
        content.removeAll();
        content.add(new Paragraph(getTranslation("factor.recovery")), words, copy);
    }

    private void showTurningOff() {
        var password = new PasswordField(getTranslation("password.present"));
        password.setId("factor-password");
        var off =
                new Button(
                        getTranslation("factor.off"),
                        click ->
                                attempt(
                                        () -> {
                                            factors.turnOff(name, password.getValue());
                                            notice.setText(getTranslation("factor.isOff"));
                                            show(accounts.own(name));
                                        }));
        off.setId("factor-off");
        content.add(
                new Paragraph(getTranslation("factor.isOn", factors.recoveryCodes(name))),
                password,
                off);
    }

    private void attempt(Runnable change) {
        try {
            change.run();
        } catch (PasswordRefused refused) {
            notice.setText(
                    getTranslation("password.refused." + refused.reason(), refused.number()));
        } catch (IllegalArgumentException refused) {
            notice.setText(String.valueOf(refused.getMessage()));
        }
    }
}
