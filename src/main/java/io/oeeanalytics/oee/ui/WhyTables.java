package io.oeeanalytics.oee.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.oeeanalytics.base.ui.Numerals;
import io.oeeanalytics.oee.DefinedOee;
import io.oeeanalytics.oee.OeeChange;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.ReasonPart;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.OeeChange.Side;
import io.oeeanalytics.oee.ShownPoints;
import io.oeeanalytics.oee.WhyWords;
import java.util.List;
import java.util.function.Function;

/** The parts of a difference in tables; every name opens what is behind it. */
final class WhyTables {
    private static final int REASONS_APART = 6;

    private final OeeChange why;
    private final Component view;
    private final Numerals numerals;
    private final Function<OeeChange.Side, String> ledger;

    /**
     * @param view whose language is spoken
     * @param ledger address of the ledger behind a side
     */
    WhyTables(
            OeeChange why,
            Component view,
            Numerals numerals,
            Function<OeeChange.Side, String> ledger) {
        this.why = why;
        this.view = view;
        this.numerals = numerals;
        this.ledger = ledger;
    }

    private String text(String key, Object... parameters) {
        return view.getTranslation(key, parameters);
    }

    /** What is compared, and how much of it is known. */
    FiguresTable sides() {
        var rows =
                new FiguresTable(
                        List.of(
                                text("why.period"),
                                "OEE %",
                                text("factor.a.name") + " %",
                                text("factor.e.name") + " %",
                                text("factor.q.name") + " %",
                                text("explain.base." + why.definition().definition()),
                                text("comparison.known") + " %"));
        if (why.against() == Reference.PERIOD) {
            side(rows, why.before());
        } else if (why.before().oee().isPresent() && why.obstacle().isEmpty()) {
            var none = Numerals.UNDEFINED;
            rows.row(
                    text("why.side.before.TARGET"),
                    List.of(numerals.percent(why.before().oee()), none, none, none, none, none));
        }
        side(rows, why.after());
        return rows;
    }

    private void side(FiguresTable rows, Side side) {
        var read = DefinedOee.of(side.ledger(), why.definition().definition());
        rows.row(
                new Anchor(ledger.apply(side), WhyWords.dates(side.period(), numerals)),
                List.of(
                        numerals.percent(side.oee()),
                        numerals.percent(read.availability()),
                        numerals.percent(read.effectiveness()),
                        numerals.percent(read.quality()),
                        numerals.hoursMinutes(read.baseMs()),
                        numerals.percent(side.ledger().coverage())));
    }

    /** Factors, their losses, and the reasons of those. */
    FiguresTable losses(ShownPoints points) {
        var words = new WhyWords(why, this::text, numerals);
        var rows =
                new FiguresTable(
                        List.of(
                                text("why.what"),
                                text("why.column.before." + why.against()),
                                text("why.column.after"),
                                text("explain.points")));
        for (var factor : why.factors()) {
            rows.row(
                    name(words.name(factor), "factor"),
                    List.of(
                            numerals.percent(factor.before()),
                            numerals.percent(factor.after()),
                            numerals.signedPoints(points.of(factor))));
            for (var loss : factor.losses()) {
                row(
                        rows,
                        name(words.name(loss), "loss"),
                        loss.before(),
                        loss.after(),
                        points.of(loss));
                reasons(rows, loss.reasons(), words, points);
            }
        }
        rows.total(
                "OEE",
                List.of(
                        numerals.percent(why.before().oee()),
                        numerals.percent(why.after().oee()),
                        numerals.signedPoints(points.change())));
        return rows;
    }

    private void reasons(
            FiguresTable rows, List<ReasonPart> reasons, WhyWords words, ShownPoints points) {
        int apart = reasons.size() <= REASONS_APART + 1 ? reasons.size() : REASONS_APART;
        for (var reason : reasons.subList(0, apart)) {
            row(
                    rows,
                    name(words.name(reason), "reason"),
                    reason.before(),
                    reason.after(),
                    points.of(reason));
        }
        var others = reasons.subList(apart, reasons.size());
        if (!others.isEmpty()) {
            row(
                    rows,
                    name(text("why.others", others.size()), "reason"),
                    others.stream().mapToDouble(ReasonPart::before).sum(),
                    others.stream().mapToDouble(ReasonPart::after).sum(),
                    others.stream().mapToDouble(points::of).sum());
        }
    }

    private void row(
            FiguresTable rows, Component name, double before, double after, double points) {
        rows.row(
                name,
                List.of(
                        numerals.percent(before),
                        numerals.percent(after),
                        numerals.signedPoints(points)));
    }

    private Component name(String words, String level) {
        var name = new Anchor(ledger.apply(why.after()), words);
        name.addClassName("why-" + level);
        return name;
    }

    /**
     * Lines or products.
     *
     * @param first heading of their names
     * @param name what a member is called, with where it leads
     */
    FiguresTable members(
            String first,
            List<MemberPart> members,
            ShownPoints points,
            Function<MemberPart, Component> name) {
        boolean ofPeriods = why.against() == Reference.PERIOD;
        var rows =
                new FiguresTable(
                        ofPeriods
                                ? List.of(
                                        first,
                                        text("why.member.before.PERIOD"),
                                        text("why.member.after"),
                                        text("why.share.before"),
                                        text("why.share.after"),
                                        text("why.itself"),
                                        text("why.mix"),
                                        text("explain.points"))
                                : List.of(
                                        first,
                                        text("why.member.before.TARGET"),
                                        text("why.member.after"),
                                        text("why.share"),
                                        text("explain.points")));
        for (var member : members) {
            var sum = numerals.signedPoints(points.of(member));
            var before = numerals.percent(member.before());
            var after = numerals.percent(member.after());
            var share = numerals.percent(member.shareAfter());
            rows.row(
                    name.apply(member),
                    ofPeriods
                            ? List.of(
                                    before,
                                    after,
                                    numerals.percent(member.shareBefore()),
                                    share,
                                    numerals.signedPoints(points.itself(member)),
                                    numerals.signedPoints(points.mix(member)),
                                    sum)
                            : List.of(before, after, share, sum));
        }
        var oee =
                List.of(numerals.percent(why.before().oee()), numerals.percent(why.after().oee()));
        var change = numerals.signedPoints(points.change());
        var whole = numerals.percent(1);
        rows.total(
                "OEE",
                ofPeriods
                        ? List.of(
                                oee.getFirst(),
                                oee.getLast(),
                                whole,
                                whole,
                                numerals.signedPoints(
                                        members.stream().mapToDouble(points::itself).sum()),
                                numerals.signedPoints(
                                        members.stream().mapToDouble(points::mix).sum()),
                                change)
                        : List.of(oee.getFirst(), oee.getLast(), whole, change));
        return rows;
    }

    /** A name that leads to the ledger behind it, with a second way to its own reasons. */
    static Component twoWays(String words, String ledger, String further, String furtherWords) {
        var way = new Anchor(further, furtherWords);
        way.addClassName("why-further");
        return new Div(new Anchor(ledger, words), new Span(" "), way);
    }
}
