package io.oeeanalytics.advisor.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.oeeanalytics.advisor.Guide;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;
import java.util.Optional;
import org.springframework.util.StringUtils;

/** The guide to OEE, for whoever is signed in; {@code guide/3} opens at its third section. */
@Route("guide/:section?(\\d{1,3})")
@Menu(title = "guide.title", order = 90)
@PermitAll
class GuideView extends Div implements HasDynamicTitle, BeforeEnterObserver {
    private static final String LANGUAGE = "language";

    /** What {@code guide/3} shows, or {@code guide/3?language=fr} whoever reads it. */
    private void show(Guide guide, Optional<String> chosen) {
        removeAll();
        var title = new H1(guide.title());
        title.addClassName("page-title");
        var head = new Div(title, languages());
        head.addClassName("page-head");
        var intent = new Paragraph(getTranslation("guide.intent"));
        intent.addClassName("headline");
        addClassNames("page", "guide");
        add(head, intent, contents(guide, chosen));
        guide.sections().forEach(section -> add(section(section)));
    }

    /** Each called as it calls itself. */
    private static Div languages() {
        var languages = new Div();
        languages.addClassName("toolbar");
        for (var language : Guide.LANGUAGES) {
            var name = StringUtils.capitalize(language.getDisplayLanguage(language));
            var link = new Anchor("guide?" + LANGUAGE + "=" + language.getLanguage(), name);
            link.getElement().setAttribute("lang", language.getLanguage());
            languages.add(link);
        }
        return languages;
    }

    private Nav contents(Guide guide, Optional<String> chosen) {
        var query = chosen.map(language -> "?" + LANGUAGE + "=" + language).orElse("");
        var list = new OrderedList();
        for (var section : guide.sections()) {
            list.add(new ListItem(new Anchor(section.address() + query, section.title())));
        }
        var contents = new Nav(list);
        contents.addClassName("guide-contents");
        contents.getElement().setAttribute("aria-label", getTranslation("guide.contents"));
        return contents;
    }

    private static Section section(Guide.Section section) {
        var heading = new H2(section.title());
        heading.addClassName("panel-title");
        var part = new Section(heading, new Markdown(section.text()));
        part.setId(id(section.number()));
        part.addClassNames("panel", "guide-section");
        return part;
    }

    private static String id(int section) {
        return "section-" + section;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var chosen =
                event.getLocation()
                        .getQueryParameters()
                        .getSingleParameter(LANGUAGE)
                        .filter(code -> code.matches("[a-z]{2}"));
        show(Guide.in(chosen.map(Locale::forLanguageTag).orElse(getLocale())), chosen);
        var wanted = event.getRouteParameters().getInteger("section");
        if (wanted.isEmpty()) {
            return;
        }
        var part =
                getChildren()
                        .filter(child -> child.getId().equals(wanted.map(GuideView::id)))
                        .findFirst();
        if (part.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        part.get().scrollIntoView();
    }

    @Override
    public String getPageTitle() {
        return getTranslation("guide.title");
    }
}
