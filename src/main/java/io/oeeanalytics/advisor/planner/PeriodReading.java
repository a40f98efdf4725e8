package io.oeeanalytics.advisor.planner;

import io.oeeanalytics.oee.Period;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds dates and periods in a question, in English, German and French, counted from today. Weeks
 * begin on Monday, as in ISO 8601. Periods that still run end today.
 */
final class PeriodReading {
    /** Says that it is about what comes. */
    private static final Pattern AHEAD =
            Pattern.compile(
                    "(?<!\\p{L})(?:will|going to|gonna|forecast\\p{L}*|predict\\p{L}*|expect\\p{L}*|outlook"
                            + "|prognos\\p{L}*|vorhersag\\p{L}*|ausblick|wird|werden|werde|wirst|erwart\\p{L}*"
                            + "|prevision\\p{L}*|prevu\\p{L}*|prevo[iy]\\p{L}*|sera|seront|aura|auront|allons|va|vont"
                            + "|attendre|attendu\\p{L}*|atteindr\\p{L}*|chances?|schafft|schaffen|packt)(?!\\p{L})");

    /** And leaves no doubt: "as expected" may tell of what was. */
    private static final Pattern WILL =
            Pattern.compile(
                    "(?<!\\p{L})(?:will|going to|gonna|wird|wirst|sera|seront|aura|auront|va|vont|atteindr\\p{L}*)(?!\\p{L})");

    /** Nothing but a date looks so; 0.85 is a number. */
    private static final Pattern WRITTEN_OUT =
            Pattern.compile("\\p{L}|\\d{4}-\\d{2}|\\.\\d{4}|/\\d{4}");

    private static final Pattern WITH_YEAR = Pattern.compile("(?<!\\d)(?:19|20)\\d{2}(?!\\d)");

    /** From one period to another: they are meant beside each other, and not what lies between. */
    private static final Pattern CHANGED =
            Pattern.compile(
                    "(?<!\\p{L})(?:change[ds]?|changing|behind the shift|drop|drops|dropped|fall|fell|fallen|rise|rose|risen"
                            + "|increased?|decreased?|geandert|verandert|gesunken|gestiegen|gefallen|sank|stieg|fiel"
                            + "|evolue|baisse|augmente|chute)(?!\\p{L})");

    private final LocalDate today;

    /**
     * Where in the question a period stands.
     *
     * @param from index of the first character
     * @param to index after the last
     */
    record Found(int from, int to, Period period) {}

    PeriodReading(LocalDate today) {
        this.today = today;
    }

    /**
     * In the order of the question, without overlaps; where several could be meant, the longest.
     *
     * @param plain as {@link Plain} gives it
     */
    List<Found> in(String plain) {
        var kept = candidates(plain);
        return joined(
                plain,
                kept.stream()
                        .flatMap(
                                one ->
                                        one.period().stream()
                                                .map(it -> new Found(one.from(), one.to(), it)))
                        .toList());
    }

    /** Words of the first date there is not, such as the 31st of February. */
    Optional<String> impossible(String plain) {
        return candidates(plain).stream()
                .filter(one -> one.period().isEmpty())
                .map(one -> plain.substring(one.from(), one.to()))
                .filter(words -> WRITTEN_OUT.matcher(words).find())
                .findFirst();
    }

    private static Ahead ahead(String plain) {
        return WILL.matcher(plain).find()
                ? Ahead.FAR
                : AHEAD.matcher(plain).find() ? Ahead.NEAR : Ahead.NO;
    }

    private List<Candidate> candidates(String plain) {
        var found = new ArrayList<Candidate>();
        for (var rule : new PeriodRules(today, ahead(plain)).all()) {
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
        return kept;
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

    /** Of a range: without a year the first of its kind after the beginning, and today at most. */
    private Optional<LocalDate> end(String plain, Found one, Found next) {
        var first = one.period().first();
        var last = next.period().last();
        if (!last.isBefore(first)) {
            return Optional.of(last);
        }
        boolean yearless = !WITH_YEAR.matcher(plain.substring(next.from(), next.to())).find();
        return yearless && !last.plusYears(1).isBefore(first)
                ? Optional.of(last.plusYears(1).isAfter(today) ? today : last.plusYears(1))
                : Optional.empty();
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
                boolean beside = CHANGED.matcher(plain).find() && !between.matches(" ?- ?");
                var end = range && !beside ? end(plain, one, next) : Optional.<LocalDate>empty();
                if (end.isPresent()) {
                    joined.add(
                            new Found(
                                    one.from(),
                                    next.to(),
                                    new Period(one.period().first(), end.get())));
                    i++;
                    continue;
                }
            }
            boolean since =
                    plain.substring(0, one.from())
                            .matches(
                                    ".*\\b(since|since the (start|beginning)( of)?|seit|seit dem|seit anfang|depuis|depuis le|depuis (le )?debut( de| du)?|ab) ");
            joined.add(
                    since && !one.period().first().isAfter(today)
                            ? new Found(
                                    one.from(), one.to(), new Period(one.period().first(), today))
                            : one);
        }
        return joined;
    }
}
