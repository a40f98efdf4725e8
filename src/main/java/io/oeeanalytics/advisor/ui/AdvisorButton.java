package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.server.VaadinSession;
import io.oeeanalytics.advisor.conversation.Advisor;

/** Opens and closes the panel; a page that is loaded anew has it as it was. */
final class AdvisorButton extends Div {
    private static final String OPEN = "advisor-open";

    private final NativeButton button;
    private final AdvisorPanel panel;

    AdvisorButton(Advisor advisor) {
        this.panel = new AdvisorPanel(advisor, () -> choose(false));
        button = new NativeButton(getTranslation("advisor.open"), click -> choose(!isOpen()));
        button.addClassNames("button", "advisor-toggle");
        button.setId("advisor-toggle");
        button.getElement().setAttribute("aria-expanded", "false");
        panel.setVisible(false);
        add(button, panel);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        show(isOpen());
    }

    private boolean isOpen() {
        return Boolean.TRUE.equals(VaadinSession.getCurrent().getAttribute(OPEN));
    }

    private void choose(boolean open) {
        VaadinSession.getCurrent().setAttribute(OPEN, open);
        show(open);
        if (open) {
            panel.focus();
        } else {
            button.focus();
        }
    }

    /** Leaves the focus where it is: on a page that is loaded it belongs to its view. */
    private void show(boolean open) {
        panel.setVisible(open);
        button.getElement().setAttribute("aria-expanded", String.valueOf(open));
        // The page makes room where there is some; only the browser knows.
        getElement()
                .executeJs("document.documentElement.toggleAttribute('data-advisor', $0)", open);
    }
}
