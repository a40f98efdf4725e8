package io.oeeanalytics.registry.ui;

import static io.oeeanalytics.registry.ui.ModelPage.translate;

import com.vaadin.flow.component.html.Div;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.registry.Evaluation;
import io.oeeanalytics.registry.Metric;
import io.oeeanalytics.registry.ModelVersion;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/** Two versions side by side: what makes them and how good they are. */
final class Comparison extends Div {
    Comparison(ModelPage page, ModelVersion own, Figures figures, ModelVersion other, String line) {
        var rows =
                new Rows(
                        1,
                        List.of(
                                translate("models.what"),
                                String.valueOf(own.id().number()),
                                String.valueOf(other.id().number())));
        rows.row(translate("models.method"), own.method(), other.method());
        var names = new TreeSet<>(own.parameters().keySet());
        names.addAll(other.parameters().keySet());
        names.forEach(
                name ->
                        rows.row(
                                name,
                                own.parameters().getOrDefault(name, Numerals.UNDEFINED),
                                other.parameters().getOrDefault(name, Numerals.UNDEFINED)));
        rows.row(translate("models.fingerprint"), fingerprint(own), fingerprint(other));
        rows.row(
                translate("models.seed"),
                Objects.requireNonNullElse(own.seed(), Numerals.UNDEFINED),
                Objects.requireNonNullElse(other.seed(), Numerals.UNDEFINED));
        rows.row(translate("models.code"), own.codeVersion(), other.codeVersion());
        var others =
                page.versions().evaluation(other.id()).map(Evaluation::metrics).orElse(List.of());
        for (var metric : figures.metrics()) {
            if (metric.line().equals(line)) {
                var label = VersionSection.name(metric);
                rows.row(
                        translate("models.compare.metric", label, metric.horizon()),
                        page.numerals().decimal(metric.value() * 100, 2),
                        others.stream()
                                .filter(one -> same(one, metric))
                                .findFirst()
                                .map(one -> page.numerals().decimal(one.value() * 100, 2))
                                .orElse(Numerals.UNDEFINED));
            }
        }
        add(rows);
    }

    private static boolean same(Metric one, Metric other) {
        return one.line().equals(other.line())
                && one.horizon() == other.horizon()
                && one.name().equals(other.name());
    }

    private static String fingerprint(ModelVersion version) {
        var training = version.training();
        return training == null ? Numerals.UNDEFINED : training.fingerprint();
    }
}
