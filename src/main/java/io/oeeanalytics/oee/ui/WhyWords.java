package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.LineSummary;
import io.oeeanalytics.oee.OeeChange;
import io.oeeanalytics.oee.OeeChange.FactorPart;
import io.oeeanalytics.oee.OeeChange.LossPart;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.Obstacle;
import io.oeeanalytics.oee.OeeChange.ReasonPart;
import io.oeeanalytics.oee.OeeChange.ReasonPart.Source;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.OeeChange.Side;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Product;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why OEE changed, in plain words with the figures that are shown. */
final class WhyWords {
    private final OeeChange why;
    private final Component view;
    private final Numerals numerals;

    /**
     * @param view whose language is spoken
     */
    WhyWords(OeeChange why, Component view, Numerals numerals) {
        this.why = why;
        this.view = view;
        this.numerals = numerals;
    }

    static String name(MemberPart member, Component view) {
        return member.line()
                .map(Line::code)
                .or(() -> member.product().map(Product::code))
                .orElseGet(() -> view.getTranslation("why.noProduct"));
    }

    static String dates(Period period, Numerals numerals) {
        return period.days() == 1
                ? numerals.date(period.first())
                : "%s – %s".formatted(numerals.date(period.first()), numerals.date(period.last()));
    }

    /** What happened, what did most of it, what worked against it, and where. */
    String headline(ShownPoints points) {
        var sentences = new ArrayList<String>();
        sentences.add(happened(points));
        if (isNothing(points.change())) {
            return String.join(" ", sentences);
        }
        double sign = Math.signum(points.change());
        if (why.against() == Reference.TARGET) {
            sentences.add(mostLost(points));
        } else {
            sentences.addAll(mostChanged(points, sign));
        }
        where(points, sign).ifPresent(sentences::add);
        return String.join(" ", sentences);
    }

    private String happened(ShownPoints points) {
        var way = isNothing(points.change()) ? "same" : points.change() < 0 ? "fell" : "rose";
        return view.getTranslation(
                "why.%s.%s".formatted(way, why.against()),
                numerals.points(points.change()),
                numerals.percent(why.before().oee()),
                numerals.percent(why.after().oee()),
                numerals.hoursMinutes(
                        Math.round(
                                Math.abs(why.change().orElse(points.change()))
                                        * why.measuredMs())));
    }

    private List<String> mostChanged(ShownPoints points, double sign) {
        var sentences = new ArrayList<String>();
        largest(why.factors(), part -> sign * points.of(part))
                .ifPresent(
                        factor -> {
                            sentences.add(
                                    view.getTranslation(
                                            sign < 0 ? "why.took" : "why.gave",
                                            name(factor),
                                            numerals.points(points.of(factor))));
                            largest(factor.losses(), part -> sign * points.of(part))
                                    .ifPresent(loss -> sentences.add(mainly(loss, points, sign)));
                        });
        largest(why.factors(), part -> -sign * points.of(part))
                .ifPresent(
                        factor ->
                                sentences.add(
                                        view.getTranslation(
                                                sign < 0 ? "why.but.gave" : "why.but.took",
                                                name(factor),
                                                numerals.points(points.of(factor)))));
        return sentences;
    }

    private String mainly(LossPart loss, ShownPoints points, double sign) {
        var words = name(loss);
        var figure = numerals.signedPoints(points.of(loss));
        return largestStatus(loss, points, sign)
                .map(
                        reason ->
                                view.getTranslation(
                                        "why.mainly.reason",
                                        words,
                                        figure,
                                        reason.name(),
                                        numerals.signedPoints(points.of(reason))))
                .orElseGet(() -> view.getTranslation("why.mainly", words, figure));
    }

    /** A target knows no factors, so the loss that took most is named, not the one that grew. */
    private String mostLost(ShownPoints points) {
        var sign = Math.signum(points.change());
        return largest(losses().toList(), part -> sign * points.of(part))
                .map(
                        loss ->
                                view.getTranslation(
                                        "why.shared",
                                        name(loss),
                                        numerals.signedPoints(points.of(loss))))
                .orElseGet(() -> view.getTranslation("why.shared.none"));
    }

    private Stream<LossPart> losses() {
        return why.factors().stream().flatMap(factor -> factor.losses().stream());
    }

    private static Optional<ReasonPart> largestStatus(
            LossPart loss, ShownPoints points, double sign) {
        return largest(
                loss.reasons().stream().filter(part -> part.source() == Source.STATUS).toList(),
                part -> sign * points.of(part));
    }

