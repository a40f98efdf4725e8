package io.oeeanalytics.base.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells somebody whose page came back which forms were open and not saved. What others had entered
 * in this tab is gone then.
 */
@Tag("oee-unsaved")
@JsModule("context://drafts/drafts.js")
final class Unsaved extends Component {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private record Draft(String key, String title, String address) {}

    private final String user;
    private final Notification notice = new Notification();

    /**
     * @param user whose page it is
     */
    Unsaved(String user) {
        this.user = user;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        ComponentUtil.setData(event.getUI(), Unsaved.class, this);
        getElement()
                .executeJs(
                        "return customElements.whenDefined('oee-unsaved').then(() =>"
                                + " this.belongTo($0))",
                        user)
                .then(String.class, drafts -> tell(event.getUI(), drafts));
    }

    private void tell(UI ui, String json) {
        var drafts = List.of(JSON.readValue(json, Draft[].class));
        if (drafts.isEmpty()) {
            return;
        }
        notice.setDuration(0);
        // Over the empty middle of the head, where nobody has anything to click.
        notice.setPosition(Notification.Position.TOP_CENTER);
        var forms = new Div();
        for (var draft : drafts) {
            var link = new Anchor(draft.address(), draft.title());
            link.setRouterIgnore(false);
            forms.add(new Div(link));
        }
        var close = new Button(getTranslation("drafts.close"), click -> notice.close());
        var drop =
                new Button(
                        getTranslation("drafts.drop"),
                        click -> {
                            drafts.forEach(draft -> Drafts.forget(ui, draft.key()));
                            notice.close();
                        });
        drop.addThemeName("tertiary");
        var words = new Div(new Span(getTranslation("drafts.unsaved")), forms);
        words.addClassName("banner-text");
        var actions = new Div(close, drop);
        actions.addClassName("banner-actions");
        var inside = new Div(words, actions);
        inside.addClassName("unsaved");
        notice.removeAll();
        notice.add(inside);
        notice.open();
    }

    /** One of the forms is open again, and before a dialog nothing else could be clicked. */
    static void done(UI ui) {
        Optional.ofNullable(ComponentUtil.getData(ui, Unsaved.class))
                .ifPresent(unsaved -> unsaved.notice.close());
    }

    /** Their person leaves. */
    void forgetAll() {
        getElement().executeJs("this.forgetAll()");
    }
}
