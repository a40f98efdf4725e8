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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Who changed which rule when, and from when on it holds. */
final class HistorySection extends Div {
    private static final int MOST_ACTS = 200;
    private static final int SHOWN_AT_ONCE = 3;

    /** Changes this close to one another by the same person were made together. */
    private static final Duration TOGETHER = Duration.ofMinutes(1);

    /** Newest first. */
    private record Act(List<RuleEdit> edits) {
        RuleEdit newest() {
            return edits.getFirst();
        }

        boolean goesOn(RuleEdit earlier) {
            var oldest = edits.getLast();
            return earlier.by().equals(oldest.by())
                    && earlier.at().plus(TOGETHER).isAfter(oldest.at());
        }
    }

    private final PlantPage page;
    private final RuleWords words;

    HistorySection(PlantPage page) {
        this.page = page;
        this.words = new RuleWords(page, getLocale());
        addClassName("stack");
        var acts = acts();
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

    private List<Act> acts() {
        var acts = new ArrayList<Act>();
        for (var edit : page.services().history().edits(page.site().id())) {
            if (acts.isEmpty() || !acts.getLast().goesOn(edit)) {
                acts.add(new Act(new ArrayList<>()));
            }
            acts.getLast().edits().add(edit);
        }
        return acts;
    }

    private Component table(List<Act> acts) {
        var table =
                new RowTable(
                        translate("plant.history.when"),
                        translate("plant.history.who"),
                        translate("plant.history.whose"),
                        translate("plant.history.what"),
                        translate("plant.from"));
        acts.stream()
                .limit(MOST_ACTS)
                .forEach(
                        act ->
                                table.row(
                                        words.when(act.newest().at()),
                                        RuleWords.who(act.newest().by()),
                                        whose(act.edits()),
                                        what(act.edits()),
                                        from(act.edits())));
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
        boolean dated = edits.stream().map(edit -> edit.of().validFrom()).distinct().count() > 1;
        var first = list(edits.stream().limit(SHOWN_AT_ONCE).toList(), dated);
        if (edits.size() <= SHOWN_AT_ONCE) {
            return first;
        }
        var rest =
                new Details(
                        translate("plant.history.more", edits.size() - SHOWN_AT_ONCE),
                        list(edits.subList(SHOWN_AT_ONCE, edits.size()), dated));
        return new Div(first, rest);
    }

    private UnorderedList list(List<RuleEdit> edits, boolean dated) {
        var list = new UnorderedList();
        list.addClassName("plain-list");
        for (var edit : edits) {
            var rule = words.rule(edit.of().rule());
            var said = edit.withdrawn() ? translate("plant.history.withdrawn", rule) : rule;
            list.add(
                    new ListItem(
                            dated
                                    ? translate(
                                            "plant.history.dated",
                                            said,
                                            words.from(edit.of().validFrom()))
                                    : said));
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
