package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import io.oeeanalytics.base.ui.Drafts;
import java.util.function.IntConsumer;

/** A number of pieces by thumb. */
final class Keypad extends Div {
    private static final int MOST = 9_999;
    private static final String NUMBER = "number";

    private final Div value = new Div();
    private final Drafts drafts;
    private int number;

    /**
     * @param line at which pieces are counted
     */
    Keypad(String line, String title, String done, IntConsumer counted, Runnable cancelled) {
        addClassName("keypad");
        getElement().setAttribute("role", "dialog").setAttribute("aria-label", title);
        var heading = new Paragraph(title);
        heading.addClassName("reason-title");
        drafts = new Drafts("pieces/%s/%s".formatted(line, title), line + ": " + title);
        drafts.keep(
                NUMBER,
                value,
                () -> String.valueOf(number),
                entered -> show(Integer.parseInt(entered)));
        value.addClassName("keypad-value");
        value.getElement().setAttribute("role", "status");
        var keys = new Div();
        keys.addClassName("keypad-keys");
        keys.add(digit(1), digit(2), digit(3));
        keys.add(key("+1", "key-step", () -> enter(number + 1)));
        keys.add(digit(4), digit(5), digit(6));
        keys.add(key("+5", "key-step", () -> enter(number + 5)));
        keys.add(digit(7), digit(8), digit(9));
        keys.add(key(getTranslation("floor.key.clear"), "key-step", () -> enter(0)));
        keys.add(digit(0));
        var enter =
                key(
                        done,
                        "key-done",
                        () -> {
                            if (number > 0) {
                                counted.accept(number);
                                drafts.forget();
                            }
                        });
        enter.setId("floor-enter");
        keys.add(enter);
        var cancel =
                new NativeButton(
                        getTranslation("floor.cancel"),
                        click -> {
                            drafts.forget();
                            cancelled.run();
                        });
        cancel.addClassName("floor-button");
        add(heading, drafts, value, keys, cancel);
        show(0);
    }

    private NativeButton digit(int digit) {
        return key(String.valueOf(digit), "key", () -> enter(number * 10 + digit));
    }

    private static NativeButton key(String name, String className, Runnable pressed) {
        var key = new NativeButton(name, click -> pressed.run());
        key.addClassName(className);
        return key;
    }

    private void enter(int next) {
        show(next);
        drafts.changed(NUMBER);
    }

    private void show(int next) {
        number = Math.clamp(next, 0, MOST);
        value.setText(String.valueOf(number));
    }
}
