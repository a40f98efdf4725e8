package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.oee.Period;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds dates and periods in a question, in English, German and French, counted from today. Weeks
 * begin on Monday, as in ISO 8601. Periods that still run end today.
 */
final class PeriodReading {
    private final LocalDate today;
    private final List<PeriodRules.Rule> rules;

    /**
     * Where in the question a period stands.
     *
     * @param from index of the first character
     * @param to index after the last
     */
    record Found(int from, int to, Period period) {}

    PeriodReading(LocalDate today) {
        this.today = today;
        this.rules = new PeriodRules(today).all();
    }

    /**
     * In the order of the question, without overlaps; where several could be meant, the longest.
     *
     * @param plain as {@link Plain} gives it
     */
    List<Found> in(String plain) {
        var found = new ArrayList<Found>();
        for (var rule : rules) {
            var matcher = rule.pattern().matcher(plain);
            while (matcher.find()) {
                try {
                    found.add(
                            new Found(
                                    matcher.start(),
                                    matcher.end(),
                                    rule.period().apply(matcher.toMatchResult())));
                } catch (DateTimeException e) {
                    // The 31st of February is no date, whatever it looks like.
                    continue;
                }
            }
        }
        found.sort(
                Comparator.<Found>comparingInt(one -> one.from() - one.to())
                        .thenComparingInt(Found::from));
        var kept = new ArrayList<Found>();
        for (var one : found) {
            if (kept.stream()
                    .noneMatch(other -> one.from() < other.to() && other.from() < one.to())) {
                kept.add(one);
            }
        }
        kept.sort(Comparator.comparingInt(Found::from));
        return joined(plain, kept);
    }

    /** "From A to B" and "since A" are one period. */
    private List<Found> joined(String plain, List<Found> found) {
        var joined = new ArrayList<Found>();
        for (int i = 0; i < found.size(); i++) {
            var one = found.get(i);
            if (i + 1 < found.size()) {
                var next = found.get(i + 1);
                String between = plain.substring(one.to(), next.from());
                String before = plain.substring(0, one.from());
                boolean range =
                        between.matches(
                                        " (to|until|till|through|bis|bis zum|a|au|jusqu a|jusqu au|-) ")
                                || between.matches("-")
                                || (between.matches(" (and|und|et|et le|und dem) ")
                                        && before.matches(
                                                ".*\\b(between|zwischen|entre|entre le) "));
                if (range && !next.period().last().isBefore(one.period().first())) {
                    joined.add(
                            new Found(
                                    one.from(),
                                    next.to(),
                                    new Period(one.period().first(), next.period().last())));
                    i++;
                    continue;
                }
            }
            boolean since =
                    plain.substring(0, one.from())
                            .matches(".*\\b(since|seit|seit dem|depuis|depuis le|ab) ");
            joined.add(
                    since && !one.period().first().isAfter(today)
                            ? new Found(
                                    one.from(), one.to(), new Period(one.period().first(), today))
                            : one);
        }
        return joined;
    }
}
