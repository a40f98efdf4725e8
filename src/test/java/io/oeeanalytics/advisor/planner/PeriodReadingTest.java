package io.oeeanalytics.advisor.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.oee.Period;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** It is Thursday, 26 November 2026, in ISO week 48; its Monday is the 23rd. */
class PeriodReadingTest {
    private final PeriodReading reading = new PeriodReading(LocalDate.parse("2026-11-26"));

    private List<Period> in(String question) {
        return reading.in(Plain.of(question)).stream().map(PeriodReading.Found::period).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    OEE today|2026-11-26|2026-11-26
                    so far this morning|2026-11-26|2026-11-26
                    Yesterday's figures|2026-11-25|2026-11-25
                    the day before yesterday|2026-11-24|2026-11-24
                    Outlook for tomorrow?|2026-11-27|2026-11-27
                    the day after tomorrow|2026-11-28|2026-11-28
                    this week|2026-11-23|2026-11-26
                    last week|2026-11-16|2026-11-22
                    the week before|2026-11-09|2026-11-15
                    next week|2026-11-30|2026-12-06
                    this month so far|2026-11-01|2026-11-26
                    last month|2026-10-01|2026-10-31
                    the month before last|2026-09-01|2026-09-30
                    next month|2026-12-01|2026-12-31
                    this year|2026-01-01|2026-11-26
                    last year|2025-01-01|2025-12-31
                    ytd|2026-01-01|2026-11-26
                    last 7 days|2026-11-19|2026-11-25
                    the past two weeks|2026-11-12|2026-11-25
                    over the last 3 months|2026-08-26|2026-11-25
                    next 3 days|2026-11-27|2026-11-29
                    3 days ago|2026-11-23|2026-11-23
                    two weeks ago|2026-11-09|2026-11-15
                    a month ago|2026-10-01|2026-10-31
                    on 2026-11-18|2026-11-18|2026-11-18
                    on 18/11/2026|2026-11-18|2026-11-18
                    on 18/11|2026-11-18|2026-11-18
                    18 November|2026-11-18|2026-11-18
                    on the 18th of November 2025|2025-11-18|2025-11-18
                    on Nov 18th, 2026|2026-11-18|2026-11-18
                    nov 12|2026-11-12|2026-11-12
                    on the 18th|2026-11-18|2026-11-18
                    on the 30th|2026-10-30|2026-10-30
                    30 November|2025-11-30|2025-11-30
                    in October|2026-10-01|2026-10-31
                    October 2025|2025-10-01|2025-10-31
                    in December|2025-12-01|2025-12-31
                    in May|2026-05-01|2026-05-31
                    2026-09|2026-09-01|2026-09-30
                    in 2025|2025-01-01|2025-12-31
                    November|2026-11-01|2026-11-26
                    week 46|2026-11-09|2026-11-15
                    week 53 2020|2020-12-28|2021-01-03
                    Q3|2026-07-01|2026-09-30
                    q1 2025|2025-01-01|2025-03-31
                    last quarter|2026-07-01|2026-09-30
                    this quarter|2026-10-01|2026-11-26
                    on Tuesday|2026-11-24|2026-11-24
                    last Thursday|2026-11-19|2026-11-19
                    next Monday|2026-11-30|2026-11-30
                    last weekend|2026-11-21|2026-11-22
                    How was it at the weekend?|2026-11-21|2026-11-22
                    What will OEE be at the weekend?|2026-11-28|2026-11-29
                    this weekend|2026-11-28|2026-11-29
                    from 24 to 30 November|2026-11-24|2026-11-26
                    from 24 November to 30 November|2026-11-24|2026-11-26
                    from 20 December to 5 January|2025-12-20|2026-01-05
                    Will LINE-03 miss its target on 3 December?|2026-12-03|2026-12-03
                    forecast for December|2026-12-01|2026-12-31
                    forecast for week 50|2026-12-07|2026-12-13
                    Was OEE lower on 3 May than expected?|2026-05-03|2026-05-03
                    Why did it drop 2.5% yesterday?|2026-11-25|2026-11-25
                    It fell 3.5 points last week|2026-11-16|2026-11-22
                    week 52|2025-12-22|2025-12-28
                    since Monday|2026-11-23|2026-11-26
                    since 1 November|2026-11-01|2026-11-26
                    from 3 to 9 November|2026-11-03|2026-11-09
                    10-15 Nov|2026-11-10|2026-11-15
                    2026-11-03 to 2026-11-09|2026-11-03|2026-11-09
                    between 1 October and 15 October|2026-10-01|2026-10-15
                    from September to October|2026-09-01|2026-10-31
                    3.11. – 14.11.|2026-11-03|2026-11-14
                    what happened on 11/19|2026-11-19|2026-11-19
                    on 9/11|2026-11-09|2026-11-09
                    tues late shift|2026-11-24|2026-11-24
                    first half of November|2026-11-01|2026-11-15
                    in the second half of October|2026-10-16|2026-10-31
                    second half of December|2025-12-16|2025-12-31
                    the first half of the year|2026-01-01|2026-06-30
                    the first half of 2025|2025-01-01|2025-06-30
                    in H2|2026-07-01|2026-11-26
                    What do you expect in the first half of January?|2027-01-01|2027-01-15
                    Was it in April as expected?|2026-04-01|2026-04-30
                    What will it be in March?|2027-03-01|2027-03-31
                    since the beginning of September|2026-09-01|2026-11-26
                    since the start of the quarter|2026-10-01|2026-11-26
                    the current week|2026-11-23|2026-11-26
                    over the past 4 full weeks|2026-10-26|2026-11-22
                    the last 2 complete months|2026-09-01|2026-10-31
                    next March|2027-03-01|2027-03-31
                    last November|2025-11-01|2025-11-30
                    """)
    void english_periods_are_read(String question, LocalDate first, LocalDate last) {
        assertThat(in(question)).startsWith(new Period(first, last));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    heute früh|2026-11-26|2026-11-26
                    gestern|2026-11-25|2026-11-25
                    vorgestern|2026-11-24|2026-11-24
                    morgen|2026-11-27|2026-11-27
                    übermorgen|2026-11-28|2026-11-28
                    in dieser Woche|2026-11-23|2026-11-26
                    in der letzten Woche|2026-11-16|2026-11-22
                    vorletzte Woche|2026-11-09|2026-11-15
                    nächste Woche|2026-11-30|2026-12-06
                    diesen Monat|2026-11-01|2026-11-26
                    im letzten Monat|2026-10-01|2026-10-31
                    nächsten Monat|2026-12-01|2026-12-31
                    dieses Jahr|2026-01-01|2026-11-26
                    letztes Jahr|2025-01-01|2025-12-31
                    in den letzten 30 Tagen|2026-10-27|2026-11-25
                    die letzten zwei Wochen|2026-11-12|2026-11-25
                    in den nächsten drei Tagen|2026-11-27|2026-11-29
                    vor drei Tagen|2026-11-23|2026-11-23
                    vor einer Woche|2026-11-16|2026-11-22
                    am 18.11.|2026-11-18|2026-11-18
                    am 18.11.2025|2025-11-18|2025-11-18
                    am 18. November|2026-11-18|2026-11-18
                    im März 2026|2026-03-01|2026-03-31
                    KW 46|2026-11-09|2026-11-15
                    am Dienstag|2026-11-24|2026-11-24
                    seit Montag|2026-11-23|2026-11-26
                    vom 3. bis 9. November|2026-11-03|2026-11-09
                    3.-9.11.|2026-11-03|2026-11-09
                    vom 3.11. bis zum 9.11.|2026-11-03|2026-11-09
                    zwischen 1. Oktober und 15. Oktober|2026-10-01|2026-10-15
                    letztes Quartal|2026-07-01|2026-09-30
                    Wie war die OEE am Wochenende?|2026-11-21|2026-11-22
                    am letzten Wochenende|2026-11-21|2026-11-22
                    Wird das Ziel am 3.12. erreicht?|2026-12-03|2026-12-03
                    am 3.5|2026-05-03|2026-05-03
                    in der ersten Novemberhälfte|2026-11-01|2026-11-15
                    zweite Hälfte Oktober|2026-10-16|2026-10-31
                    im zweiten Halbjahr 2025|2025-07-01|2025-12-31
                    im laufenden Jahr|2026-01-01|2026-11-26
                    seit Anfang September|2026-09-01|2026-11-26
                    seit Quartalsbeginn|2026-10-01|2026-11-26
                    die letzten drei vollen Wochen|2026-11-02|2026-11-22
                    im nächsten Februar|2027-02-01|2027-02-28
                    """)
    void german_periods_are_read(String question, LocalDate first, LocalDate last) {
        assertThat(in(question)).containsExactly(new Period(first, last));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    aujourd'hui|2026-11-26|2026-11-26
                    hier|2026-11-25|2026-11-25
                    avant-hier|2026-11-24|2026-11-24
                    demain|2026-11-27|2026-11-27
                    cette semaine|2026-11-23|2026-11-26
                    la semaine dernière|2026-11-16|2026-11-22
                    la semaine prochaine|2026-11-30|2026-12-06
                    ce mois-ci|2026-11-01|2026-11-26
                    le mois dernier|2026-10-01|2026-10-31
                    cette année|2026-01-01|2026-11-26
                    l'année dernière|2025-01-01|2025-12-31
                    ces 30 derniers jours|2026-10-27|2026-11-25
                    les deux dernières semaines|2026-11-12|2026-11-25
                    il y a trois jours|2026-11-23|2026-11-23
                    le 18 novembre|2026-11-18|2026-11-18
                    le 1er novembre 2025|2025-11-01|2025-11-01
                    en août|2026-08-01|2026-08-31
                    semaine 46|2026-11-09|2026-11-15
                    mardi dernier|2026-11-24|2026-11-24
                    depuis lundi|2026-11-23|2026-11-26
                    du 3 au 9 novembre|2026-11-03|2026-11-09
                    les sept plus longs arrêts hier|2026-11-25|2026-11-25
                    le week-end dernier|2026-11-21|2026-11-22
                    le 12 sept|2026-09-12|2026-09-12
                    pendant la première quinzaine de novembre|2026-11-01|2026-11-15
                    la deuxième moitié d'octobre|2026-10-16|2026-10-31
                    au premier semestre|2026-01-01|2026-06-30
                    depuis début septembre|2026-09-01|2026-11-26
                    le mois en cours|2026-11-01|2026-11-26
                    depuis le début du trimestre|2026-10-01|2026-11-26
                    en mars prochain|2027-03-01|2027-03-31
                    """)
    void french_periods_are_read(String question, LocalDate first, LocalDate last) {
        assertThat(in(question)).containsExactly(new Period(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on 31 February",
                "am 31.2.2026",
                "2026-13-01",
                "week 54",
                "last 0 days",
                "Q5",
                "What may I expect?",
                "Guten Morgen",
                "LINE-03",
                "80 %",
                "1.5 points",
                "2.5 h"
            })
    void what_is_no_date_is_none(String question) {
        assertThat(in(question)).isEmpty();
    }

    @Test
    void two_periods_come_in_the_order_of_the_question() {
        var october = new Period(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31"));
        var september = new Period(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"));

        assertThat(in("better in October than in September?")).containsExactly(october, september);
        assertThat(in("September gegenüber Oktober")).containsExactly(september, october);
    }

    /** It is Sunday, 29 November 2026, and Tuesday, 5 January 2027. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2026-11-29|at the weekend|2026-11-28|2026-11-29
                    2026-11-29|last weekend|2026-11-21|2026-11-22
                    2026-11-29|this weekend|2026-11-28|2026-11-29
                    2026-11-29|next weekend|2026-12-05|2026-12-06
                    2026-11-28|how was this weekend|2026-11-28|2026-11-28
                    2027-01-05|How was Q4?|2026-10-01|2026-12-31
                    2027-01-05|OEE in week 52|2026-12-21|2026-12-27
                    2027-01-05|in December|2026-12-01|2026-12-31
                    2027-01-05|from 20 December to 3 January|2026-12-20|2027-01-03
                    """)
    void what_was_last_is_counted_from_today(
            LocalDate today, String question, LocalDate first, LocalDate last) {
        assertThat(new PeriodReading(today).in(Plain.of(question)).getFirst().period())
                .isEqualTo(new Period(first, last));
    }

