package io.oeeanalytics.identity;

import io.oeeanalytics.ops.SelfCheck;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Whether an administrator can sign in: one is there, not disabled, with a password of a kind known
 * here.
 */
@Component
class SignInSelfCheck implements SelfCheck {
    private final Accounts accounts;
    private final PasswordEncoder passwords;

    SignInSelfCheck(Accounts accounts, PasswordEncoder passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public Outcome check() {
        var administrators =
                accounts.all().stream()
                        .filter(account -> account.enabled() && account.role() == Role.ADMIN)
                        .toList();
        if (administrators.isEmpty()) {
            return Outcome.wrong(
                    "no administrator can sign in; the command first-administrator opens an account where there is none");
        }
        for (var administrator : administrators) {
            var hash = accounts.named(administrator.name()).orElseThrow().passwordHash();
            try {
                // Of a kind nobody knows, this fails; that nobody has this password is no fault.
                passwords.matches("-", hash);
            } catch (IllegalArgumentException e) {
                return Outcome.wrong(
                        "the password of %s is kept in a way this version does not know"
                                .formatted(administrator.name()));
            }
        }
        return Outcome.right(
                "%d accounts, %d administrators who can sign in"
                        .formatted(accounts.all().size(), administrators.size()));
    }
}
