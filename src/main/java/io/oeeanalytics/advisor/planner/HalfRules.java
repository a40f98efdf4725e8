package io.oeeanalytics.advisor.planner;

import static io.oeeanalytics.advisor.planner.PeriodRules.add;

import io.oeeanalytics.advisor.planner.PeriodRules.Rule;
import io.oeeanalytics.oee.Period;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Halves of months and years; the second of a month begins on the 16th. */
final class HalfRules {
    private static final int MIDDLE = 15;

    /** Of half a year, in months. */
    private static final int SIX = 6;

    private static final String OF_A_YEAR = "(?: (?:of )?(\\d{4}))?";

    private final LocalDate today;
    private final DateRules dates;

    /**
     * @param dates that know which of several years is meant
     */
    HalfRules(LocalDate today, DateRules dates) {
        this.today = today;
        this.dates = dates;
    }

    void addTo(List<Rule> all) {
        for (String words :
                List.of(
                        "(?:in |during )?(?:the )?(?:(first|1st)|second|2nd) half of "
                                + DateWords.MONTH,
                        "(?:in |wahrend )?(?:der |die )?(?:(erste[nr]?|1)|zweite[nr]?|2) "
                                + DateWords.MONTH
                                + "halfte",
                        "(?:in |wahrend )?(?:der |die )?(?:(erste[nr]?|1)|zweite[nr]?|2) halfte (?:des |vom |im )?"
                                + DateWords.MONTH
                                + "(?:s|es)?",
                        "(?:dans |pendant |durant )?(?:la )?(?:(premiere|1ere|1re)|deuxieme|seconde|2e|2eme)"
                                + " (?:quinzaine|moitie) (?:de |d |du mois de )"
                                + DateWords.MONTH)) {
            add(all, words + OF_A_YEAR, this::ofAMonth);
        }
        for (String words :
                List.of(
                        "(?:in |during )?(?:the )?(?:(first|1st)|second|2nd) half of (?:the |this )?year",
                        "(?:in |during )?(?:the )?(?:(first|1st)|second|2nd) half(?= (?:of )?\\d{4})",
                        "(?:in |for )(?:(h1)|h2)(?!-)",
                        "(?:(h1)|h2)(?= (?:of )?\\d{4})",
                        "(?:im |das )?(?:(erste[sn]?|1)|zweite[sn]?|2) halbjahr(?:e?s)?",
                        "(?:au |le )?(?:(premier|1er)|deuxieme|second|2e) semestre")) {
            add(all, words + OF_A_YEAR, this::ofAYear);
        }
    }

    private Period ofAMonth(MatchResult match) {
        int month = DateWords.month(match.group(2));
        int day = match.group(1) != null ? 1 : MIDDLE + 1;
        var first = first(match.group(3), of -> LocalDate.of(of, month, day));
        return dates.untilToday(
                first,
                day == 1 ? first.withDayOfMonth(MIDDLE) : YearMonth.from(first).atEndOfMonth());
    }

    private Period ofAYear(MatchResult match) {
        int month = match.group(1) != null ? 1 : SIX + 1;
        var first = first(match.group(2), of -> LocalDate.of(of, month, 1));
        return dates.untilToday(first, first.plusMonths(SIX).minusDays(1));
    }

    private LocalDate first(@Nullable String year, IntFunction<LocalDate> inYear) {
        return year == null
                ? dates.when(today.getYear(), inYear)
                : inYear.apply(Integer.parseInt(year));
    }
}