    @Test
    void a_change_over_is_no_change() {
        assertThat(in("changeovers from Monday to Wednesday"))
                .containsExactly(
                        new Period(LocalDate.parse("2026-11-23"), LocalDate.parse("2026-11-25")));
    }

    @Test
    void from_one_period_to_another_is_what_lies_between_unless_a_change_is_meant() {
        var september = new Period(LocalDate.parse("2026-09-01"), LocalDate.parse("2026-09-30"));
        var october = new Period(LocalDate.parse("2026-10-01"), LocalDate.parse("2026-10-31"));

        assertThat(in("OEE from September to October"))
                .containsExactly(new Period(september.first(), october.last()));
        assertThat(in("what changed from September to October"))
                .containsExactly(september, october);
        assertThat(in("Wie hat sie sich zwischen September und Oktober verändert?"))
                .containsExactly(september, october);
    }

    @Test
    void a_date_there_is_not_is_told_and_a_number_is_none() {
        assertThat(reading.impossible(Plain.of("OEE on 31 February"))).contains("31 february");
        assertThat(reading.impossible(Plain.of("am 31.2.2026"))).contains("31.2.2026");
        assertThat(reading.impossible(Plain.of("week 54"))).contains("week 54");
        assertThat(reading.impossible(Plain.of("more than 0.85 on 12 November"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "oee yesteday of press-1, oee yesterday of press-1",
        "in novmber, in november",
        "on wensday, on wednesday",
        "scrap wendsday, scrap wednesday",
        "weekday, weekday",
        "entre le 2e et le 3e trimestre, entre le 2e trimestre et 3e trimestre",
        "kw 45 und 47, kw 45 und kw 47",
        "kw46 vs kw47, kw 46 vs kw 47",
        "pieces cette sem, pieces cette semaine",
        "vorgesten, vorgestern",
        "line friends, line friends",
        "montage, montage"
    })
    void a_letter_wrong_in_a_date_is_put_right(String written, String meant) {
        assertThat(DateWords.spelled(written)).isEqualTo(meant);
    }

    @Test
    void where_a_period_stands_is_told() {
        var found = reading.in("oee last week of press-1").getFirst();

        assertThat(Stream.of(found.from(), found.to())).containsExactly(4, 13);
    }
}
