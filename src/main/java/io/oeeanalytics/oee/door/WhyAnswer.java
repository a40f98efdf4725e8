package io.oeeanalytics.oee.door;

import io.oeeanalytics.oee.OeeChange;
import io.oeeanalytics.oee.OeeChange.FactorPart;
import io.oeeanalytics.oee.OeeChange.LossPart;
import io.oeeanalytics.oee.OeeChange.MemberPart;
import io.oeeanalytics.oee.OeeChange.Obstacle;
import io.oeeanalytics.oee.OeeChange.ReasonPart;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.Product;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Why OEE changed, as other systems read it: shares and contributions are fractions of 1, not
 * rounded; a contribution of 0.01 is one point of OEE.
 *
 * @param change null where nothing can be said
 * @param cannotSay what keeps it from being said; null where it is
 * @param page the same on a screen; null where the lines asked for are neither one nor all
 */
record WhyAnswer(
        String against,
        String definition,
        List<String> flags,
        boolean pending,
        Side before,
        Side after,
        @Nullable Double change,
        @Nullable CannotSay cannotSay,
        List<Factor> factors,
        List<Member> lines,
        List<Member> products,
        @Nullable String page) {

    record Side(
            LocalDate from,
            LocalDate to,
            @Nullable Double oee,
            @Nullable Double coverage,
            String reported,
            List<String> leftOut,
            List<String> flags) {}

    /**
     * @param before whether the earlier period is at fault
     */
    record CannotSay(String reason, boolean before, List<String> lines) {}

    record Factor(
            String name,
            @Nullable Double before,
            @Nullable Double after,
            double contribution,
            List<Lost> losses) {}

    record Lost(
            String kind, double before, double after, double contribution, List<Reason> reasons) {}

    record Reason(
            String source,
            @Nullable Integer status,
            @Nullable String name,
            List<String> reason,
            double before,
            double after,
            double contribution) {}

    record Member(
            @Nullable String line,
            @Nullable String product,
            double shareBefore,
            double shareAfter,
            @Nullable Double before,
            @Nullable Double after,
            double contribution,
            double itself,
            double mix) {}

    /**
     * @param lines all that are asked for; none: all of the plant
     */
    static WhyAnswer of(OeeChange why, List<Line> lines) {
        return new WhyAnswer(
                why.against().name(),
                why.definition().definition().name(),
                why.definition().sitesDiffer() ? List.of("DEFINITIONS_DIFFER") : List.of(),
                why.pending(),
                side(why.before()),
                side(why.after()),
                boxed(why.change()),
                why.obstacle().map(WhyAnswer::cannotSay).orElse(null),
                why.factors().stream().map(WhyAnswer::factor).toList(),
                why.lines().stream().map(WhyAnswer::member).toList(),
                why.products().stream().map(WhyAnswer::member).toList(),
                lines.size() > 1 ? null : page(why, lines));
    }

    private static Side side(OeeChange.Side side) {
        return new Side(
                side.period().first(),
                side.period().last(),
                boxed(side.oee()),
                boxed(side.ledger().coverage()),
                side.reported().definition().name(),
                side.leftOut().stream().map(Line::code).toList(),
                flags(side));
    }

    private static List<String> flags(OeeChange.Side side) {
        var flags = new ArrayList<String>();
        if (!side.complete()) {
            flags.add("STILL_RUNNING");
        }
        if (side.imported()) {
            flags.add("IMPORTED_REPORT");
        }
        if (!side.leftOut().isEmpty()) {
            flags.add("LINES_LEFT_OUT");
        }
        if (side.ledger().beatsIdealCycle()) {
            flags.add("IDEAL_CYCLE_TOO_SLOW");
        }
        return flags;
    }

    private static CannotSay cannotSay(Obstacle obstacle) {
        return new CannotSay(
                obstacle.kind().name(),
                obstacle.before(),
                obstacle.lines().stream().map(Line::code).toList());
    }

    private static Factor factor(FactorPart part) {
        return new Factor(
                part.name().name(),
                boxed(part.before()),
                boxed(part.after()),
                part.contribution(),
                part.losses().stream().map(WhyAnswer::lost).toList());
    }

    private static Lost lost(LossPart part) {
        return new Lost(
                part.kind().name(),
                part.before(),
                part.after(),
                part.contribution(),
                part.reasons().stream().map(WhyAnswer::reason).toList());
    }

    private static Reason reason(ReasonPart part) {
        return new Reason(
                part.source().name(),
                part.status().isPresent() ? part.status().getAsInt() : null,
                part.name().isEmpty() ? null : part.name(),
                part.path(),
                part.before(),
                part.after(),
                part.contribution());
    }

    private static Member member(MemberPart part) {
        return new Member(
                part.line().map(Line::code).orElse(null),
                part.product().map(Product::code).orElse(null),
                part.shareBefore(),
                part.shareAfter(),
                boxed(part.before()),
                boxed(part.after()),
                part.contribution(),
                part.itself(),
                part.mix());
    }

    private static String page(OeeChange why, List<Line> lines) {
        var after = why.after().period();
        var before = why.before().period();
        var page = UriComponentsBuilder.fromPath("/why");
        if (!lines.isEmpty()) {
            page.queryParam("line", "{line}");
        }
        page.queryParam("from", after.first()).queryParam("to", after.last());
        switch (why.against()) {
            case PERIOD ->
                    page.queryParam("beforeFrom", before.first())
                            .queryParam("beforeTo", before.last());
            case TARGET ->
                    page.queryParam("against", why.against().name().toLowerCase(Locale.ROOT));
        }
        if (why.definition().definition() != why.after().reported().definition()) {
            page.queryParam("definition", why.definition().definition());
        }
        return page.encode().buildAndExpand(lines.stream().map(Line::code).toArray()).toUriString();
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
