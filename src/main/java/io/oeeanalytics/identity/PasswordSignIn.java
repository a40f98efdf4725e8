package io.oeeanalytics.identity;

import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Knows people by their passwords, wherever they come in; of some that is only half of it. */
@Component
class PasswordSignIn extends DaoAuthenticationProvider {
    private final Accounts accounts;

    PasswordSignIn(SignIn people, PasswordEncoder passwords, Accounts accounts) {
        super(people);
        setPasswordEncoder(passwords);
        this.accounts = accounts;
    }

    @Override
    protected Authentication createSuccessAuthentication(
            Object principal, Authentication authentication, UserDetails person) {
        var name = person.getUsername();
        if (accounts.named(name).orElseThrow().account().secondFactor()) {
            throw new SecondFactorNeeded(name);
        }
        return super.createSuccessAuthentication(principal, authentication, person);
    }
}
