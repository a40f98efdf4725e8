package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedHttpSession;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.oeeanalytics.identity.RememberedSignIns;
import io.oeeanalytics.identity.Role;
import io.oeeanalytics.identity.SignInEnded;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Closes the open pages of whoever may no longer be signed in, instead of at their next click:
 * whose account was changed, whose sign-in has lasted as long as one may, and who did nothing for
 * so long that somebody else may sit there. What a page asks by itself, so that it stays open,
 * counts as nothing done. {@code app_active_users} are those with a page open here.
 */
@Component
class OpenPages implements VaadinServiceInitListener, DisposableBean {
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private static final Logger LOG = LoggerFactory.getLogger(OpenPages.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final AuthenticationContext signedIn;
    private final RememberedSignIns remembered;
    private final Clock clock;
    private final Map<UI, Owner> owners = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("open-pages").factory());

    private record Owner(String name, boolean shopFloor) {}

    OpenPages(
            AuthenticationContext signedIn,
            RememberedSignIns remembered,
            Clock clock,
            ObjectProvider<MeterRegistry> meters) {
        this.signedIn = signedIn;
        this.remembered = remembered;
        this.clock = clock;
        meters.ifAvailable(registry -> registry.gauge("app.active.users", this, OpenPages::users));
        watch.scheduleWithFixedDelay(
                this::look, LOOK_AGAIN.toSeconds(), LOOK_AGAIN.toSeconds(), TimeUnit.SECONDS);
    }

    private double users() {
        return owners.values().stream().map(Owner::name).distinct().count();
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.getSource()
                .addUIInitListener(
                        opened -> {
                            var page = opened.getUI();
                            signedIn.getPrincipalName()
                                    .ifPresent(
                                            name -> {
                                                owners.put(
                                                        page,
                                                        new Owner(
                                                                name,
                                                                signedIn.hasRole(
                                                                        Role.OPERATOR_ROLE)));
                                                page.addDetachListener(left -> owners.remove(page));
                                                page.add(new Presence(remembered));
                                            });
                        });
    }

    @TransactionalEventListener
    void on(SignInEnded ended) {
        var sessions = new HashSet<VaadinSession>();
        owners.forEach(
                (page, owner) -> {
                    if (owner.name().equals(ended.name())) {
                        leave(page, sessions);
                    }
                });
        end(sessions);
    }

    /** A moment later, so that the pages hear where to go before their line is cut. */
    private static void end(Set<VaadinSession> sessions) {
        LATER.execute(
                () ->
                        sessions.forEach(
                                session ->
                                        session.access(() -> session.getSession().invalidate())));
    }

    /** Ends what has lasted too long, and what was ended elsewhere. */
    void look() {
        try {
            var now = clock.instant();
            var sessions = new HashMap<UI, HttpSession>();
            owners.keySet()
                    .forEach(page -> session(page).ifPresent(one -> sessions.put(page, one)));
            var living = remembered.living(sessions.values());
            var over = new HashSet<VaadinSession>();
            sessions.forEach(
                    (page, session) -> {
                        var owner = owners.get(page);
                        if (owner != null
                                && (isOver(session, owner, now) || !living.contains(session))) {
                            leave(page, over);
                            remembered.forget(session);
                        }
                    });
            end(over);
        } catch (RuntimeException e) {
            // Or nobody's sign-in would ever end again here.
            LOG.warn("Open pages could not be looked through; trying again", e);
        }
    }

    private static Optional<HttpSession> session(UI page) {
        var session = page.getSession();
        return session != null && session.getSession() instanceof WrappedHttpSession kept
                ? Optional.of(kept.getHttpSession())
                : Optional.empty();
    }

    private static void leave(UI page, Set<VaadinSession> over) {
        var session = page.getSession();
        if (session == null) {
            return;
        }
        over.add(session);
        try {
            page.access(() -> page.getPage().setLocation("login"));
        } catch (UIDetachedException e) {
            // Just closed.
        }
    }

    private boolean isOver(HttpSession session, Owner owner, Instant now) {
        try {
            return session.getAttribute(RememberedSignIns.ENDS_AT) instanceof Instant ends
                    && session.getAttribute(RememberedSignIns.USED_AT) instanceof Instant used
                    && (now.isAfter(ends)
                            || now.isAfter(used.plus(remembered.idle(owner.shopFloor()))));
        } catch (IllegalStateException e) {
            // Ended just now.
            return false;
        }
    }

    @Override
    public void destroy() {
        watch.shutdownNow();
    }
}
