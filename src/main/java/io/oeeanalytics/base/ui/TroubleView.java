package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instead of a page that failed to open: tells nothing of what failed, which stands in the log. */
@AnonymousAllowed
class TroubleView extends Div implements HasErrorParameter<Exception> {
    private static final Logger LOG = LoggerFactory.getLogger(TroubleView.class);

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> failure) {
        LOG.error("A page failed to open", failure.getException());
        addClassName("page");
        removeAll();
        var title = new H1(getTranslation("trouble.title"));
        title.addClassName("page-title");
        add(title, new Paragraph(getTranslation("trouble.text")));
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }
}
