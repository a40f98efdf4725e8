package io.oeeanalytics.identity.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedHttpSession;
import io.oeeanalytics.identity.RememberedSignIns;

/**
 * Tells the server, at most once a minute, that the person in front of the page pressed, typed or
 * touched something. Takes no room on the page.
 */
@Tag("oee-presence")
final class Presence extends Component {
    private final transient RememberedSignIns remembered;

    Presence(RememberedSignIns remembered) {
        this.remembered = remembered;
        getElement().setAttribute("hidden", true);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        getElement()
                .executeJs(
                        """
                        let told = Date.now();
                        const here = () => {
                            if (Date.now() - told > 60000) { told = Date.now(); this.$server.here(); }
                        };
                        for (const kind of ['pointerdown', 'keydown', 'touchstart'])
                            document.addEventListener(kind, here, {capture: true, passive: true});
                        """);
    }

    @ClientCallable
    void here() {
        if (VaadinSession.getCurrent().getSession() instanceof WrappedHttpSession session) {
            remembered.used(session.getHttpSession());
        }
    }
}
