package io.oeeanalytics.identity.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.oeeanalytics.identity.AccountService;
import org.springframework.stereotype.Component;

/** Opens no other view to somebody whose password was given by another person. */
@Component
class OwnPasswordFirst implements VaadinServiceInitListener {
    private final AuthenticationContext signedIn;
    private final AccountService accounts;

    OwnPasswordFirst(AuthenticationContext signedIn, AccountService accounts) {
        this.signedIn = signedIn;
        this.accounts = accounts;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource()
                .addUIInitListener(
                        opened ->
                                opened.getUI()
                                        .addBeforeEnterListener(
                                                entering -> {
                                                    var target = entering.getNavigationTarget();
                                                    if (target == PasswordView.class
                                                            || target == LoginView.class) {
                                                        return;
                                                    }
                                                    signedIn.getPrincipalName()
                                                            .map(accounts::own)
                                                            .filter(
                                                                    account ->
                                                                            account
                                                                                    .mustChangePassword())
                                                            .ifPresent(
                                                                    account ->
                                                                            entering.forwardTo(
                                                                                    PasswordView
                                                                                            .class));
                                                }));
    }
}
