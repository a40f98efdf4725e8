package io.oeeanalytics.identity.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.oeeanalytics.identity.Account;
import io.oeeanalytics.identity.AccountService;
import io.oeeanalytics.identity.SecondFactorPolicy;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Opens no other view to somebody whose password was given by another person, or who must have a
 * second factor and has none.
 */
@Component
class OwnPasswordFirst implements VaadinServiceInitListener {
    private static final Set<Class<?>> OPEN =
            Set.of(PasswordView.class, LoginView.class, CodeView.class);

    private final AuthenticationContext signedIn;
    private final AccountService accounts;
    private final SecondFactorPolicy policy;

    OwnPasswordFirst(
            AuthenticationContext signedIn, AccountService accounts, SecondFactorPolicy policy) {
        this.signedIn = signedIn;
        this.accounts = accounts;
        this.policy = policy;
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource()
                .addUIInitListener(
                        opened ->
                                opened.getUI()
                                        .addBeforeEnterListener(
                                                entering -> {
                                                    if (OPEN.contains(
                                                            entering.getNavigationTarget())) {
                                                        return;
                                                    }
                                                    signedIn.getPrincipalName()
                                                            .map(accounts::own)
                                                            .filter(this::isUnfinished)
                                                            .ifPresent(
                                                                    account ->
                                                                            entering.forwardTo(
                                                                                    PasswordView
                                                                                            .class));
                                                }));
    }

    private boolean isUnfinished(Account account) {
        return account.mustChangePassword() || policy.lacksOne(account);
    }
}
