package io.oeeanalytics.plant.ui;

import static io.oeeanalytics.plant.ui.PlantPage.translate;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.plant.EffectPreview;
import io.oeeanalytics.plant.LineEffect;
import io.oeeanalytics.plant.LineEffect.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** What a change would do to figures that are there; computed beside the page, which goes on. */
final class EffectPanel extends Div {
    private static final Logger LOG = LoggerFactory.getLogger(EffectPanel.class);
    private static final int MOST_DAYS = 6;

    private final PlantPage page;
    private final Numerals numerals;
    private AtomicBoolean goesOn = new AtomicBoolean();

    EffectPanel(PlantPage page) {
        this.page = page;
        this.numerals = page.numerals();
        addClassName("effect-panel");
        getElement().setAttribute("role", "status");
        setVisible(false);
        addDetachListener(left -> goesOn.set(false));
    }

    void clear() {
        goesOn.set(false);
        removeAll();
        setVisible(false);
    }

    /**
     * @param refused takes the reason why the change cannot be made
     * @param ended called when there is an answer of any kind
     */
    void show(Change change, Consumer<String> refused, Runnable ended) {
        goesOn.set(false);
        var mayGoOn = new AtomicBoolean(true);
        goesOn = mayGoOn;
        var bar = new ProgressBar();
        bar.setIndeterminate(true);
        var count = new Span(translate("plant.effect.working"));
        count.addClassName("progress-count");
        var cancel = new Button(translate("plant.cancel"), click -> mayGoOn.set(false));
        cancel.setId("plant-effect-cancel");
        var progress = new Div(bar, count, cancel);
        progress.addClassName("progress");
        removeAll();
        add(progress);
        setVisible(true);
        var ui = UI.getCurrent();
        EffectPreview.Watch watch =
                (done, of) -> {
                    in(ui, () -> tell(bar, count, done, of));
                    return mayGoOn.get();
                };
        var work =
                new DelegatingSecurityContextRunnable(
                        () -> work(change, watch, ui, refused, ended));
        Thread.ofVirtual().name("plant-effect").start(work);
    }

    private void work(
            Change change,
            EffectPreview.Watch watch,
            UI ui,
            Consumer<String> refused,
            Runnable ended) {
        try {
            var effects =
                    page.services()
                            .effects()
                            .preview(change.act(), change.lines(), change.about(), watch);
            in(ui, () -> show(effects));
        } catch (CancellationException e) {
            in(ui, this::clear);
        } catch (IllegalArgumentException e) {
            in(ui, () -> refuse(String.valueOf(e.getMessage()), refused));
        } catch (RuntimeException e) {
            LOG.warn("The effect of a change of rules could not be computed", e);
            in(ui, () -> refuse(translate("plant.effect.failed"), refused));
        } finally {
            in(ui, ended);
        }
    }

    private void refuse(String reason, Consumer<String> refused) {
        clear();
        refused.accept(reason);
    }

    private static void in(UI ui, Runnable task) {
        try {
            ui.access(task::run);
        } catch (UIDetachedException e) {
            LOG.debug("Whoever asked for an effect left before it was there", e);
        }
    }

    private static void tell(ProgressBar bar, Span count, int done, int of) {
        bar.setIndeterminate(false);
        bar.setMax(of);
        bar.setValue(done);
        count.setText(translate("plant.effect.progress", done, of));
    }

    private void show(List<LineEffect> effects) {
        removeAll();
        var headline = new Paragraph(headline(effects));
        headline.addClassName("effect-headline");
        add(headline);
        if (effects.isEmpty()) {
            return;
        }
        var first = effects.stream().map(LineEffect::first).min(Comparator.naturalOrder());
        var last = effects.stream().map(LineEffect::last).max(Comparator.naturalOrder());
        add(
                Parts.hint(
                        translate(
                                "plant.effect.range",
                                numerals.date(first.orElseThrow()),
                                numerals.date(last.orElseThrow()))));
        if (effects.stream().anyMatch(effect -> !effect.changed().isEmpty())) {
            add(table(effects), days(effects));
        }
        scrollIntoView();
    }