    /** The line, or for one line the product, that did most, by itself or by its share. */
    private Optional<String> where(ShownPoints points, double sign) {
        var members = why.lines().isEmpty() ? why.products() : why.lines();
        var worse = largest(members, part -> sign * points.itself(part));
        var mix = largest(members, part -> sign * points.mix(part));
        double byItself = worse.map(part -> Math.abs(points.itself(part))).orElse(0.0);
        double byMix = mix.map(part -> Math.abs(points.mix(part))).orElse(0.0);
        if (byItself == 0 && byMix == 0) {
            return Optional.empty();
        }
        return byItself >= byMix
                ? worse.map(
                        part ->
                                view.getTranslation(
                                        "why.member.%s.%s"
                                                .formatted(
                                                        sign < 0 ? "worse" : "better",
                                                        why.against()),
                                        name(part, view),
                                        numerals.signedPoints(points.itself(part))))
                : mix.map(
                        part ->
                                view.getTranslation(
                                        "why.mix.%s.%s"
                                                .formatted(
                                                        part.shareAfter() > part.shareBefore()
                                                                ? "more"
                                                                : "less",
                                                        sign < 0 ? "took" : "gave"),
                                        name(part, view),
                                        numerals.signedPoints(points.mix(part))));
    }

    /** The one that did most in that direction; empty where none did anything. */
    private static <T> Optional<T> largest(List<T> parts, ToDoubleFunction<T> contribution) {
        return parts.stream()
                .max(Comparator.comparingDouble(contribution))
                .filter(
                        part ->
                                contribution.applyAsDouble(part) > 0
                                        && !isNothing(contribution.applyAsDouble(part)));
    }

    private static boolean isNothing(double points) {
        return Math.abs(points) < 0.0005;
    }

    String name(FactorPart factor) {
        return view.getTranslation("explain.factor." + factor.name());
    }

    String name(LossPart loss) {
        return view.getTranslation("loss." + loss.kind());
    }

    String name(ReasonPart reason) {
        return reason.source() == Source.STATUS
                ? reason.name()
                : view.getTranslation("why.source." + reason.source());
    }

    /** Why nothing can be said, and what would bring it. */
    String obstacle(Obstacle obstacle) {
        var side = obstacle.before() ? why.before() : why.after();
        return view.getTranslation(
                "why.cannot." + obstacle.kind(),
                dates(side.period(), numerals),
                numerals.percent(side.ledger().coverage()),
                codes(obstacle.lines()));
    }

    private static String codes(List<Line> lines) {
        return lines.stream().map(Line::code).collect(Collectors.joining(", "));
    }

    /** What the reader should know of the figures before believing the reasons. */
    List<String> cautions() {
        var words = new ArrayList<String>();
        if (why.against() == Reference.PERIOD) {
            caution(why.before(), words);
        }
        caution(why.after(), words);
        if (why.against() == Reference.PERIOD) {
            var reported = why.before().reported();
            if (!reported.equals(why.after().reported())) {
                words.add(
                        view.getTranslation(
                                "why.caution.definition",
                                DefinitionMark.name(reported.definition(), view),
                                DefinitionMark.name(why.definition().definition(), view)));
            }
            for (var factor : why.factors()) {
                if (factor.before().isEmpty() || factor.after().isEmpty()) {
                    words.add(view.getTranslation("why.caution.unmeasured", name(factor)));
                }
            }
        }
        if (why.pending()) {
            words.add(view.getTranslation("why.caution.pending"));
        }
        return words;
    }

    private void caution(Side side, List<String> words) {
        var ledger = side.ledger();
        var dates = dates(side.period(), numerals);
        if (ledger.coverage().orElse(1) < LineSummary.FULL_COVERAGE) {
            DefinedOee.of(ledger, why.definition().definition())
                    .bounds()
                    .ifPresent(
                            bounds ->
                                    words.add(
                                            view.getTranslation(
                                                    "why.caution.coverage",
                                                    dates,
                                                    numerals.percent(ledger.coverage()),
                                                    numerals.percent(bounds.low()),
                                                    numerals.percent(bounds.high()))));
        }
        if (!side.leftOut().isEmpty()) {
            words.add(dates + ": " + view.getTranslation("lines.leftOut", codes(side.leftOut())));
        }
        if (side.imported()) {
            words.add(view.getTranslation("why.caution.imported", dates));
        }
        if (!side.complete()) {
            words.add(view.getTranslation("why.caution.running", dates));
        }
        if (ledger.beatsIdealCycle()) {
            words.add(dates + ": " + view.getTranslation("explain.tooFast"));
        }
    }
}
