package io.oeeanalytics.identity;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Sees at every start of the server that somebody can sign in. */
@Component
class AccountsAtStart implements ApplicationRunner {
    private final FirstAccounts accounts;

    AccountsAtStart(FirstAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        accounts.atStart();
    }
}
