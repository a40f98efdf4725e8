package io.oeeanalytics.oee;

import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.OeeChange.FactorPart;
import io.oeeanalytics.oee.OeeChange.LossPart;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.Obstacle;
import io.oeeanalytics.oee.OeeChange.ReasonPart;
import io.oeeanalytics.oee.OeeChange.ReasonPart.Source;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.OeeChange.Side;
import io.oeeanalytics.oee.WhySentence.Amount;
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
public final class WhyWords {
    private final OeeChange why;
    private final Words words;
    private final Numerals numerals;

    /**
     * @param words whose language is spoken
     */
    public WhyWords(OeeChange why, Words words, Numerals numerals) {
        this.why = why;
        this.words = words;
        this.numerals = numerals;
    }

    public static String name(MemberPart member, Words words) {
        return member.line()
                .map(Line::code)
                .or(() -> member.product().map(Product::code))
                .orElseGet(() -> words.text("why.noProduct"));
    }

    public static String dates(Period period, Numerals numerals) {
        return period.days() == 1
                ? numerals.date(period.first())
                : "%s – %s".formatted(numerals.date(period.first()), numerals.date(period.last()));
    }

    /** The sentences in one. */
    public String headline(ShownPoints points) {
        return sentences(points).stream().map(WhySentence::words).collect(Collectors.joining(" "));
    }

    /** What happened, what did most of it, what worked against it, and where. */
    public List<WhySentence> sentences(ShownPoints points) {
        var sentences = new ArrayList<WhySentence>();
        sentences.add(happened(points));
        if (isNothing(points.change())) {
            return sentences;
        }
        double sign = Math.signum(points.change());
        if (why.against() == Reference.TARGET) {
            sentences.add(mostLost(points));
        } else {
            sentences.addAll(mostChanged(points, sign));
        }
        where(points, sign).ifPresent(sentences::add);
        return sentences;
    }

    private WhySentence happened(ShownPoints points) {
        double after = why.after().oee().orElseThrow();
        double before = why.before().oee().orElseThrow();
        if (isNothing(points.change())) {
            return sentence("why.same." + why.against(), "", "", percent("OEE", after));
        }
        return sentence(
                "why.%s.%s".formatted(points.change() < 0 ? "fell" : "rose", why.against()),
                points("change of OEE", points.change()),
                percent(why.against() == Reference.TARGET ? "target" : "OEE before", before),
                percent("OEE", after),
                time(
                        "good production at ideal speed",
                        Math.round(
                                Math.abs(why.change().orElse(points.change()))
                                        * why.measuredMs())));
    }

    private List<WhySentence> mostChanged(ShownPoints points, double sign) {
        var sentences = new ArrayList<WhySentence>();
        largest(why.factors(), part -> sign * points.of(part))
                .ifPresent(
                        factor -> {
                            sentences.add(
                                    sentence(
                                            sign < 0 ? "why.took" : "why.gave",
                                            name(factor),
                                            points(name(factor), points.of(factor))));
                            largest(factor.losses(), part -> sign * points.of(part))
                                    .ifPresent(loss -> sentences.add(mainly(loss, points, sign)));
                        });
        largest(why.factors(), part -> -sign * points.of(part))
                .ifPresent(
                        factor ->
                                sentences.add(
                                        sentence(
                                                sign < 0 ? "why.but.gave" : "why.but.took",
                                                name(factor),
                                                points(name(factor), points.of(factor)))));
        return sentences;
    }

    private WhySentence mainly(LossPart loss, ShownPoints points, double sign) {
        var figure = signed(name(loss), points.of(loss));
        return largestStatus(loss, points, sign)
                .map(
                        reason ->
                                sentence(
                                        "why.mainly.reason",
                                        name(loss),
                                        figure,
                                        reason.name(),
                                        signed(reason.name(), points.of(reason))))
                .orElseGet(() -> sentence("why.mainly", name(loss), figure));
    }

