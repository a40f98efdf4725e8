package io.oeeanalytics.identity;

import io.oeeanalytics.base.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.authentication.rememberme.AbstractRememberMeServices;
import org.springframework.security.web.authentication.rememberme.RememberMeAuthenticationException;
import org.springframework.stereotype.Service;

/**
 * Lets a sign-in go on where its session is gone, because the instance that held it fell over or
 * was updated. It makes no sign-in longer: it ends when the sign-in would have, with signing out, a
 * changed password, a disabled account, its time, or its person doing nothing. Several pages of one
 * browser may come with the same secret at once.
 */
@Service
public class RememberedSignIns extends AbstractRememberMeServices {
    /** Of the session: until when the sign-in lasts at most ({@link Instant}). */
    public static final String ENDS_AT = "oee.sign-in.ends";

    /** Of the session: when the person last did something ({@link Instant}). */
    public static final String USED_AT = "oee.sign-in.used";

    private static final String DIGEST = "oee.sign-in.digest";
    private static final int SECRET_BYTES = 32;

    /** How exactly the database knows when a person last did something. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    private final JooqTokens kept;
    private final Clock clock;
    private final Duration longest;
    private final Duration idle;
    private final SecureRandom random = new SecureRandom();

    RememberedSignIns(
            SignIn people,
            JooqTokens kept,
            Clock clock,
            HttpsOnly httpsOnly,
            @Value("${oee.session-hours:12}") int hours,
            @Value("${oee.idle-minutes:60}") int idleMinutes) {
        // Compared within one request only.
        super(UUID.randomUUID().toString(), people);
        if (hours < 1 || idleMinutes < 1) {
            throw new IllegalArgumentException(
                    "OEE_SESSION_HOURS and OEE_IDLE_MINUTES are 1 or more, not %d and %d"
                            .formatted(hours, idleMinutes));
        }
        this.kept = kept;
        this.clock = clock;
        this.longest = Duration.ofHours(hours);
        this.idle = Duration.ofMinutes(idleMinutes);
        setAlwaysRemember(true);
        // A stranger who guesses wrong must not throw out who is signed in.
        setUserDetailsChecker(
                person -> {
                    if (!person.isEnabled()) {
                        throw new DisabledException("the account is disabled");
                    }
                });
        setCookieName(httpsOnly.cookie("oee-sign-in"));
        if (httpsOnly.isSet()) {
            setUseSecureCookie(true);
        }
        setTokenValiditySeconds((int) longest.toSeconds());
        setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    }

    /** After which somebody who does nothing signs in again; on the shop floor a shift may pass. */
    public Duration idle(boolean shopFloor) {
        return shopFloor ? longest : idle;
    }

    @Override
    protected void onLoginSuccess(
            HttpServletRequest request,
            HttpServletResponse response,
            Authentication successfulAuthentication) {
        var secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        var now = clock.instant();
        var digest = Sha256.of(secret);
        kept.remember(successfulAuthentication.getName(), digest, now, now.plus(longest));
        note(request, digest, now.plus(longest), now);
        setCookie(
                new String[] {Base64.getUrlEncoder().withoutPadding().encodeToString(secret)},
                getTokenValiditySeconds(),
                request,
                response);
    }

    @Override
    protected UserDetails processAutoLoginCookie(
            String[] cookieTokens, HttpServletRequest request, HttpServletResponse response) {
        var digest = Sha256.of(secret(cookieTokens));
        var remembered =
                kept.remembered(digest)
                        .orElseThrow(
                                () ->
                                        new RememberMeAuthenticationException(
                                                "the sign-in has ended"));
        var person = getUserDetailsService().loadUserByUsername(remembered.name());
        var now = clock.instant();
        if (now.isAfter(remembered.endsAt())
                || now.isAfter(remembered.usedAt().plus(idle(isShopFloor(person))))) {
            kept.forget(digest);
            throw new RememberMeAuthenticationException("the sign-in has ended");
        }
        note(request, digest, remembered.endsAt(), remembered.usedAt());
        return person;
    }

    private static boolean isShopFloor(UserDetails person) {
        return person.getAuthorities().stream()
                .allMatch(authority -> ("ROLE_" + Role.OPERATOR).equals(authority.getAuthority()));
    }

    private static void note(
            HttpServletRequest request, byte[] digest, Instant endsAt, Instant usedAt) {
        var session = request.getSession();
        session.setAttribute(DIGEST, digest);
        session.setAttribute(ENDS_AT, endsAt);
        session.setAttribute(USED_AT, usedAt);
    }

    private static byte[] secret(String[] cookieTokens) {
        try {
            if (cookieTokens.length == 1) {
                return Base64.getUrlDecoder().decode(cookieTokens[0]);
            }
        } catch (IllegalArgumentException e) {
            // Not of ours, said below.
        }
        throw new RememberMeAuthenticationException("not a sign-in of this application");
    }

    /** The person did something; what a page does by itself does not count. */
    public void used(HttpSession session) {
        var now = clock.instant();
        if (session.getAttribute(USED_AT) instanceof Instant before
                && before.plus(NOTED).isAfter(now)) {
            return;
        }
        session.setAttribute(USED_AT, now);
        if (session.getAttribute(DIGEST) instanceof byte[] digest) {
            kept.used(digest, now);
        }
    }

    /**
     * Those of sessions whose sign-in was not ended, on whatever instance; who has none is left
     * alone.
     */
    public Set<HttpSession> living(Collection<HttpSession> sessions) {
        var known = kept.known(sessions.stream().flatMap(one -> digest(one).stream()).toList());
        return sessions.stream()
                .filter(
                        one ->
                                digest(one)
                                        .map(digest -> known.contains(ByteBuffer.wrap(digest)))
                                        .orElse(true))
                .collect(Collectors.toSet());
    }

    private static Optional<byte[]> digest(HttpSession session) {
        try {
            return session.getAttribute(DIGEST) instanceof byte[] digest
                    ? Optional.of(digest)
                    : Optional.empty();
        } catch (IllegalStateException e) {
            // Ended just now.
            return Optional.empty();
        }
    }

    /** The sign-in of this session goes on, though all of the account were ended. */
    public void keep(HttpSession session, String name) {
        digest(session)
                .ifPresent(
                        digest -> {
                            if (session.getAttribute(ENDS_AT) instanceof Instant endsAt) {
                                kept.remember(name, digest, clock.instant(), endsAt);
                            }
                        });
    }

    /** No other session goes on with the sign-in of this one. */
    public void forget(HttpSession session) {
        digest(session).ifPresent(kept::forget);
    }

    @Override
    public void logout(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Authentication authentication) {
        var session = request.getSession(false);
        if (session != null) {
            forget(session);
        }
        super.logout(request, response, authentication);
    }

    @EventListener
    void on(SignInEnded ended) {
        kept.forgetAll(ended.name(), clock.instant());
    }

    @EventListener
    void on(PasswordChanged changed) {
        kept.forgetAll(changed.name(), clock.instant());
    }
}
