package io.oeeanalytics.advisor.talk;

import static io.oeeanalytics.advisor.talk.TalkFixtures.verified;
import static org.assertj.core.api.Assertions.assertThat;

import io.oeeanalytics.advisor.talk.Sentence.Place;
import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that pass for names, stand in words, or go the wrong way. */
class VerifierNumbersTest {
    /** A name blanks its digits only: what is measured beside it is a claim. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "It stood for 2026 hours.",
                "It cost 2026 €.",
                "There were 2026 stops.",
                "In November 2026 pieces were scrapped.",
                "In shift 2.5 hours were lost.",
                "In shift 2 hours were lost.",
                "In November 28 pieces were scrapped.",
                "In November 28 bad pieces were seen.",
                "On November 28 2026 pieces were made.",
                "It stood for 14h05.",
                "It stood for 14:05.",
                "Elle a perdu 14h05."
            })
    void an_amount_is_no_name(String words) {
        assertThat(verified(words)).as(words).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "In 2026 OEE was 72.4 %.",
                "On November 28 it stood 12 times.",
                "On November 28, 2026 it ran.",
                "In November 2026 the pieces were good.",
                "In shift 2, hours were lost.",
                "Jusqu'à 14h05 elle tournait.",
                // "am" is no hour before noon.
                "OEE von LINE-03 am 22. November 2026 war 72,4 %.",
                "LINE-03 am 22. November lief mit 612 Stück pro Stunde.",
                // Quarters of a year, and what is counted in order.
                "Last quarter OEE was 72.4 %.",
                "In the first quarter of 2026 OEE was 72.4 %.",
                "On the third day OEE was 72.4 %.",
                "Es gab zwoelf Stopps."
            })
    void a_name_is_no_amount(String words) {
        assertThat(verified(words)).as(words).isPresent();
    }

    /** Ways to say how much without a digit. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sie stand anderthalb Stunden.",
                "Sie stand zweieinhalb Stunden.",
                "Sie stand eine Dreiviertelstunde.",
                "Sie hielt sechsmal.",
                "Sie hielt zweimal.",
                "Sie hielt siebzehnmal.",
                "Sie stand fuenf Stunden.",
                "Es gab zweiundfuenfzig Stopps.",
                "Elle s'est arrêtée une quinzaine d'heures.",
                "Elle s'est arrêtée une vingtaine de fois.",
                "OEE was in the high seventies.",
                "Die OEE lag in den Siebzigern.",
                "It stood for XIV hours.",
                "It made a six-digit number of pieces.",
                "The last quarter of it was lost.",
                "The third of it was lost."
            })
    void what_says_how_much_in_words_is_read(String words) {
        assertThat(verified(words)).as(words).isEmpty();
    }

    /** Quality changed by +1.3 points, OEE by -4.2. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Quality lost 1.3 points.",
                "Quality loses 1.3 points.",
                "Quality is falling by 1.3 points.",
                "Quality was reduced by 1.3 points.",
                "Die Qualität verlor 1,3 Punkte.",
                "Die Werte sanken um 1,3 Punkte.",
                "Die Werte fielen um 1,3 Punkte.",
                "OEE climbed by 4.2 points.",
                "OEE is rising by 4.2 points.",
                "Training added 4.2 points.",
                "Die Werte stiegen um 4,2 Punkte.",
                "OEE is 4.2 points above its target.",
                "OEE is above its target by 4.2 points.",
                "OEE is 4.2 points over target.",
                "Quality is 1.3 points below its target.",
                "Quality is 1.3 points under target.",
                "Die OEE liegt 4,2 Punkte über dem Ziel.",
                "Die OEE liegt 4,2 Punkte darüber.",
                "Die Qualität liegt 1,3 Punkte unter dem Ziel.",
                "L'OEE est 4,2 points au-dessus.",
                "La qualité est 1,3 points en dessous.",
                "Quality: minus 1.3 points.",
                "Quality is 1.3 points behind target.",
                "Quality deteriorated by 1.3 points.",
                "Die Qualität ging um 1,3 Punkte zurück.",
                "OEE exceeded its target by 4.2 points.",
                "OEE jumped 4.2 points.",
                "Die OEE übertraf das Ziel um 4,2 Punkte.",
                "Although quality fell, OEE rose by 4.2 points."
            })
    void a_difference_goes_the_way_that_is_said(String words) {
        assertThat(verified(words)).as(words).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OEE lost 4.2 points.",
                "OEE is 4.2 points below its target.",
                "Die OEE liegt 4,2 Punkte darunter.",
                "Die OEE sank über Nacht um 4,2 Punkte.",
                "OEE fell by over 4.2 points.",
                "Quality climbed by 1.3 points, and OEE fell by 4.2 points.",
                "It lost 3.2 hours.",
                "Sie verlor 192 min."
            })
    void a_difference_that_goes_so_passes(String words) {
        assertThat(verified(words)).as(words).isPresent();
    }

    /** As a forecast says what drives it. */
    @Test
    void minutes_days_and_weeks_may_be_counted() {
        var found =
                new ToolResult(
                        "Forecast of LINE-03",
                        ToolResult.Outcome.ANSWERED,
                        List.of(
                                new ToolResult.Statement(
                                        "What drives it.",
                                        List.of(
                                                new Figure("minutes a day", 5, Unit.COUNT),
                                                new Figure("times a day", 0.28, Unit.COUNT),
                                                new Figure("weeks lately", 4, Unit.COUNT),
                                                new Figure("weeks before", 16, Unit.COUNT),
                                                new Figure("test days", 44, Unit.COUNT)))),
                        List.of(),
                        Optional.empty(),
                        List.of());
        var verifier = new Verifier("Why?", List.of(found));

        for (var words :
                List.of(
                        "In the last four weeks it stopped 0.3 times, in the 16 weeks before more.",
                        "In den 16 Wochen davor war es besser.",
                        "It costs 5 min of good production a day.",
                        "Over 44 days it was tested.")) {
            assertThat(verifier.verified(new Draft(words, Place.RUNNING))).as(words).isPresent();
        }
        for (var words :
                List.of(
                        "In the 17 weeks before it was better.",
                        "In the 16 months before it was better.",
                        "It costs 5 h of good production a day.",
                        "Over 44 weeks it was tested.",
                        "It lost 16 min.")) {
            assertThat(verifier.verified(new Draft(words, Place.RUNNING))).as(words).isEmpty();
        }
    }
}
