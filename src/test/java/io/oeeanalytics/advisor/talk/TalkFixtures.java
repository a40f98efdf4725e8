package io.oeeanalytics.advisor.talk;

import io.oeeanalytics.advisor.talk.Sentence.Place;
import io.oeeanalytics.advisor.tool.CitedPassage;
import io.oeeanalytics.advisor.tool.Figure;
import io.oeeanalytics.advisor.tool.Figure.Unit;
import io.oeeanalytics.advisor.tool.ToolResult;
import java.util.List;
import java.util.Optional;

/** What a tool found about a line, and what a manual says. */
final class TalkFixtures {
    /** Where nobody counts. */
    static final Budget UNLIMITED =
            new Budget() {
                @Override
                public boolean allows(String user) {
                    return true;
                }

                @Override
                public void spent(String user, long tokens) {
                    // There is nothing to take them from.
                }
            };

    static final String QUESTION =
            "Why was LINE-03 worse than on 21 November? Compare the last 7 days, shift 2.";

    static final CitedPassage MANUAL =
            new CitedPassage(
                    "D12.4",
                    12,
                    "Filler F200 manual",
                    2,
                    17,
                    "Maintenance > Nozzles",
                    "Clean the nozzles of the filler every 40 hours with warm water. Tighten the"
                            + " clamp with 25 Nm. Never open the guard while the machine is running."
                            + " This follows ISO 12100 and step 4 of the checklist.",
                    "documents/12?passage=4");

    static final CitedPassage HANDBUCH =
            new CitedPassage(
                    "D7.1",
                    7,
                    "Handbuch Packer",
                    1,
                    3,
                    "Rüsten",
                    "Vor dem Rüsten wird das Magazin geleert. Die Klemme wird mit 12,5 Nm angezogen,"
                            + " danach folgt ein Probelauf von zwei Minuten.",
                    "documents/7?passage=1");

    static final ToolResult OEE =
            new ToolResult(
                    "OEE of LINE-03, 22 to 28 November 2026",
                    ToolResult.Outcome.ANSWERED,
                    List.of(
                            new ToolResult.Statement(
                                    "OEE of LINE-03 was 72.4 %, 4.2 points less than the week before"
                                            + " (ISO 22400-2, product SKU-4711, until 14:05).",
                                    List.of(
                                            new Figure("oee of LINE-03", 0.72384, Unit.SHARE),
                                            new Figure("oee of LINE-05", 0.811, Unit.SHARE),
                                            new Figure("change of oee", -0.0418, Unit.POINTS),
                                            new Figure("change of quality", 0.0131, Unit.POINTS),
                                            new Figure("stopped", 11_531_000, Unit.MILLISECONDS),
                                            new Figure("good pieces", 1_204, Unit.PIECES),
                                            new Figure("speed", 612.44, Unit.PIECES_PER_HOUR),
                                            new Figure("half of it", 0.5, Unit.SHARE),
                                            new Figure("stops", 12, Unit.COUNT)))),
                    List.of(MANUAL, HANDBUCH),
                    Optional.empty(),
                    List.of());

    private TalkFixtures() {}

    static Optional<Sentence> verified(String words) {
        return new Verifier(QUESTION, List.of(OEE)).verified(new Draft(words, Place.RUNNING));
    }

    static boolean passes(String words) {
        return verified(words).isPresent();
    }
}
