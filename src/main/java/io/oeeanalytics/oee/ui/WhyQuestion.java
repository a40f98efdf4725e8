package io.oeeanalytics.oee.ui;

import com.vaadin.flow.router.QueryParameters;
import io.oeeanalytics.oee.OeeChange.Reference;
import io.oeeanalytics.oee.OeePages;
import io.oeeanalytics.oee.Period;
import io.oeeanalytics.plant.Line;
import io.oeeanalytics.plant.OeeDefinition;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked why; kept in the address, so that a link shows what its sender saw.
 *
 * @param code of a line; empty for all
 * @param before of the same length right before {@code after}, unless chosen otherwise
 * @param definition asked for; null: what the sites report
 */
record WhyQuestion(
        String code,
        Reference against,
        Period before,
        Period after,
        @Nullable OeeDefinition definition) {
    private static final int DAYS = 7;
    private static final Period SENSIBLE = new Period(LocalDate.EPOCH, LocalDate.of(2200, 1, 1));

    static final WhyQuestion NONE =
            of("", Reference.PERIOD, new Period(LocalDate.EPOCH, LocalDate.EPOCH));

    static WhyQuestion of(String code, Reference against, Period after) {
        return new WhyQuestion(code, against, after.previous(), after, null);
    }

    /**
     * What an address asks.
     *
     * @param last date with figures; without dates, the week up to it is asked about
     * @return empty where the dates cannot be meant
     */
    static Optional<WhyQuestion> of(QueryParameters asked, LocalDate last) {
        var after = period(asked, "from", "to", Optional.of(Period.lastDays(last, DAYS)));
        var before =
                after.flatMap(
                        it -> period(asked, "beforeFrom", "beforeTo", Optional.of(it.previous())));
        if (after.isEmpty() || before.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new WhyQuestion(
                        asked.getSingleParameter("line").orElse(""),
                        asked.getSingleParameter("against").filter("target"::equals).isPresent()
                                ? Reference.TARGET
                                : Reference.PERIOD,
                        before.get(),
                        after.get(),
                        ExplainView.definition(asked)));
    }

    /** Those dates; the usual ones where none is given; empty where they make no period. */
    private static Optional<Period> period(
            QueryParameters asked, String from, String to, Optional<Period> usual) {
        var first = asked.getSingleParameter(from);
        if (first.isEmpty()) {
            return usual;
        }
        var begins = first.flatMap(PeriodChoice::date).filter(SENSIBLE::contains);
        var ends =
                asked.getSingleParameter(to)
                        .map(text -> PeriodChoice.date(text).filter(SENSIBLE::contains))
                        .orElse(begins);
        return begins.isEmpty() || ends.isEmpty() || ends.get().isBefore(begins.get())
                ? Optional.empty()
                : Optional.of(new Period(begins.get(), ends.get()));
    }

    boolean isAbout(Line line) {
        return code.isEmpty() || line.code().equals(code);
    }

    WhyQuestion of(String other) {
        return new WhyQuestion(other, against, before, after, definition);
    }

    WhyQuestion against(Reference reference) {
        return new WhyQuestion(code, reference, before, after, definition);
    }

    /** What was right before stays right before, unless it is chosen otherwise. */
    WhyQuestion withDates(Period chosen, Period chosenBefore) {
        boolean moves = chosenBefore.equals(before) && before.equals(after.previous());
        return new WhyQuestion(
                code, against, moves ? chosen.previous() : chosenBefore, chosen, definition);
    }

    QueryParameters parameters() {
        return QueryParameters.simple(OeePages.why(code, against, before, after, definition));
    }

    String address() {
        return OeePages.why(OeePages.why(code, against, before, after, definition));
    }
}
