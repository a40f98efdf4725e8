package io.oeeanalytics.registry.ui;

import static io.oeeanalytics.registry.ui.ModelPage.translate;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.registry.Gate;
import io.oeeanalytics.registry.PairedComparison;
import io.oeeanalytics.registry.Verdict;

/** What the gates found, in words. */
final class GateWords {
    private final Numerals numerals;

    GateWords(Numerals numerals) {
        this.numerals = numerals;
    }

    UnorderedList list(Verdict verdict) {
        var list = new UnorderedList();
        list.addClassName("check-list");
        for (var gate : verdict.gates()) {
            var item = new ListItem(words(gate));
            item.getElement().setAttribute("data-kind", gate.passed() ? "ok" : "bad");
            list.add(item);
        }
        return list;
    }

    private String words(Gate gate) {
        return switch (gate) {
            case Gate.Evidence one -> translate("gate.evidence", one.origins(), one.needed());
            case Gate.AgainstChampion one -> {
                var champion = one.champion();
                if (champion == null) {
                    yield translate("gate.champion.none");
                }
                yield one.found().origins() < one.needed()
                        ? translate(
                                "gate.champion.few",
                                champion.number(),
                                one.found().origins(),
                                one.needed())
                        : compared(
                                translate("gate.champion", champion.number()),
                                one.found(),
                                one.standardErrors());
            }
            case Gate.AgainstBaseline one ->
                    one.baseline().isEmpty()
                            ? translate("gate.baseline.none")
                            : compared(
                                    translate("gate.baseline", one.baseline()),
                                    one.found(),
                                    one.standardErrors());
            case Gate.Coverage one ->
                    one.bands() < one.needed()
                            ? translate(
                                    "gate.coverage.few", one.percent(), one.bands(), one.needed())
                            : translate(
                                    "gate.coverage",
                                    one.percent(),
                                    numerals.percent(one.share()),
                                    one.bands(),
                                    numerals.percent(one.limits().lower()),
                                    numerals.percent(one.limits().upper()));
            case Gate.Leakage one -> {
                if (one.made() == 0) {
                    yield translate("gate.leakage.none");
                }
                yield one.failed().isEmpty()
                        ? translate("gate.leakage.passed", one.made())
                        : translate("gate.leakage.failed", String.join(", ", one.failed()));
            }
        };
    }

    private String compared(String against, PairedComparison found, double standardErrors) {
        return translate(
                found.improvement() > 0 ? "gate.smaller" : "gate.larger",
                against,
                numerals.decimal(Math.abs(found.improvement()) * 100, 2),
                found.origins(),
                numerals.decimal(standardErrors * found.standardError() * 100, 2));
    }
}
