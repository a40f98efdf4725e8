package io.oeeanalytics.advisor.talk;

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

/** LINE-03 has 72.4 %, LINE-05 81.1 %, 8.7 points between them; PRESS has 65.0 %, FILL-A 90.2 %. */
class FigureOwnersTest {
    private static final List<ToolResult> FOUND =
            List.of(
                    result(
                            "Two lines side by side",
                            "lines",
                            statement(
                                    "LINE-03 is 8.7 points below LINE-05.",
                                    new Figure("difference of oee", -0.087, Unit.POINTS)),
                            statement(
                                    "LINE-03: OEE 72.4 %, availability 88.8 %.",
                                    new Figure("oee of LINE-03", 0.724, Unit.SHARE),
                                    new Figure("availability", 0.888, Unit.SHARE)),
                            statement(
                                    "LINE-05: OEE 81.1 %.",
                                    new Figure("oee of LINE-05", 0.811, Unit.SHARE))),
                    result(
                            "OEE of PRESS, 22 to 28 November 2026",
                            "explain?line=PRESS",
                            statement(
                                    "OEE of PRESS was 65.0 %.",
                                    new Figure("oee", 0.65, Unit.SHARE))),
                    result(
                            "OEE of FILL-A, 22 to 28 November 2026",
                            "line/FILL%2DA?days=7",
                            statement(
                                    "OEE of FILL-A was 90.2 %.",
                                    new Figure("oee", 0.902, Unit.SHARE))),
                    result(
                            "Losses of PRESS",
                            "explain?line=PRESS",
                            statement(
                                    "“Jam” took 3 h.",
                                    new Figure("time of Jam", 10_800_000, Unit.MILLISECONDS)),
                            statement(
                                    "“Set-up” took 2 h.",
                                    new Figure("time of Set-up", 7_200_000, Unit.MILLISECONDS))));

    private static ToolResult result(
            String title, String page, ToolResult.Statement... statements) {
        return new ToolResult(
                title,
                ToolResult.Outcome.ANSWERED,
                List.of(statements),
                List.of(),
                Optional.empty(),
                List.of(new ToolResult.Way("A page", page)));
    }

    private static ToolResult.Statement statement(String words, Figure... figures) {
        return new ToolResult.Statement(words, List.of(figures));
    }

    private static Optional<Sentence> verified(String words) {
        return new Verifier("How are LINE-03 and LINE-09?", FOUND)
                .verified(new Draft(words, Place.RUNNING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LINE-03 had 72.4 % and LINE-05 had 81.1 %.",
                "LINE-03 (72.4 %) was worse than LINE-05 (81.1 %).",
                "OEE was 72.4 % at LINE-03 and 81.1 % at LINE-05.",
                "LINE-03 had 72.4 %, LINE-05 81.1 %.",
                "Compared with LINE-05 (81.1 %), LINE-03 reached 72.4 %.",
                "LINE-03's 72.4 % is lower than the 81.1 % of LINE-05.",
                "LINE-03 and LINE-05 had 72.4 % and 81.1 %.",
                "LINE-05, which had 81.1 %, was better.",
                "LINE-03, unlike LINE-05, had 72.4 %.",
                "Compared with LINE-05, LINE-03 reached 72.4 %.",
                "LINE-03, compared with LINE-05 (81.1 %), was weak.",
                "LINE-03 was 8.7 points below LINE-05.",
                "LINE-05 was 8.7 points above LINE-03.",
                "72,4 % hatte LINE-03, LINE-05 81,1 %.",
                "Bei LINE-03 waren es 72,4 % und bei LINE-05 81,1 %.",
                "OEE was between 72.4 and 81.1 %.",
                "LINE-03 had an availability of 88.8 %.",
                "PRESS had 65.0 % and FILL-A 90.2 %.",
                "The OEE of FILL-A was 90.2 %, that of PRESS 65 %.",
                "On PRESS jam took 3 h and set-up 2 h.",
                "3 h were lost to jam."
            })
    void what_is_said_of_its_owner_passes(String words) {
        assertThat(verified(words)).as(words).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LINE-03 had 81.1 % and LINE-05 had 72.4 %.",
                "LINE-03 (81.1 %) was better than LINE-05 (72.4 %).",
                "OEE was 81.1 % at LINE-03 and 72.4 % at LINE-05.",
                "LINE-03 had 81.1 %, LINE-05 72.4 %.",
                "LINE-03 and LINE-05 had 81.1 % and 72.4 %.",
                "Bei LINE-03 waren es 81,1 % und bei LINE-05 72,4 %.",
                "LINE-03, unlike LINE-05, had 81.1 %.",
                "Compared with LINE-05, LINE-03 reached 81.1 %.",
                "LINE-03, im Gegensatz zu LINE-05, hatte 81,1 %.",
                // Nothing was found of it.
                "LINE-09 had 72.4 %.",
                "LINE-09 had 72.4 %, not LINE-03.",
                // The figure's own name does not say whose it is; its statement or result does.
                "LINE-05 had an availability of 88.8 %.",
                "PRESS had 90.2 % and FILL-A 65.0 %.",
                "FILL-A had 65.0 %.",
                "FILL-A lost 3 h to jam.",
                "Jam took 2 h and set-up 3 h."
            })
    void what_is_said_of_another_does_not(String words) {
        assertThat(verified(words)).as(words).isEmpty();
    }

    @Test
    void a_sentence_rests_on_the_figure_of_whom_it_speaks() {
        assertThat(verified("LINE-05 had 81.1 %.").orElseThrow().figures())
                .extracting(Figure::name)
                .containsExactly("oee of LINE-05");
    }
}
