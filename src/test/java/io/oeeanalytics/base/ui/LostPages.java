package io.oeeanalytics.base.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.internal.PendingJavaScriptInvocation;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/** Plays the browser that kept what stood in a form. */
public final class LostPages {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What stood in a field, and whether its person had changed it. */
    public record Entry(String name, String text, boolean touched) {}

    private record Draft(String title, String address, List<Entry> entries) {}

    private LostPages() {}

    public static Entry touched(String name, String text) {
        return new Entry(name, text, true);
    }

    public static Entry shown(String name, String text) {
        return new Entry(name, text, false);
    }

    /** The form that was opened last asks for what was kept of it, and is told. */
    public static void answer(Entry... entries) {
        var asked = asked().stream().filter(LostPages::isOpening).toList();
        assertThat(asked).as("forms that ask").isNotEmpty();
        asked.getLast()
                .complete(
                        new StringNode(
                                JSON.writeValueAsString(new Draft("", "/", List.of(entries)))));
    }

    /** What the page was told to do since it was asked last. */
    static List<PendingJavaScriptInvocation> asked() {
        var page = UI.getCurrent().getInternals();
        page.getStateTree().runExecutionsBeforeClientResponse();
        return page.dumpPendingJavaScriptInvocations();
    }

    /** Which forms the page forgets, of those it was told since it was asked last. */
    static List<Object> forgotten() {
        return asked().stream()
                .map(PendingJavaScriptInvocation::getInvocation)
                .filter(told -> told.getExpression().contains("forget($0)"))
                .map(told -> told.getParameters().getFirst())
                .toList();
    }

    private static boolean isOpening(PendingJavaScriptInvocation told) {
        return told.getInvocation().getExpression().contains("this.open($0, $1)");
    }
}
