package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.oeeanalytics.identity.SignInEnded;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Closes the open pages of whoever may no longer be signed in, instead of at their next click. */
@Component
class OpenPages implements VaadinServiceInitListener {
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final AuthenticationContext signedIn;
    private final Map<UI, String> owners = new ConcurrentHashMap<>();

    OpenPages(AuthenticationContext signedIn) {
        this.signedIn = signedIn;
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
                                                owners.put(page, name);
                                                page.addDetachListener(left -> owners.remove(page));
                                            });
                        });
    }

    @TransactionalEventListener
    void on(SignInEnded ended) {
        var sessions = new HashSet<VaadinSession>();
        owners.forEach(
                (page, owner) -> {
                    // A page that is just closing has no session any more.
                    var session = page.getSession();
                    if (owner.equals(ended.name()) && session != null) {
                        sessions.add(session);
                        page.access(() -> page.getPage().setLocation("login"));
                    }
                });
        // A moment later, so that the pages hear where to go before their line is cut.
        LATER.execute(
                () ->
                        sessions.forEach(
                                session ->
                                        session.access(() -> session.getSession().invalidate())));
    }
}
