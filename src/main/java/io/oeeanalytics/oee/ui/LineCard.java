package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.base.ui.Sparkline;
import io.oeeanalytics.oee.LineSummary;
import java.time.format.DateTimeFormatter;
import java.util.OptionalDouble;

/** A line at a glance: state, OEE against target and past, factors, trend, biggest loss. */
final class LineCard extends Anchor {
    private static final int SPARK_DAYS = 14;
    private static final double SPARK_TOP = 1.1;

    private final Numerals numerals;
    private LineSummary summary;

    /**
     * @param address of the line's own view
     */
    LineCard(LineSummary summary, String address, Numerals numerals) {
        this.summary = summary;
        this.numerals = numerals;
        setHref(address);
        setRouterIgnore(false);
        addClassName("line-card");
        draw();
    }

    /** New figures of the same line; the card stays where it is and keeps the focus. */
    void show(LineSummary changed) {
        if (!changed.equals(summary)) {
            summary = changed;
            draw();
        }
    }

    private void draw() {
        removeAll();
        switch (summary.need()) {
            case FAR_BELOW_TARGET -> getElement().setAttribute("data-need", "bad");
            case BELOW_TARGET, LOW_COVERAGE, HARDLY_COVERED, NO_IDEAL_CYCLE, NO_STATUS_DATA ->
                    getElement().setAttribute("data-need", "attention");
            case NONE, NO_FIGURES -> getElement().removeAttribute("data-need");
        }
        add(head(), state(), oee(), factors(), sparkline(), loss());
    }

    private Div head() {
        var head =
                new Div(
                        text("line-name", summary.line().code()),
                        text("line-product", summary.line().name()));
        head.addClassName("line-card-head");
        return head;
    }

    private Span state() {
        var state = new Span();
        state.addClassName("state");
        if (summary.state().isEmpty()) {
            state.getElement().setAttribute("data-state", "nodata");
            state.setText(getTranslation("lines.state.unknown"));
            return state;
        }
        var now = summary.state().get();
        state.getElement().setAttribute("data-state", States.form(now.status().category()));
        var since =
                DateTimeFormatter.ofPattern("HH:mm", getLocale())
                        .format(now.since().atZone(summary.line().zone()));
        state.add(
                new Span(now.status().name()), text("since", getTranslation("lines.since", since)));
        return state;
    }

    private Div oee() {
        var oee = summary.read().oee();
        var value = new Span(text("oee-value", numerals.percent(oee)));
        value.addClassName("oee");
        if (oee.isPresent()) {
            value.add(text("oee-unit", "%"));
            value.setTitle(getTranslation("explain.definition." + summary.definition()));
        } else {
            value.addClassName("oee-undefined");
            value.setTitle(reason());
        }
        var context = new Span();
        context.addClassName("oee-context");
        if (oee.isPresent()) {
            DefinitionMark.of(summary.definition(), this).ifPresent(context::add);
        }
        if (summary.target().isPresent()) {
            context.add(
                    text(
                            "target",
                            getTranslation("lines.target", numerals.percent(summary.target()))));
        }
        if (oee.isEmpty()) {
            context.add(text("quiet", reason()));
        } else if (summary.change().isPresent()) {
            context.add(delta(summary.change().getAsDouble()));
        }
        var coverage = summary.ledger().coverage();
        if (oee.isPresent() && coverage.orElse(1) < LineSummary.FULL_COVERAGE) {
            var mark =
                    text("coverage", getTranslation("lines.coverage", numerals.percent(coverage)));
            mark.getStyle().set("--value", String.valueOf(coverage.getAsDouble()));
            context.add(mark);
        }
        if (summary.hasImportedDays()) {
            context.add(text("quiet", getTranslation("lines.imported")));
        }
        var row = new Div(value, context);
        row.addClassName("oee-row");
        return row;
    }

    private String reason() {
        return NoOee.words(summary.ledger(), summary.read(), this, numerals);
    }

    private Span delta(double change) {
        var delta = text("delta", getTranslation("lines.delta", numerals.points(change)));
        delta.getElement().setAttribute("data-trend", change < 0 ? "down" : "up");
        delta.getElement().setAttribute("data-band", change < 0 ? "attention" : "good");
        return delta;
    }

    private Div factors() {
        var read = summary.read();
        var factors =
                new Div(
                        factor("a", read.availability()),
                        factor("e", read.effectiveness()),
                        factor("q", read.quality()));
        factors.addClassName("factors");
        return factors;
    }

    private Div factor(String letter, OptionalDouble ratio) {
        var name = text("factor-name", getTranslation("factor." + letter));
        name.setTitle(getTranslation("factor." + letter + ".name"));
        var factor =
                new Div(
                        name,
                        text("factor-track", ""),
                        text("factor-value", numerals.percent(ratio)));
        factor.addClassName("factor");
        if (ratio.isPresent()) {
            factor.getElement().setAttribute("data-factor", letter);
            factor.getElement().setAttribute("data-over", ratio.getAsDouble() > 1);
        }
        factor.getStyle().set("--value", String.valueOf(Math.min(1, ratio.orElse(0))));
        return factor;
    }

    private Sparkline sparkline() {
        var days = summary.days();
        var last = days.subList(Math.max(0, days.size() - SPARK_DAYS), days.size());
        return new Sparkline(
                last.stream()
                        .filter(day -> day.ledger().plannedBusyMs() > 0)
                        .map(day -> summary.read(day.ledger()).oee())
                        .toList(),
                summary.target(),
                SPARK_TOP,
                getTranslation("lines.sparkline"));
    }

    private Div loss() {
        var line = new Div();
        line.addClassName("loss-line");
        summary.mostLost()
                .ifPresent(
                        lost ->
                                line.add(
                                        new Span(lost.name()),
                                        text(
                                                "figure",
                                                numerals.hoursMinutes(lost.time().millis()))));
        return line;
    }

    private static Span text(String className, String words) {
        var span = new Span(words);
        span.addClassName(className);
        return span;
    }
}
