package io.oeeanalytics.identity;

import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Knows people by their passwords, wherever they come in; of some that is only half of it. */
@Component
class PasswordSignIn extends DaoAuthenticationProvider {
    private final Accounts accounts;
    private final LockOut lockOut;

    PasswordSignIn(SignIn people, PasswordEncoder passwords, Accounts accounts, LockOut lockOut) {
        super(people);
        setPasswordEncoder(passwords);
        this.accounts = accounts;
        this.lockOut = lockOut;
    }

    @Override
    protected void additionalAuthenticationChecks(
            UserDetails person, UsernamePasswordAuthenticationToken tried) {
        var name = person.getUsername();
        if (!lockOut.mayTry(name)) {
            throw new LockedException("too many wrong passwords");
        }
        super.additionalAuthenticationChecks(person, tried);
        lockOut.takeBack(name);
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
