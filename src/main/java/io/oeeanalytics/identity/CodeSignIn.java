package io.oeeanalytics.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Service;

/**
 * The second half of a sign-in. Between the halves the session only knows whose password was typed;
 * nobody is signed in with it, so nothing opens.
 */
@Service
public class CodeSignIn {
    private static final String AWAITED = "oee.sign-in.awaited";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SecondFactors factors;
    private final SignIn people;
    private final JooqTokens kept;
    private final AuthenticationEventPublisher events;
    private final Clock clock;

    CodeSignIn(
            SecondFactors factors,
            SignIn people,
            JooqTokens kept,
            AuthenticationEventPublisher events,
            Clock clock) {
        this.factors = factors;
        this.people = people;
        this.kept = kept;
        this.events = events;
        this.clock = clock;
    }

    private record Awaited(String name, Instant since) implements Serializable {}

    /** The code was not right, or came too late. */
    public static final class CodeRefused extends AuthenticationException {
        private static final long serialVersionUID = 1;

        private CodeRefused(String reason) {
            super(reason);
        }
    }

    /** The next request of this session may bring the code. */
    public void await(HttpServletRequest request, SecondFactorNeeded needed) {
        request.getSession().setAttribute(AWAITED, new Awaited(needed.name(), clock.instant()));
        request.changeSessionId();
    }

    public boolean isAwaited(HttpSession session) {
        return awaited(session).isPresent();
    }

    private Optional<Awaited> awaited(HttpSession session) {
        return session.getAttribute(AWAITED) instanceof Awaited awaited
                        && clock.instant().isBefore(awaited.since().plus(PATIENCE))
                ? Optional.of(awaited)
                : Optional.empty();
    }

    /**
     * Whoever typed the password in this session before.
     *
     * @throws CodeRefused when nobody did, or the code is wrong
     */
    public Authentication finish(HttpSession session, String code) {
        var awaited =
                awaited(session).orElseThrow(() -> new CodeRefused("no password came before"));
        boolean changed =
                kept.tokensFrom(awaited.name())
                        .map(from -> from.isAfter(awaited.since()))
                        .orElse(true);
        if (changed) {
            session.removeAttribute(AWAITED);
            throw new CodeRefused("the account was changed since the password came");
        }
        var who = finish(awaited.name(), code);
        session.removeAttribute(AWAITED);
        return who;
    }

    /**
     * @param name whose password was right a moment ago
     */
    Authentication finish(String name, String code) {
        var person = people.loadUserByUsername(name);
        var outcome = person.isEnabled() ? factors.take(name, code) : SecondFactors.Outcome.WRONG;
        switch (outcome) {
            case RIGHT -> {
                var who =
                        UsernamePasswordAuthenticationToken.authenticated(
                                person, null, person.getAuthorities());
                events.publishAuthenticationSuccess(who);
                return who;
            }
            case WRONG -> people.codeRefused(name, "refused", "wrong code, or disabled");
            case LOCKED -> people.codeRefused(name, "locked", "locked");
        }
        throw new CodeRefused("the code was refused");
    }
}