    /** A target knows no factors, so the loss that took most is named, not the one that grew. */
    private WhySentence mostLost(ShownPoints points) {
        var sign = Math.signum(points.change());
        return largest(losses().toList(), part -> sign * points.of(part))
                .map(
                        loss ->
                                sentence(
                                        "why.shared",
                                        name(loss),
                                        signed(name(loss), points.of(loss))))
                .orElseGet(() -> sentence("why.shared.none"));
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
    private Optional<WhySentence> where(ShownPoints points, double sign) {
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
                                sentence(
                                        "why.member.%s.%s"
                                                .formatted(
                                                        sign < 0 ? "worse" : "better",
                                                        why.against()),
                                        name(part, words),
                                        signed(name(part, words), points.itself(part))))
                : mix.map(
                        part ->
                                sentence(
                                        "why.mix.%s.%s"
                                                .formatted(
                                                        part.shareAfter() > part.shareBefore()
                                                                ? "more"
                                                                : "less",
                                                        sign < 0 ? "took" : "gave"),
                                        name(part, words),
                                        signed(name(part, words), points.mix(part))));
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

    public String name(FactorPart factor) {
        return words.text("explain.factor." + factor.name());
    }

    public String name(LossPart loss) {
        return words.text("loss." + loss.kind());
    }

    public String name(ReasonPart reason) {
        return reason.source() == Source.STATUS
                ? reason.name()
                : words.text("why.source." + reason.source());
    }

    /** Why nothing can be said, and what would bring it. */
    public WhySentence obstacle(Obstacle obstacle) {
        var side = obstacle.before() ? why.before() : why.after();
        var coverage = side.ledger().coverage();
        return sentence(
                "why.cannot." + obstacle.kind(),
                dates(side.period(), numerals),
                obstacle.kind() == Obstacle.Kind.HARDLY_COVERED && coverage.isPresent()
                        ? percent("coverage", coverage.getAsDouble())
                        : Numerals.UNDEFINED,
                codes(obstacle.lines()));
    }

    private static String codes(List<Line> lines) {
        return lines.stream().map(Line::code).collect(Collectors.joining(", "));
    }

    /** What the reader should know of the figures before believing the reasons. */
    public List<WhySentence> cautions() {
        var said = new ArrayList<WhySentence>();
        if (why.against() == Reference.PERIOD) {
            caution(why.before(), said);
        }
        caution(why.after(), said);
        if (why.against() == Reference.PERIOD) {
            var reported = why.before().reported();
            if (!reported.equals(why.after().reported())) {
                said.add(
                        sentence(
                                "why.caution.definition",
                                words.text("explain.definition.name." + reported.definition()),
                                words.text(
                                        "explain.definition.name."
                                                + why.definition().definition())));
            }
            for (var factor : why.factors()) {
                if (factor.before().isEmpty() || factor.after().isEmpty()) {
                    said.add(sentence("why.caution.unmeasured", name(factor)));
                }
            }
        }
        if (why.pending()) {
            said.add(sentence("why.caution.pending"));
        }
        return said;
    }

    private void caution(Side side, List<WhySentence> said) {
        var ledger = side.ledger();
        var dates = dates(side.period(), numerals);
        double known = ledger.coverage().orElse(1);
        if (known < LineSummary.FULL_COVERAGE) {
            DefinedOee.of(ledger, why.definition().definition())
                    .bounds()
                    .ifPresent(
                            bounds ->
                                    said.add(
                                            sentence(
                                                    "why.caution.coverage",
                                                    dates,
                                                    percent("coverage", known),
                                                    percent("least OEE", bounds.low()),
                                                    percent("most OEE", bounds.high()))));
        }
        if (!side.leftOut().isEmpty()) {
            said.add(
                    new WhySentence(
                            dates + ": " + words.text("lines.leftOut", codes(side.leftOut())),
                            List.of()));
        }
        if (side.imported()) {
            said.add(sentence("why.caution.imported", dates));
        }
        if (!side.complete()) {
            said.add(sentence("why.caution.running", dates));
        }
        if (ledger.beatsIdealCycle()) {
            said.add(new WhySentence(dates + ": " + words.text("explain.tooFast"), List.of()));
        }
    }

    /** A number, and how it is written. */
    private record Written(String text, Amount number) {}

    private Written percent(String name, double ratio) {
        return new Written(
                numerals.percent(ratio), new Amount(name, ratio, WhySentence.Unit.SHARE));
    }

    private Written points(String name, double points) {
        return new Written(
                numerals.points(points), new Amount(name, points, WhySentence.Unit.POINTS));
    }

    private Written signed(String name, double points) {
        return new Written(
                numerals.signedPoints(points), new Amount(name, points, WhySentence.Unit.POINTS));
    }

    private Written time(String name, long millis) {
        return new Written(
                numerals.hoursMinutes(millis),
                new Amount(name, millis, WhySentence.Unit.MILLISECONDS));
    }

    private WhySentence sentence(String key, Object... parts) {
        var texts = new Object[parts.length];
        var numbers = new ArrayList<Amount>();
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] instanceof Written written) {
                texts[i] = written.text();
                numbers.add(written.number());
            } else {
                texts[i] = parts[i];
            }
        }
        return new WhySentence(words.text(key, texts), numbers);
    }
}
