package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import io.oeeanalytics.base.ui.Empty;
import io.oeeanalytics.base.ui.Panel;
import io.oeeanalytics.plant.RuleEdit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Who changed which rule when, and from when on it holds. */
final class HistorySection extends Div {
    private static final int MOST_ACTS = 200;
    private static final int SHOWN_AT_ONCE = 3;

    /** What is recorded at one moment by one person was done together. */
    private record Act(Instant at, String by) {}

    private final PlantPage page;
    private final RuleWords words;

    HistorySection(PlantPage page) {
        this.page = page;
        this.words = new RuleWords(page, getLocale());
        addClassName("stack");
        var acts = new LinkedHashMap<Act, List<RuleEdit>>();
        page.services()
                .history()
                .edits(page.site().id())
                .forEach(
                        edit ->
                                acts.computeIfAbsent(
                                                new Act(edit.at(), edit.by()),
                                                act -> new ArrayList<>())
                                        .add(edit));
        add(
                new Panel(
                        translate("plant.history.title", acts.size()),
                        translate("plant.history.subtitle"),
                        acts.isEmpty()
                                ? new Empty(
                                        translate("plant.history.empty"),
                                        translate("plant.history.empty.text"))
                                : table(acts)));
    }

    private Component table(LinkedHashMap<Act, List<RuleEdit>> acts) {
        var table =
                new RowTable(
                        translate("plant.history.when"),
                        translate("plant.history.who"),
                        translate("plant.history.whose"),
                        translate("plant.history.what"),
                        translate("plant.from"));
        acts.entrySet().stream()
                .limit(MOST_ACTS)
                .forEach(
                        act ->
                                table.row(
                                        words.when(act.getKey().at()),
                                        RuleWords.who(act.getKey().by()),
                                        whose(act.getValue()),
                                        what(act.getValue()),
                                        from(act.getValue())));
        return acts.size() <= MOST_ACTS
                ? table
                : new Div(table, Parts.hint(translate("plant.history.first", MOST_ACTS)));
    }

    private String whose(List<RuleEdit> edits) {
        return edits.stream()
                .map(
                        edit ->
                                edit.of().line() == null
                                        ? page.site().name()
                                        : page.code(edit.of().line()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private Component what(List<RuleEdit> edits) {
        var first = list(edits.stream().limit(SHOWN_AT_ONCE).toList());
        if (edits.size() <= SHOWN_AT_ONCE) {
            return first;
        }
        var rest =
                new Details(
                        translate("plant.history.more", edits.size() - SHOWN_AT_ONCE),
                        list(edits.subList(SHOWN_AT_ONCE, edits.size())));
        return new Div(first, rest);
    }

    private UnorderedList list(List<RuleEdit> edits) {
        var list = new UnorderedList();
        list.addClassName("plain-list");
        for (var edit : edits) {
            var rule = words.rule(edit.of().rule());
            list.add(
                    new ListItem(
                            edit.withdrawn() ? translate("plant.history.withdrawn", rule) : rule));
        }
        return list;
    }

    private String from(List<RuleEdit> edits) {
        var instants = edits.stream().map(edit -> edit.of().validFrom()).distinct().toList();
        return instants.size() == 1
                ? words.from(instants.getFirst())
                : translate("plant.history.several");
    }
}
