package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import java.util.regex.Pattern;

/**
 * Leads to a page of this product, or nowhere: what is no address within it, whoever made it and
 * however long it was kept, is shown as words alone.
 */
final class OwnLink {
    /** Begins with the name of a view, so that neither a scheme nor a host can come before it. */
    private static final Pattern OWN =
            Pattern.compile("[a-z][a-z-]*(?:/(?!\\.)[\\w.~%-]+)*(?:\\?[^\\s\\\\<>\"\\p{Cntrl}]*)?");

    private OwnLink() {}

    static boolean isOwn(String address) {
        return OWN.matcher(address).matches();
    }

    /** A link where it leads to a page of ours, else its words. */
    static HtmlContainer to(String address, String words) {
        return isOwn(address) ? new Anchor(address, words) : new Span(words);
    }
}
