package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.oee.Period;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;

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
        var found = new ArrayList<Candidate>();
        for (var rule : rules) {
            var matcher = rule.pattern().matcher(plain);
            while (matcher.find()) {
                found.add(
                        new Candidate(
                                matcher.start(),
                                matcher.end(),
                                period(rule, matcher.toMatchResult())));
            }
        }
        found.sort(
                Comparator.<Candidate>comparingInt(one -> one.from() - one.to())
                        .thenComparingInt(Candidate::from));
        var kept = new ArrayList<Candidate>();
        for (var one : found) {
            if (kept.stream()
                    .noneMatch(other -> one.from() < other.to() && other.from() < one.to())) {
                kept.add(one);
            }
        }
        kept.sort(Comparator.comparingInt(Candidate::from));
        return joined(
                plain,
                kept.stream()
                        .flatMap(
                                one ->
                                        one.period().stream()
                                                .map(it -> new Found(one.from(), one.to(), it)))
                        .toList());
    }

    /**
     * What looks like a period.
     *
     * @param period empty where there is no such date; its month alone is not meant then either
     */
    private record Candidate(int from, int to, Optional<Period> period) {}

    private static Optional<Period> period(PeriodRules.Rule rule, MatchResult match) {
        try {
            return Optional.of(rule.period().apply(match));
        } catch (DateTimeException e) {
            // The 31st of February is no date, whatever it looks like.
            return Optional.empty();
        }
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
