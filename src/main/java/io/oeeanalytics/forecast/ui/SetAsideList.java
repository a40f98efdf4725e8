package io.oeeanalytics.forecast.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.forecast.SetAside;
import java.util.Comparator;
import java.util.List;

/** Days a forecast does not learn from, the newest first, and why. */
final class SetAsideList extends Div {
    private static final int SHOWN = 45;

    SetAsideList(List<SetAside> days, Numerals numerals) {
        if (days.isEmpty()) {
            add(new Paragraph(getTranslation("forecast.aside.none")));
            return;
        }
        var list = new UnorderedList();
        list.addClassName("check-list");
        days.stream()
                .sorted(Comparator.comparing(SetAside::day).reversed())
                .limit(SHOWN)
                .forEach(
                        day ->
                                list.add(
                                        new ListItem(
                                                "%s: %s"
                                                        .formatted(
                                                                numerals.date(day.day()),
                                                                words(day)))));
        add(list);
    }

    private String words(SetAside day) {
        return getTranslation("aside." + day.reason(), day.figures().toArray());
    }
}