    private String headline(List<LineEffect> effects) {
        if (effects.isEmpty()) {
            return translate("plant.effect.none");
        }
        var changed = effects.stream().filter(effect -> !effect.changed().isEmpty()).toList();
        if (changed.isEmpty()) {
            return translate("plant.effect.same", effects.size());
        }
        var most =
                changed.stream()
                        .filter(effect -> effect.points().isPresent())
                        .max(
                                Comparator.comparingDouble(
                                        effect -> Math.abs(effect.points().orElse(0))));
        if (most.isEmpty()) {
            return translate("plant.effect.undefined", changed.size());
        }
        var line = most.get();
        return changed.size() == 1
                ? translate(
                        "plant.effect.one",
                        line.line().code(),
                        numerals.signedPoints(line.points().orElseThrow()),
                        numerals.percent(line.before().oee()),
                        numerals.percent(line.after().oee()))
                : translate(
                        "plant.effect.many",
                        changed.size(),
                        line.line().code(),
                        numerals.signedPoints(line.points().orElseThrow()));
    }

    private RowTable table(List<LineEffect> effects) {
        var table =
                new RowTable(
                        translate("plant.line"),
                        "#" + translate("plant.effect.oee"),
                        "#" + translate("plant.effect.points"),
                        "#" + translate("comparison.a"),
                        "#" + translate("comparison.e"),
                        "#" + translate("comparison.q"),
                        "#" + translate("line.planned"),
                        "#" + translate("comparison.known"));
        table.addClassName("effect-table");
        for (var effect : effects) {
            var before = effect.before();
            var after = effect.after();
            table.row(
                    name(effect),
                    fromTo(numerals.percent(before.oee()), numerals.percent(after.oee())),
                    delta(effect.points()),
                    fromTo(
                            numerals.percent(before.availability()),
                            numerals.percent(after.availability())),
                    fromTo(
                            numerals.percent(before.effectiveness()),
                            numerals.percent(after.effectiveness())),
                    fromTo(numerals.percent(before.quality()), numerals.percent(after.quality())),
                    fromTo(
                            numerals.hoursMinutes(before.plannedBusyMs()),
                            numerals.hoursMinutes(after.plannedBusyMs())),
                    fromTo(
                            numerals.percent(before.coverage()),
                            numerals.percent(after.coverage())));
        }
        return table;
    }

    /** Under which definition it is read is said where the change is one of definition. */
    private static Object name(LineEffect effect) {
        Reading before = effect.before();
        Reading after = effect.after();
        return before.definition() == after.definition()
                ? effect.line().code()
                : Parts.twoLines(
                        effect.line().code(),
                        translate("definition." + before.definition())
                                + " → "
                                + translate("definition." + after.definition()));
    }

    private static Span fromTo(String before, String after) {
        if (before.equals(after)) {
            return Parts.text("quiet", after);
        }
        var change = new Span(Parts.text("quiet", before + " → "), new Span(after));
        change.addClassName("figure");
        return change;
    }

    private Span delta(OptionalDouble points) {
        if (points.isEmpty()) {
            return new Span(Numerals.UNDEFINED);
        }
        var delta = new Span(numerals.signedPoints(points.getAsDouble()));
        delta.addClassName("delta");
        if (!numerals.points(points.getAsDouble()).equals(numerals.points(0))) {
            delta.getElement().setAttribute("data-trend", points.getAsDouble() < 0 ? "down" : "up");
        }
        return delta;
    }

    private Div days(List<LineEffect> effects) {
        var table =
                new RowTable(
                        translate("plant.effect.days"),
                        translate("plant.line"),
                        "#" + translate("plant.effect.oee"),
                        "#" + translate("plant.effect.points"),
                        "#" + translate("line.planned"));
        table.addClassName("effect-table");
        record Day(LineEffect effect, LineEffect.DayEffect day) {}
        var days =
                effects.stream()
                        .flatMap(
                                effect ->
                                        effect.changed().stream().map(day -> new Day(effect, day)))
                        .sorted(
                                Comparator.comparingDouble(
                                        one -> -Math.abs(one.day().points().orElse(1))))
                        .toList();
        for (var one : days.stream().limit(MOST_DAYS).toList()) {
            var day = one.day();
            table.row(
                    numerals.weekday(day.date()) + " " + numerals.date(day.date()),
                    one.effect().line().code(),
                    fromTo(numerals.percent(day.before()), numerals.percent(day.after())),
                    delta(day.points()),
                    fromTo(
                            numerals.hoursMinutes(day.plannedBusyMsBefore()),
                            numerals.hoursMinutes(day.plannedBusyMsAfter())));
        }
        return days.size() <= MOST_DAYS
                ? table
                : new Div(
                        table,
                        Parts.hint(translate("plant.effect.moreDays", days.size() - MOST_DAYS)));
    }
}
